package io.github.cloudsimmigration.technique;

/** What QEMU's migration can be told, under QEMU's names, with QEMU's defaults and units. */
public enum QemuParameter {
    /** Limit while the VM runs, in bytes per second; 0 for none (libvirt's default). */
    MAX_BANDWIDTH("max-bandwidth", Values.WHOLE, 134_217_728, 0, Double.POSITIVE_INFINITY),
    /** How long the VM may stand still, as far as QEMU can tell before, in milliseconds. */
    DOWNTIME_LIMIT("downtime-limit", Values.WHOLE, 300, 0, 2_000_000),
    /** Bandwidth to reckon the downtime with, in bytes per second; 0 to measure it. */
    AVAIL_SWITCHOVER_BANDWIDTH("avail-switchover-bandwidth", Values.WHOLE, 0, 0, 1e18),
    /** Limit on pages pushed in post-copy, in bytes per second; 0 for none. */
    MAX_POSTCOPY_BANDWIDTH("max-postcopy-bandwidth", Values.WHOLE, 0, 0, Double.POSITIVE_INFINITY),
    /** Bytes dirtied, in percent of those sent, above which auto-converge counts a period. */
    THROTTLE_TRIGGER_THRESHOLD("throttle-trigger-threshold", Values.WHOLE, 50, 1, 100),
    /** Auto-converge's first throttle, in percent. */
    CPU_THROTTLE_INITIAL("cpu-throttle-initial", Values.WHOLE, 20, 1, 99),
    /** Auto-converge's further steps, in percent. */
    CPU_THROTTLE_INCREMENT("cpu-throttle-increment", Values.WHOLE, 10, 1, 99),
    /** Auto-converge's highest throttle, in percent. */
    MAX_CPU_THROTTLE("max-cpu-throttle", Values.WHOLE, 99, 1, 99),
    /** The cache of the pages sent before, in bytes. */
    XBZRLE_CACHE_SIZE("xbzrle-cache-size", Values.POWER_OF_TWO, 67_108_864, 4096, 1L << 50),
    /** Channels of multifd. */
    MULTIFD_CHANNELS("multifd-channels", Values.WHOLE, 2, 1, 255),
    /** Capability: throttle a VM that writes too fast. */
    AUTO_CONVERGE("auto-converge", Values.ON_OR_OFF, 0, 0, 1),
    /** Capability: send differences. */
    XBZRLE("xbzrle", Values.ON_OR_OFF, 0, 0, 1),
    /** Capability: several channels. */
    MULTIFD("multifd", Values.ON_OR_OFF, 0, 0, 1),
    /** Capability: post-copy may be asked for. */
    POSTCOPY_RAM("postcopy-ram", Values.ON_OR_OFF, 0, 0, 1),
    /** No parameter of QEMU's: when post-copy is asked for, in seconds of the live phase; infinite for never. */
    POSTCOPY_AFTER("postcopy-after", Values.ANY, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY);

    private final String label;
    private final Values values;
    private final double standard;
    private final double least;
    private final double most;

    /** Which numbers of its range a parameter can have. */
    private enum Values {
        ANY("a number"),
        WHOLE("a whole number"),
        POWER_OF_TWO("a power of two"),
        ON_OR_OFF("on or off");

        private final String words;

        Values(final String words) {
            this.words = words;
        }

        boolean contains(final double value) {
            if (this == ANY || Double.isInfinite(value)) {
                return true;
            }
            return value == Math.rint(value) && (this != POWER_OF_TWO || Long.bitCount((long) value) == 1);
        }
    }

    QemuParameter(
            final String label, final Values values, final double standard, final double least, final double most) {
        this.label = label;
        this.values = values;
        this.standard = standard;
        this.least = least;
        this.most = most;
    }

    /** {@return its name in QEMU} */
    public String label() {
        return label;
    }

    /** {@return its value where nothing is said} */
    public double standard() {
        return standard;
    }

    /** {@return whether it is a capability: 1 for on, 0 for off} */
    public boolean capability() {
        return values == Values.ON_OR_OFF;
    }

    /** {@return what it can be, in words} */
    String expected() {
        if (capability()) {
            return values.words;
        }
        return values.words
                + (Double.isInfinite(most)
                        ? " of " + (long) least + " or more"
                        : " from " + (long) least + " to " + (long) most);
    }

    /** Throws if it cannot have a value. */
    void check(final double value) {
        if (!(value >= least && value <= most && values.contains(value))) {
            throw new IllegalArgumentException(label + " of " + value + ", expected " + expected());
        }
    }
}
