package io.github.cloudsimmigration.datacenter;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.vms.Vm;

/** What has to be remembered of VMs, whether or not they migrate. */
final class VmHistories {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final SimulationClock clock;
    private final Map<Vm, History> histories = new HashMap<>();
    private final Map<DatacenterBroker, Integer> brokers = new HashMap<>();
    private long seed;

    private static final class History {
        private final double bootTime;
        private double stoppedSeconds;
        private int migrations;

        History(final double bootTime) {
            this.bootTime = bootTime;
        }
    }

    VmHistories(final SimulationClock clock) {
        this.clock = clock;
    }

    void setSeed(final long newSeed) {
        seed = newSeed;
    }

    /** Begins a VM's history. */
    void begin(final Vm vm) {
        histories.put(vm, new History(clock.now()));
        numberOf(vm.getBroker());
    }

    void forget(final Vm vm) {
        histories.remove(vm);
    }

    /** Takes note that a VM has not run for some time. */
    void stoodStill(final Vm vm, final double seconds) {
        of(vm).stoppedSeconds += seconds;
    }

    /** {@return how long a VM has run since it was created, in seconds} */
    double upSeconds(final Vm vm) {
        final History history = of(vm);
        return Math.max(0, clock.now() - history.bootTime - history.stoppedSeconds);
    }

    /** {@return the seed of a VM's next migration} */
    long nextSeed(final Vm vm) {
        final long number = vm.getId() + 1 + ((long) numberOf(vm.getBroker()) << Integer.SIZE);
        final long vmSeed = new SplittableRandom(seed ^ number * GOLDEN_GAMMA).nextLong();
        return new SplittableRandom(vmSeed + of(vm).migrations++).nextLong();
    }

    /** {@return the number of a broker: each numbers its VMs from 0} */
    private int numberOf(final DatacenterBroker broker) {
        return brokers.computeIfAbsent(broker, unknown -> brokers.size());
    }

    private History of(final Vm vm) {
        return histories.computeIfAbsent(vm, unknown -> new History(clock.now()));
    }
}
