package io.github.cloudsimmigration.technique.qemu;

/** Versions of QEMU between which its migration has changed. */
public enum QemuVersion {
    /** 7.2: the VM stops once less than the threshold is pending. */
    V7_2("7.2", false, false, Double.POSITIVE_INFINITY),
    /** 10.2: the VM stops once no more than the threshold is pending; under auto-converge it looks every 5 s for syncs that do not come. */
    V10_2("10.2", true, true, 5);

    private final String label;
    private final boolean stopsAtThreshold;
    private final boolean takesSwitchOverBandwidth;
    private final double forcedSyncSeconds;

    QemuVersion(
            final String label,
            final boolean stopsAtThreshold,
            final boolean takesSwitchOverBandwidth,
            final double forcedSyncSeconds) {
        this.label = label;
        this.stopsAtThreshold = stopsAtThreshold;
        this.takesSwitchOverBandwidth = takesSwitchOverBandwidth;
        this.forcedSyncSeconds = forcedSyncSeconds;
    }

    /** {@return the version's number} */
    public String label() {
        return label;
    }

    /** {@return whether pending bytes fit a threshold} */
    boolean fits(final double pending, final double threshold) {
        return pending < threshold || (stopsAtThreshold && pending == threshold);
    }

    /** {@return whether it has {@code avail-switchover-bandwidth}, as all have from 8.2 on} */
    boolean takesSwitchOverBandwidth() {
        return takesSwitchOverBandwidth;
    }

    /** {@return how long it is from one look for missing syncs to the next under auto-converge, in seconds; infinite for none} */
    public double forcedSyncSeconds() {
        return forcedSyncSeconds;
    }

    @Override
    public String toString() {
        return label;
    }
}
