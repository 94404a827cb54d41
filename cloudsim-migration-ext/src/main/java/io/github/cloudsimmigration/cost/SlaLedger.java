package io.github.cloudsimmigration.cost;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Adds up what hosts and VMs went through and tells how badly the service level suffered: of each host, of each VM, and of all.
 *
 * <p>Reference: A. Beloglazov, R. Buyya, CCPE 24 (13), 2012, section 7.2: SLATAH (SLA violation time per active host), PDM
 * (performance degradation due to migrations), SLAV = SLATAH x PDM, ESV = energy x SLAV. Deviation: the degradation is what
 * each migration really took from its VM (downtime, throttle, stalls), not 10 % of its duration. The paper has SLATAH of hosts
 * and PDM of VMs; here either has all four, a VM's SLATAH being that of the time it spent on its hosts, and a host's PDM that of the
 * VMs while they were on it.
 */
public final class SlaLedger {
    private final Map<Object, SlaAccount> hosts = new LinkedHashMap<>();
    private final Map<Object, SlaAccount> vms = new LinkedHashMap<>();

    /**
     * Notes how a host spent a while.
     *
     * @param host the host
     * @param seconds how long it was on
     * @param saturated whether its VMs and migrations used all it has, or would have used more
     * @param watts what it drew
     */
    public void hostActive(final Object host, final double seconds, final boolean saturated, final double watts) {
        change(hosts, host, account -> account.plusTime(seconds, saturated, watts));
    }

    /**
     * Notes how a VM spent a while on a host.
     *
     * @param vm the VM
     * @param seconds how long it ran
     * @param saturated whether the VMs and migrations on its host used all it has, or would have used more
     * @param watts its share of what the host drew
     */
    public void vmActive(final Object vm, final double seconds, final boolean saturated, final double watts) {
        change(vms, vm, account -> account.plusTime(seconds, saturated, watts));
    }

    /**
     * Notes what a VM wanted.
     *
     * @param vm the VM
     * @param work CPU work, in million instructions
     */
    public void vmWanted(final Object vm, final double work) {
        change(vms, vm, account -> account.plusWork(work, 0));
    }

    /**
     * Notes what a VM wanted of a host.
     *
     * @param vm the VM
     * @param host the host it is on
     * @param work CPU work, in million instructions
     */
    public void vmWanted(final Object vm, final Object host, final double work) {
        vmWanted(vm, work);
        change(hosts, host, account -> account.plusWork(work, 0));
    }

    /**
     * Notes what migrating took from a VM.
     *
     * @param vm the VM
     * @param work CPU work not done, in million instructions
     */
    public void vmLost(final Object vm, final double work) {
        change(vms, vm, account -> account.plusWork(0, work));
    }

    /**
     * Notes what migrating took from a VM.
     *
     * @param vm the VM
     * @param host the host it was on
     * @param work CPU work not done, in million instructions
     */
    public void vmLost(final Object vm, final Object host, final double work) {
        vmLost(vm, work);
        change(hosts, host, account -> account.plusWork(0, work));
    }

    /** {@return what each host went through, in the order in which they were first noted; hosts that are equal share one account; a live view} */
    public Map<Object, SlaAccount> hosts() {
        return Collections.unmodifiableMap(hosts);
    }

    /** {@return what each VM went through, in the order in which they were first noted; a live view} */
    public Map<Object, SlaAccount> vms() {
        return Collections.unmodifiableMap(vms);
    }

    /** {@return what a host went through; nothing if it was never noted} */
    public SlaAccount host(final Object host) {
        return hosts.getOrDefault(host, SlaAccount.EMPTY);
    }

    /** {@return what a VM went through; nothing if it was never noted} */
    public SlaAccount vm(final Object vm) {
        return vms.getOrDefault(vm, SlaAccount.EMPTY);
    }

    /** {@return mean over all hosts of the fraction of their active time in which their VMs and migrations used all they have} */
    public double slatah() {
        return mean(hosts.values(), SlaAccount::activeSeconds, SlaAccount::slatah);
    }

    /** {@return mean over all VMs of the fraction of the CPU work they wanted that migrations took from them} */
    public double pdm() {
        return mean(vms.values(), SlaAccount::wantedWork, SlaAccount::pdm);
    }

    /** {@return SLATAH x PDM} */
    public double slav() {
        return slatah() * pdm();
    }

    /** {@return energy drawn by the hosts, in kWh} */
    public double energyKwh() {
        return hosts.values().stream().mapToDouble(SlaAccount::energyKwh).sum();
    }

    /** {@return energy x SLAV, in kWh} */
    public double esv() {
        return energyKwh() * slav();
    }

    private static void change(
            final Map<Object, SlaAccount> ledger, final Object who, final UnaryOperator<SlaAccount> change) {
        ledger.compute(who, (any, before) -> change.apply(before == null ? SlaAccount.EMPTY : before));
    }

    /** The mean over those of which there is something to take a fraction of. */
    private static double mean(
            final Collection<SlaAccount> accounts,
            final ToDoubleFunction<SlaAccount> whole,
            final ToDoubleFunction<SlaAccount> fraction) {
        return accounts.stream()
                .filter(account -> whole.applyAsDouble(account) > 0)
                .mapToDouble(fraction)
                .average()
                .orElse(0);
    }
}
