package io.github.cloudsimmigration.datacenter;

import org.apache.commons.lang3.Validate;
import org.cloudsimplus.cloudlets.CloudletExecution;
import org.cloudsimplus.util.BytesConversion;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.vms.Vm;

/**
 * What a VM's applications send and receive now. In bytes per second.
 *
 * @param outBytesPerSecond what they send, 0 or more
 * @param inBytesPerSecond what they receive, 0 or more
 */
public record VmTraffic(double outBytesPerSecond, double inBytesPerSecond) {
    /** No traffic. */
    public static final VmTraffic NONE = new VmTraffic(0, 0);

    public VmTraffic {
        Validate.isTrue(
                outBytesPerSecond >= 0 && inBytesPerSecond >= 0,
                "traffic of %s bytes/s out and %s bytes/s in, expected 0 or more",
                outBytesPerSecond,
                inBytesPerSecond);
    }

    /**
     * {@return the bandwidth that a VM's cloudlets use now, as their utilization models say, at most what the VM has}
     *
     * <p>CloudSim Plus knows of no direction; so how much of it is sent has to be said.
     *
     * @param vm the VM
     * @param outShare which part of it is sent, 0 to 1; the rest is received
     */
    public static VmTraffic byBandwidthUse(final Vm vm, final double outShare) {
        Validate.isTrue(outShare >= 0 && outShare <= 1, "share of outgoing traffic %s, expected 0 to 1", outShare);
        final double capacity = vm.getBw().getCapacity();
        double megabits = 0;
        for (final CloudletExecution execution : vm.getCloudletScheduler().getCloudletExecList()) {
            final UtilizationModel model = execution.getCloudlet().getUtilizationModelBw();
            megabits += model.getUtilization() * (model.getUnit() == UtilizationModel.Unit.ABSOLUTE ? 1 : capacity);
        }
        final double bytes =
                BytesConversion.megaBytesToBytes(BytesConversion.bitsToBytes(Math.min(capacity, megabits)));
        return new VmTraffic(bytes * outShare, bytes * (1 - outShare));
    }
}
