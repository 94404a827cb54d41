package io.github.cloudsimmigration.technique;

/** What QEMU's migration can be told, under QEMU's names, with QEMU's defaults and units. */
public enum QemuParameter {
    /** Limit while the VM runs, in bytes per second; 0 for none (libvirt's default). */
    MAX_BANDWIDTH("max-bandwidth", 134_217_728, 0, Double.POSITIVE_INFINITY),
    /** How long the VM may stand still, as far as QEMU can tell before, in milliseconds. */
    DOWNTIME_LIMIT("downtime-limit", 300, 0, Double.POSITIVE_INFINITY),
    /** Bandwidth to reckon the downtime with, in bytes per second; 0 to measure it. */
    AVAIL_SWITCHOVER_BANDWIDTH("avail-switchover-bandwidth", 0, 0, 1e18),
    /** Limit on pages pushed in post-copy, in bytes per second; 0 for none. */
    MAX_POSTCOPY_BANDWIDTH("max-postcopy-bandwidth", 0, 0, Double.POSITIVE_INFINITY),
    /** Bytes dirtied, in percent of those sent, above which auto-converge counts a period. */
    THROTTLE_TRIGGER_THRESHOLD("throttle-trigger-threshold", 50, 1, 100),
    /** Auto-converge's first throttle, in percent. */
    CPU_THROTTLE_INITIAL("cpu-throttle-initial", 20, 1, 99),
    /** Auto-converge's further steps, in percent. */
    CPU_THROTTLE_INCREMENT("cpu-throttle-increment", 10, 1, 99),
    /** Auto-converge's highest throttle, in percent. */
    MAX_CPU_THROTTLE("max-cpu-throttle", 99, 1, 99),
    /** The cache of the pages sent before, in bytes. */
    XBZRLE_CACHE_SIZE("xbzrle-cache-size", 67_108_864, 4096, 1L << 50),
    /** Channels of multifd. */
    MULTIFD_CHANNELS("multifd-channels", 2, 1, 255),
    /** Capability: throttle a VM that writes too fast. */
    AUTO_CONVERGE("auto-converge", 0, 0, 1),
    /** Capability: send differences. */
    XBZRLE("xbzrle", 0, 0, 1),
    /** Capability: several channels. */
    MULTIFD("multifd", 0, 0, 1),
    /** Capability: post-copy may be asked for. */
    POSTCOPY_RAM("postcopy-ram", 0, 0, 1),
    /** No parameter of QEMU's: when post-copy is asked for, in seconds of the live phase; infinite for never. */
    POSTCOPY_AFTER("postcopy-after", Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY);

    private final String label;
    private final double standard;
    private final double least;
    private final double most;

    QemuParameter(final String label, final double standard, final double least, final double most) {
        this.label = label;
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
        return most == 1;
    }

    /** Throws if a value is out of range. */
    void check(final double value) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(label + " of " + value + ", expected " + least + " to " + most);
        }
    }
}
