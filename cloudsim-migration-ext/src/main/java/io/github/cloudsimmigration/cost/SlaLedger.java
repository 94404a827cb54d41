package io.github.cloudsimmigration.cost;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds up what hosts and VMs went through and tells how badly the service level suffered.
 *
 * <p>Reference: A. Beloglazov, R. Buyya, CCPE 24 (13), 2012, section 7.2: SLATAH (SLA violation time per active host), PDM
 * (performance degradation due to migrations), SLAV = SLATAH x PDM, ESV = energy x SLAV. Deviation: the degradation is what
 * each migration really took from its VM (downtime, throttle, stalls), not 10 % of its duration.
 */
public final class SlaLedger {
    private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;

    private final Map<Object, double[]> hosts = new LinkedHashMap<>();
    private final Map<Object, double[]> vms = new LinkedHashMap<>();
    private double joules;

    /**
     * Notes how a host spent a while.
     *
     * @param host the host
     * @param seconds how long it was on
     * @param saturated whether its VMs wanted all it has, or more
     * @param watts what it drew
     */
    public void hostActive(final Object host, final double seconds, final boolean saturated, final double watts) {
        add(hosts, host, saturated ? seconds : 0, seconds);
        joules += watts * seconds;
    }

    /**
     * Notes what a VM wanted.
     *
     * @param vm the VM
     * @param work CPU work, in million instructions
     */
    public void vmWanted(final Object vm, final double work) {
        add(vms, vm, 0, work);
    }

    /**
     * Notes what migrating took from a VM.
     *
     * @param vm the VM
     * @param work CPU work not done, in million instructions
     */
    public void vmLost(final Object vm, final double work) {
        add(vms, vm, work, 0);
    }

    /** {@return mean over all hosts of the fraction of their active time in which their VMs wanted all they have} */
    public double slatah() {
        return meanRatio(hosts);
    }

    /** {@return mean over all VMs of the fraction of the CPU work they wanted that migrations took from them} */
    public double pdm() {
        return meanRatio(vms);
    }

    /** {@return SLATAH x PDM} */
    public double slav() {
        return slatah() * pdm();
    }

    /** {@return energy drawn by the hosts, in kWh} */
    public double energyKwh() {
        return joules / JOULES_PER_KILOWATT_HOUR;
    }

    /** {@return energy x SLAV, in kWh} */
    public double esv() {
        return energyKwh() * slav();
    }

    private static void add(final Map<Object, double[]> ledger, final Object who, final double part, final double all) {
        final double[] account = ledger.computeIfAbsent(who, unknown -> new double[2]);
        account[0] += part;
        account[1] += all;
    }

    private static double meanRatio(final Map<Object, double[]> ledger) {
        double sum = 0;
        int counted = 0;
        for (final double[] account : ledger.values()) {
            if (account[1] > 0) {
                sum += account[0] / account[1];
                counted++;
            }
        }
        return counted == 0 ? 0 : sum / counted;
    }
}
