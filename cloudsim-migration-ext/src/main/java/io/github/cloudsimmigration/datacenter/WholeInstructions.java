package io.github.cloudsimmigration.datacenter;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.cloudsimplus.cloudlets.CloudletExecution;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.schedulers.cloudlet.CloudletScheduler;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerAbstract;
import org.cloudsimplus.vms.Vm;

/**
 * Lets cloudlets run without loss.
 *
 * <p>CloudSim Plus credits a cloudlet with whole million instructions at every update and drops the fraction, and it looks for
 * finished cloudlets only every now and then. So the more often a VM is updated, the later its cloudlets finish. Around every
 * update this class dates a cloudlet's last processing back by the time the fraction took, and it tells when the next cloudlet
 * of a host will be through, to the microsecond.
 */
final class WholeInstructions {
    private static final double JUST_AFTER_SECONDS = 1e-6;

    private final double now;
    private final List<Running> running = new ArrayList<>();
    private final IdentityHashMap<CloudletExecution, Double> wholeMips = new IdentityHashMap<>();

    private WholeInstructions(final double now) {
        this.now = now;
    }

    private record Running(
            CloudletExecution execution,
            CloudletSchedulerAbstract scheduler,
            double processedUntil,
            double uncredited) {
        boolean isThrough() {
            return execution.getCloudlet().isFinished();
        }
    }

    /**
     * Brings all cloudlets of some VMs to the present.
     *
     * @param vms the VMs
     * @param now the present
     * @param update what CloudSim Plus does to bring them there
     * @return what there is to tell of them then, until something changes
     */
    static WholeInstructions around(final List<Vm> vms, final double now, final Runnable update) {
        final var whole = new WholeInstructions(now);
        vms.forEach(vm -> whole.note(vm.getCloudletScheduler()));
        update.run();
        if (whole.running.stream().anyMatch(Running::isThrough)) {
            update.run(); // a cloudlet that waits for a processor, or others that share it, see that it is free at
            // the next update only
        }
        whole.running.forEach(whole::dateBack);
        return whole;
    }

    /** {@return what there is to tell of cloudlets that are up to date} */
    static WholeInstructions at(final double now) {
        return new WholeInstructions(now);
    }

    private void note(final CloudletScheduler scheduler) {
        if (scheduler instanceof CloudletSchedulerAbstract exact) {
            for (final CloudletExecution execution : exact.getCloudletExecList()) {
                if (!execution.hasLastOverSubscriptionDelay()) {
                    final double until = execution.getLastProcessingTime();
                    running.add(new Running(execution, exact, until, Math.max(0, exact.getPreviousTime() - until)));
                }
            }
        }
    }

    private void dateBack(final Running cloudlet) {
        final CloudletExecution execution = cloudlet.execution();
        if (execution.getLastProcessingTime() != now
                || execution.hasLastOverSubscriptionDelay()
                || execution.getCloudlet().isFinished()) {
            return;
        }
        final double mips = wholeMips(cloudlet.scheduler(), execution);
        final double uncredited;
        if (mips > 0) {
            final double earned = mips * (now - cloudlet.processedUntil());
            uncredited = (earned - (long) earned) / mips;
        } else {
            uncredited = cloudlet.uncredited();
        }
        if (uncredited > 0) {
            execution.setLastProcessingTime(now - uncredited);
        }
    }

    /**
     * Keeps the fractions of instructions that a VM's cloudlets have earned when the VM's speed changes: a fraction is kept as time, and
     * the same work takes another time.
     *
     * @param vm the VM, brought to the present
     * @param now the present
     * @param slowdown its former speed over the coming one
     */
    static void speedChanges(final Vm vm, final double now, final double slowdown) {
        for (final CloudletExecution execution : vm.getCloudletScheduler().getCloudletExecList()) {
            final double earned = now - execution.getLastProcessingTime();
            if (earned > 0 && !execution.hasLastOverSubscriptionDelay()) {
                execution.setLastProcessingTime(now - earned * slowdown);
            }
        }
    }

    /**
     * Takes time from a VM's cloudlets, as if it had not passed.
     *
     * @param vm the VM
     * @param seconds how much of the time since it was last brought up to date
     */
    static void lose(final Vm vm, final double seconds) {
        if (seconds > 0) {
            for (final CloudletExecution execution : vm.getCloudletScheduler().getCloudletExecList()) {
                execution.setLastProcessingTime(execution.getLastProcessingTime() + seconds);
            }
        }
    }

    /** {@return the seconds from now after which the next cloudlet of a host will be through, infinite if none runs} */
    double secondsToNextEnd(final Host host) {
        double next = Double.POSITIVE_INFINITY;
        for (final Vm vm : host.getVmList()) {
            if (vm.getHost() == host
                    && !vm.isShuttingDown()
                    && vm.getCloudletScheduler() instanceof CloudletSchedulerAbstract scheduler) {
                for (final CloudletExecution execution : scheduler.getCloudletExecList()) {
                    next = Math.min(next, secondsLeft(scheduler, execution));
                }
            }
        }
        return next;
    }

    private double secondsLeft(final CloudletSchedulerAbstract scheduler, final CloudletExecution execution) {
        final double mips = wholeMips(scheduler, execution);
        if (mips <= 0 || execution.getCloudletLength() < 0 || execution.hasLastOverSubscriptionDelay()) {
            return Double.POSITIVE_INFINITY;
        }
        final double end = execution.getLastProcessingTime() + execution.getRemainingCloudletLength() / mips;
        return Math.max(0, end - now) + JUST_AFTER_SECONDS;
    }

    private double wholeMips(final CloudletSchedulerAbstract scheduler, final CloudletExecution execution) {
        return wholeMips.computeIfAbsent(execution, any -> Math.floor(scheduler.getAllocatedMipsForCloudlet(any, now)));
    }
}
