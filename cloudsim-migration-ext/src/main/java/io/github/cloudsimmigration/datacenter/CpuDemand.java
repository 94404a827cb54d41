package io.github.cloudsimmigration.datacenter;

import java.util.function.ToDoubleFunction;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletExecution;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.vms.Vm;

/** How much CPU VMs want now, whatever their host can give them. In MIPS. */
public final class CpuDemand {
    private CpuDemand() {}

    /**
     * {@return what a VM's cloudlets want now, at most what the VM has; all of it for a VM that has none and has finished none, for it may get
     * one, or go on with one that is paused}
     *
     * @param vm a VM, or room reserved for one
     */
    public static double of(final Vm vm) {
        return of(vm, vm.getSimulation().clock());
    }

    /** {@return what the VMs that run on a host want now, together; one that migrates counts for as much as it is let run} */
    public static double onHost(final Host host) {
        return onHost(host, host.getSimulation().clock());
    }

    /** {@return what a VM wants at a time between the last event and the next, in seconds; for listeners of the clock, which runs ahead} */
    public static double of(final Vm vm, final double seconds) {
        if (vm instanceof MigrationReservation room) {
            return room.isRemainder() ? 0 : of(room.vm(), seconds);
        }
        if (vm.getCloudletScheduler().isEmpty()) {
            return vm.getCloudletScheduler().hasFinishedCloudlets() ? 0 : vm.getTotalMipsCapacity();
        }
        return ofCloudlets(vm, seconds);
    }

    private static double ofCloudlets(final Vm vm, final double seconds) {
        double mips = 0;
        for (final CloudletExecution execution : vm.getCloudletScheduler().getCloudletExecList()) {
            mips += of(execution.getCloudlet(), vm, seconds);
        }
        return Math.min(mips, vm.getTotalMipsCapacity());
    }

    /** {@return what the VMs on a host want at a time between the last event and the next, in seconds} */
    public static double onHost(final Host host, final double seconds) {
        return onHost(host, seconds, VmCpu::averageShare);
    }

    /**
     * {@return what the VMs on a host may want now, together: one in post-copy counts as if it did not stall} How much it does is an average, known
     * only from one update to the next.
     */
    static double mostOnHost(final Host host) {
        return onHost(host, host.getSimulation().clock(), VmCpu::share);
    }

    private static double onHost(final Host host, final double seconds, final ToDoubleFunction<VmCpu> share) {
        double mips = 0;
        for (final Vm vm : host.getVmList()) {
            if (works(vm)) {
                final RunningMigration migration = OngoingMigrations.anywhereOf(vm);
                mips += ofCloudlets(vm, seconds) * (migration == null ? 1 : share.applyAsDouble(migration.cpu()));
            }
        }
        return mips;
    }

    /** {@return whether a VM is there and has something to do} */
    static boolean works(final Vm vm) {
        return !(vm instanceof MigrationReservation)
                && !vm.getCloudletScheduler().isEmpty();
    }

    private static double of(final Cloudlet cloudlet, final Vm vm, final double seconds) {
        final UtilizationModel model = cloudlet.getUtilizationModelCpu();
        final double utilization = model.getUtilization(seconds);
        final double mipsPerPe = model.getUnit() == UtilizationModel.Unit.ABSOLUTE
                ? Math.min(utilization, vm.getMips())
                : utilization * vm.getMips();
        return mipsPerPe * cloudlet.getPesNumber();
    }
}
