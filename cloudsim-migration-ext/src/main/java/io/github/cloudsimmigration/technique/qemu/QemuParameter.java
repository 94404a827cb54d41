package io.github.cloudsimmigration.technique.qemu;

/** What QEMU's migration can be told, under QEMU's names, with QEMU's defaults and units. */
public enum QemuParameter {
    /** Limit while the VM runs, in bytes per second; 0 for none (libvirt's default). */
    MAX_BANDWIDTH(
            "max-bandwidth",
            "bytes/s",
            "limit while the VM runs; 0 for none",
            Values.WHOLE,
            134_217_728,
            0,
            Double.POSITIVE_INFINITY),
    /** How long the VM may stand still, as far as QEMU can tell before, in milliseconds. */
    DOWNTIME_LIMIT(
            "downtime-limit",
            "ms",
            "how long the VM may stand still, as far as QEMU can tell",
            Values.WHOLE,
            300,
            0,
            2_000_000),
    /** Bandwidth to reckon the downtime with, in bytes per second; 0 to measure it. */
    AVAIL_SWITCHOVER_BANDWIDTH(
            "avail-switchover-bandwidth",
            "bytes/s",
            "bandwidth to reckon the downtime with; 0 to measure it; since 8.2",
            Values.WHOLE,
            0,
            0,
            1e18),
    /** Limit on pages pushed in post-copy, in bytes per second; 0 for none. */
    MAX_POSTCOPY_BANDWIDTH(
            "max-postcopy-bandwidth",
            "bytes/s",
            "limit on pages pushed in post-copy; 0 for none",
            Values.WHOLE,
            0,
            0,
            Double.POSITIVE_INFINITY),
    /** Bytes dirtied, in percent of those sent, above which auto-converge counts a period. */
    THROTTLE_TRIGGER_THRESHOLD(
            "throttle-trigger-threshold",
            "%",
            "auto-converge: dirtied of sent bytes above which a period counts",
            Values.WHOLE,
            50,
            1,
            100),
    /** Auto-converge's first throttle, in percent. */
    CPU_THROTTLE_INITIAL("cpu-throttle-initial", "%", "auto-converge: first throttle", Values.WHOLE, 20, 1, 99),
    /** Auto-converge's further steps, in percent. */
    CPU_THROTTLE_INCREMENT("cpu-throttle-increment", "%", "auto-converge: further steps", Values.WHOLE, 10, 1, 99),
    /** Auto-converge's highest throttle, in percent. */
    MAX_CPU_THROTTLE("max-cpu-throttle", "%", "auto-converge: highest throttle", Values.WHOLE, 99, 1, 99),
    /** The cache of the pages sent before, in bytes. */
    XBZRLE_CACHE_SIZE(
            "xbzrle-cache-size",
            "bytes",
            "xbzrle: cache of the pages sent before, a power of two",
            Values.POWER_OF_TWO,
            67_108_864,
            4096,
            1L << 50),
    /** Channels of multifd. */
    MULTIFD_CHANNELS("multifd-channels", "", "multifd: channels", Values.WHOLE, 2, 1, 255),
    /** Capability: throttle a VM that writes too fast. */
    AUTO_CONVERGE("auto-converge", "", "throttle a VM that writes too fast", Values.ON_OR_OFF, 0, 0, 1),
    /** Capability: send differences. */
    XBZRLE("xbzrle", "", "send differences of pages sent before", Values.ON_OR_OFF, 0, 0, 1),
    /** Capability: several channels. */
    MULTIFD("multifd", "", "send over several channels", Values.ON_OR_OFF, 0, 0, 1),
    /** Capability: post-copy may be asked for. */
    POSTCOPY_RAM("postcopy-ram", "", "post-copy may be asked for", Values.ON_OR_OFF, 0, 0, 1),
    /** No parameter of QEMU's: when post-copy is asked for, in seconds of the live phase; infinite for never. */
    POSTCOPY_AFTER(
            "postcopy-after",
            "s",
            "when post-copy is asked for, in the live phase; not a parameter of QEMU",
            Values.ANY,
            Double.POSITIVE_INFINITY,
            0,
            Double.POSITIVE_INFINITY);

    private final String label;
    private final String unit;
    private final String meaning;
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
            final String label,
            final String unit,
            final String meaning,
            final Values values,
            final double standard,
            final double least,
            final double most) {
        this.label = label;
        this.unit = unit;
        this.meaning = meaning;
        this.values = values;
        this.standard = standard;
        this.least = least;
        this.most = most;
    }

    /** {@return its name in QEMU} */
    public String label() {
        return label;
    }

    /** {@return the unit of its values, empty if they have none} */
    public String unit() {
        return unit;
    }

    /** {@return what it does, in a line} */
    public String meaning() {
        return meaning;
    }

    /** {@return its value where nothing is said} */
    public double standard() {
        return standard;
    }

    /** {@return its value where nothing is said, as it is written in settings; {@code never} if it is infinite} */
    public String standardText() {
        if (capability()) {
            return standard > 0 ? "on" : "off";
        }
        return Double.isInfinite(standard) ? "never" : Long.toString((long) standard);
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
