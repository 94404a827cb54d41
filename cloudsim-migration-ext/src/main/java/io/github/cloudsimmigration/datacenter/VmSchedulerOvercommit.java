package io.github.cloudsimmigration.datacenter;

import org.apache.commons.lang3.Validate;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/**
 * A time-shared scheduler that promises VMs more MIPS than the host has. As long as what they want at a time fits, everybody
 * gets it; otherwise all get the same fraction of it.
 *
 * <p>Complexity: O(cloudlets on the host) for each time the host is updated.
 */
public final class VmSchedulerOvercommit extends VmSchedulerTimeShared {
    private final double ratio;
    private double fractionTime = -1;
    private double fraction = 1;

    /**
     * Creates a scheduler.
     *
     * @param ratio how many times the host's MIPS may be promised in all, 1 or more; infinite for no limit
     */
    public VmSchedulerOvercommit(final double ratio) {
        super();
        Validate.isTrue(ratio >= 1, "overcommit ratio %s, expected 1 or more", ratio);
        this.ratio = ratio;
    }

    @Override
    protected boolean isSuitableForVmInternal(final Vm vm, final MipsShare requestedMips) {
        if (getHost().getWorkingPesNumber() < requestedMips.pes()) {
            return false;
        }
        double promised = requestedMips.totalMips();
        for (final Vm placed : getHost().getVmList()) {
            promised += placed.equals(vm)
                    ? 0
                    : ((VmSimple) placed).getRequestedMips().totalMips();
        }
        return promised <= ratio * getHost().getTotalMipsCapacity();
    }

    @Override
    public MipsShare getAllocatedMips(final Vm vm) {
        final MipsShare promised = super.getAllocatedMips(vm);
        final double fraction = fractionGiven();
        return fraction == 1 ? promised : new MipsShare(promised.pes(), promised.mips() * fraction);
    }

    /** Sees that what VMs want is looked at anew, even if no time has passed. */
    void renew() {
        fractionTime = -1;
    }

    /** One walk over the VMs serves all that are asked for at the same time. */
    private double fractionGiven() {
        final double now = getHost().getSimulation().clock();
        if (now != fractionTime) {
            fractionTime = now;
            final double wanted = CpuDemand.onHost(getHost());
            final double capacity = getHost().getTotalMipsCapacity();
            fraction = wanted <= capacity ? 1 : capacity / wanted;
        }
        return fraction;
    }
}
