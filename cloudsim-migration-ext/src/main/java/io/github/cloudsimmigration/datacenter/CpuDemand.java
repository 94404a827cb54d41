package io.github.cloudsimmigration.datacenter;

import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletExecution;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.vms.Vm;

/** How much CPU VMs want now, whatever their host can give them. In MIPS. */
public final class CpuDemand {
    private CpuDemand() {}

    /**
     * {@return what a VM's cloudlets want now, at most what the VM has; all of it for a VM that has not got any cloudlet yet}
     *
     * @param vm a VM, or room reserved for one
     */
    public static double of(final Vm vm) {
        if (vm instanceof MigrationReservation room) {
            return room.isRemainder() ? 0 : of(room.vm());
        }
        if (vm.getCloudletScheduler().isEmpty()) {
            return vm.getTotalMipsCapacity();
        }
        double mips = 0;
        for (final CloudletExecution execution : vm.getCloudletScheduler().getCloudletExecList()) {
            mips += of(execution.getCloudlet(), vm);
        }
        return Math.min(mips, vm.getTotalMipsCapacity());
    }

    /** {@return what the VMs that run on a host want now, together} */
    public static double onHost(final Host host) {
        double mips = 0;
        for (final Vm vm : host.getVmList()) {
            mips += vm instanceof MigrationReservation
                            || vm.getCloudletScheduler().isEmpty()
                    ? 0
                    : of(vm);
        }
        return mips;
    }

    private static double of(final Cloudlet cloudlet, final Vm vm) {
        final UtilizationModel model = cloudlet.getUtilizationModelCpu();
        final double mipsPerPe = model.getUnit() == UtilizationModel.Unit.ABSOLUTE
                ? Math.min(model.getUtilization(), vm.getMips())
                : model.getUtilization() * vm.getMips();
        return mipsPerPe * cloudlet.getPesNumber();
    }
}
