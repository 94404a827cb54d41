package io.github.cloudsimmigration.cost;

/**
 * What one host or one VM went through. Of a host: while it was on; its VMs' work counts as work on the host they were on. Of a VM: while
 * it ran; its energy is its share of its host's, by the CPU it runs with.
 *
 * @param activeSeconds how long it was on, or ran
 * @param violatedSeconds how much of that the VMs and migrations on the host together used all it has, or would have used more
 * @param joules energy drawn
 * @param wantedWork CPU work wanted, in million instructions
 * @param lostWork CPU work that migrations took, in million instructions: what its own migration took from a VM, by standing
 *     still, throttle and faults. What migrations of others keep it from on a full host is in {@code violatedSeconds} only
 */
public record SlaAccount(
        double activeSeconds, double violatedSeconds, double joules, double wantedWork, double lostWork) {
    static final SlaAccount EMPTY = new SlaAccount(0, 0, 0, 0, 0);

    /** {@return SLATAH: the fraction of the active time in which the host's VMs and migrations used all it has} */
    public double slatah() {
        return activeSeconds > 0 ? violatedSeconds / activeSeconds : 0;
    }

    /** {@return PDM: the fraction of the CPU work wanted that migrations took} */
    public double pdm() {
        return wantedWork > 0 ? lostWork / wantedWork : 0;
    }

    /** {@return SLATAH x PDM} */
    public double slav() {
        return slatah() * pdm();
    }

    /** {@return energy, in kWh} */
    public double energyKwh() {
        return joules / Prices.JOULES_PER_KILOWATT_HOUR;
    }

    /** {@return energy x SLAV, in kWh} */
    public double esv() {
        return energyKwh() * slav();
    }

    SlaAccount plusTime(final double seconds, final boolean violated, final double watts) {
        return new SlaAccount(
                activeSeconds + seconds,
                violatedSeconds + (violated ? seconds : 0),
                joules + watts * seconds,
                wantedWork,
                lostWork);
    }

    SlaAccount plusWork(final double wanted, final double lost) {
        return new SlaAccount(activeSeconds, violatedSeconds, joules, wantedWork + wanted, lostWork + lost);
    }
}
