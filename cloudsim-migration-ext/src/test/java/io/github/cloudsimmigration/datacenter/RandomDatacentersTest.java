package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.orchestration.DowntimeSteps;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.OnTimeout;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.QueueOrder;
import io.github.cloudsimmigration.orchestration.RetryPolicy;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.faultinjection.HostFaultInjection;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/**
 * Small datacenters in which anything may happen at any time: requests, cancellations, hosts that fail and leave, VMs that are destroyed, links
 * that are cut, mended and throttled, traffic that comes and goes, with any technique and any orchestration. After every event a VM is on one
 * host, a host has given away what its VMs hold, and every request is either under way or has one record; at every time links and NICs carry
 * no more than they can and leave nothing unused that somebody wants, limits hold, and a VM that stands still has no CPU and no traffic; at the
 * end, NICs have carried the bytes the records say were sent, and work is late by exactly the time they say was lost.
 */
final class RandomDatacentersTest {
    private static final int SEEDS = 200;
    private static final int EVENTS = 60;
    private static final double QUIET_FROM = 60;
    private static final double WORK = 150;
    private static final double END = 600;
    private static final int MOST_EVENTS = 300_000;
    private static final double LATE_SECONDS = 1e-3;
    private static final double NIC_MEGABITS = 100;
    private static final double NIC_BYTES = NIC_MEGABITS * (1 << 20) / 8;

    @Test
    void nothingIsLostThatRealityWouldKeep() {
        LongStream.range(0, SEEDS).forEach(seed -> new World(seed).run());
    }

    @Test
    void sameSeedGivesTheSameRecords() {
        for (long seed = 0; seed < 10; seed++) {
            assertThat(new World(seed).run().toString())
                    .as("seed %d", seed)
                    .isEqualTo(new World(seed).run().toString());
        }
    }

    private record Cable(String one, String other) {}

    private static final class World {
        private final String what;
        private final SplittableRandom random;
        private final Lab lab;
        private final List<Host> hosts;
        private final DatacenterChecks checks;
        private final CarriedBytes carried;
        private final List<Cable> cables = new ArrayList<>();
        private final List<Vm> vms = new ArrayList<>();
        private final Map<Vm, Cloudlet> work = new HashMap<>();
        private final List<MigrationRecord> retried = new ArrayList<>();
        private int requests;
        private int events;

        World(final long seed) {
            what = "seed " + seed;
            random = new SplittableRandom(seed);
            final List<Host> created = new ArrayList<>();
            for (int i = 2 + random.nextInt(4); i > 0; i--) {
                created.add(Lab.host(Lab.MIPS).setMigrationBandwidth(NIC_MEGABITS));
            }
            hosts = List.copyOf(created);
            lab = new Lab(new CloudSimPlus(0.01), created, null);
            final Topology topology = topology();
            lab.datacenter.setTopology(topology, Host::toString);
            final Orchestration orchestration = orchestration();
            checks = new DatacenterChecks(what, lab, vms, topology, orchestration.limits());
            carried = new CarriedBytes(lab);
            lab.datacenter.setOrchestration(orchestration).setSeed(seed);
            lab.datacenter.addOnMigrationRetryListener(
                    info -> retried.add(info.getMigration().orElseThrow()));
            if (random.nextBoolean()) {
                lab.datacenter.setSchedulingInterval(random.nextInt(1, 20));
            }
            for (int i = 2 + random.nextInt(2 * hosts.size()); i > 0; i--) {
                final Vm vm = Lab.newVm(Lab.MIPS, 1, random.nextInt(4, 32));
                vms.add(vm);
                lab.submit(vm, vms.size() % hosts.size());
                work.put(vm, lab.cloudlet(vm, WORK));
            }
            final Map<Vm, MemoryProfile> profiles = new HashMap<>();
            vms.forEach(vm -> profiles.put(vm, profile(vm)));
            lab.datacenter.setMemoryProfile(profiles::get);
            final var script = new Script(lab.simulation);
            for (int i = 0; i < EVENTS; i++) {
                script.at(random.nextDouble(1, QUIET_FROM), this::somethingHappens);
            }
            final boolean mends = random.nextInt(4) > 0;
            if (!mends) {
                lab.simulation.terminateAt(END); // a VM that touches nothing can wait for ever
            }
            script.at(QUIET_FROM, () -> calmDown(mends));
            lab.simulation.addOnEventProcessingListener(event -> {
                assertThat(++events)
                        .as("%s: events, the last at %s s: %s", what, lab.clock(), event)
                        .isLessThan(MOST_EVENTS);
                carried.note();
                checkNow();
            });
            lab.simulation.addOnClockTickListener(tick -> checks.checkMoment());
        }

        List<MigrationRecord> run() {
            try {
                lab.run();
            } catch (final RuntimeException e) {
                throw new AssertionError(what, e);
            }
            checkNow();
            checkEnd();
            return lab.records();
        }

        private Topology topology() {
            final int racks = 1 + random.nextInt(2);
            final Topology.Builder builder = Topology.builder().node("core");
            for (int rack = 0; rack < racks; rack++) {
                wire(builder, "rack " + rack, "core", NIC_BYTES * random.nextDouble(0.3, 3), random.nextInt(2) * 1e-3);
            }
            for (int i = 0; i < hosts.size(); i++) {
                wire(builder, hosts.get(i).toString(), "rack " + i % racks, 2 * NIC_BYTES, random.nextInt(2) * 1e-4);
            }
            return builder.build();
        }

        private void wire(
                final Topology.Builder builder,
                final String node,
                final String neighbour,
                final double bytesPerSecond,
                final double latency) {
            builder.node(node).link(node, neighbour, bytesPerSecond, latency);
            cables.add(new Cable(node, neighbour));
        }

        private Orchestration orchestration() {
            Orchestration orchestration = Orchestration.NONE.withOrder(any(QueueOrder.values()));
            if (random.nextBoolean()) {
                orchestration = orchestration.withLimits(
                        new MigrationLimits(1 + random.nextInt(6), 1 + random.nextInt(3), 1 + random.nextInt(3)));
            }
            if (random.nextBoolean()) {
                final double completion = random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble(1, 20);
                final double progress = random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble(0.5, 10);
                orchestration = orchestration.withTimeouts(new Timeouts(completion, progress), any(OnTimeout.values()));
            }
            if (random.nextInt(3) == 0) {
                orchestration = orchestration.withDowntimeSteps(new DowntimeSteps(
                        random.nextDouble(0.05, 1), 1 + random.nextInt(5), random.nextDouble(0.2, 2)));
            }
            if (random.nextBoolean()) {
                orchestration = orchestration.withRetry(
                        new RetryPolicy(1 + random.nextInt(4), random.nextInt(3), 1 + random.nextInt(2), 5));
            }
            return random.nextBoolean() ? orchestration.withPostCopy(PostCopy.DEFAULT.withRecovery()) : orchestration;
        }

        private MemoryProfile profile(final Vm vm) {
            final double writes = random.nextDouble(10, 600);
            return switch (random.nextInt(4)) {
                case 0 -> MemoryProfile.idle(vm);
                case 1 -> MemoryProfile.uniform(vm, random.nextDouble(0.1, 1), writes);
                case 2 -> MemoryProfile.hotCold(vm, 0.1, 0.9, writes);
                default -> MemoryProfile.zipf(vm, 0.5, 1, writes);
            };
        }

        private <T> T any(final T[] things) {
            return things[random.nextInt(things.length)];
        }

        private Vm anyVm() {
            return vms.get(random.nextInt(vms.size()));
        }

        private Host anyHost() {
            return hosts.get(random.nextInt(hosts.size()));
        }

        private Technique anyTechnique() {
            final Technique technique = List.copyOf(Techniques.all())
                    .get(random.nextInt(Techniques.all().size()));
            return technique.switchOver() instanceof PostCopy how && random.nextBoolean()
                    ? technique.toBuilder().switchOver(how.withRecovery()).build()
                    : technique;
        }

        private void somethingHappens() {
            switch (random.nextInt(24)) {
                case 0 -> failHost(anyHost());
                case 1 -> {
                    if (random.nextInt(4) == 0) {
                        lab.datacenter.removeHost(anyHost());
                    }
                }
                case 2 -> {
                    if (random.nextBoolean()) {
                        lab.simulation.sendNow(lab.broker, lab.datacenter, CloudSimTag.VM_DESTROY, anyVm());
                    }
                }
                case 3, 4 -> lab.datacenter.cancelMigration(anyVm());
                case 5 -> withCable(lab.datacenter::cutLink);
                case 6, 7 -> withCable(lab.datacenter::mendLink);
                case 8 ->
                    withCable((one, other) ->
                            lab.datacenter.setLinkCapacity(one, other, random.nextInt(3) * NIC_BYTES / 2));
                case 9, 10 -> setTraffic(anyHost(), anyHost(), random.nextInt(3) * NIC_BYTES / 2);
                case 11, 12 ->
                    lab.datacenter.setVmTraffic(
                            anyVm(), random.nextInt(3) * NIC_BYTES / 4, random.nextInt(3) * NIC_BYTES / 4);
                default -> request();
            }
        }

        private void request() {
            requests++;
            final Vm vm = anyVm();
            if (random.nextInt(20) == 0) {
                lab.datacenter.requestVmMigration(vm);
                return;
            }
            MigrationRequest request = MigrationRequest.of(vm, anyHost()).withTechnique(anyTechnique());
            if (random.nextInt(3) == 0) {
                request = request.withWeight(random.nextDouble(0.1, 10));
            }
            if (random.nextInt(3) == 0) {
                request = request.withMaxBytesPerSecond(NIC_BYTES * random.nextDouble(0.1, 1.5));
            }
            if (random.nextInt(3) == 0) {
                request = request.withDeadline(random.nextDouble(1, 100));
            }
            lab.datacenter.requestMigration(request);
        }

        private void withCable(final BiConsumer<String, String> action) {
            final Cable cable = cables.get(random.nextInt(cables.size()));
            action.accept(cable.one(), cable.other());
        }

        private void failHost(final Host host) {
            if (random.nextInt(3) > 0) {
                return;
            }
            if (random.nextBoolean()) {
                new Faults(lab).generateHostFault(host);
            } else {
                host.setFailed(true);
                for (final Vm vm : List.copyOf(host.<Vm>getVmList())) {
                    vm.setFailed(true);
                    lab.simulation.sendNow(vm.getBroker(), lab.datacenter, CloudSimTag.VM_DESTROY, vm);
                }
            }
        }

        private void setTraffic(final Host from, final Host to, final double bytesPerSecond) {
            if (from != to) {
                lab.datacenter.setTraffic(from, to, bytesPerSecond);
            }
        }

        private void calmDown(final boolean mends) {
            for (final Host from : hosts) {
                for (final Host to : hosts) {
                    setTraffic(from, to, 0);
                }
            }
            vms.forEach(vm -> lab.datacenter.setVmTraffic(vm, 0, 0));
            for (final Cable cable : cables) {
                lab.datacenter.setLinkCapacity(cable.one(), cable.other(), NIC_BYTES);
                if (mends) {
                    lab.datacenter.mendLink(cable.one(), cable.other());
                }
            }
        }

        private void checkNow() {
            assertThat(lab.records().size()
                            + lab.datacenter.getRunningMigrations()
                            + lab.datacenter.getWaitingMigrations())
                    .as("%s at %s s: requests under way or ended", what, lab.clock())
                    .isEqualTo(requests);
            checks.checkPlaces();
        }

        private void checkEnd() {
            assertThat(lab.datacenter.getRunningMigrations()).as(what).isZero();
            assertThat(lab.datacenter.getWaitingMigrations()).as(what).isZero();
            assertThat(lab.records())
                    .extracting(record -> record.id().number())
                    .as(what)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, requests).boxed().toList());
            for (final Host host : hosts) {
                assertThat(host.getVmList()).as(what).noneMatch(Lab::isReservation);
                checkGivenBack(host);
            }
            checks.checkPlaces();
            carried.check(what, allTries());
            vms.forEach(this::checkVm);
        }

        /** The MIPS it gave away are what its VMs hold, to the last digit, and nothing is left of migrations. */
        private void checkGivenBack(final Host host) {
            double mips = 0;
            for (final Vm vm : host.<Vm>getVmList()) {
                mips += host.getVmScheduler().getAllocatedMips(vm).totalMips();
            }
            assertThat(host.getTotalAllocatedMips()).as(what).isEqualTo(mips);
            if (!host.isFailed() && host.getWorkingPesNumber() > 0) {
                assertThat(host.getBusyPesNumber())
                        .as(what)
                        .isEqualTo(host.getVmList().size());
            }
            assertThat(host.getVmsMigratingOut()).as(what).isEmpty();
            assertThat(host.getVmsMigratingIn()).as(what).isEmpty();
        }

        private List<MigrationRecord> allTries() {
            final List<MigrationRecord> all = new ArrayList<>(retried);
            all.addAll(lab.records());
            return all;
        }

        private void checkVm(final Vm vm) {
            final List<MigrationRecord> its = allTries();
            its.removeIf(record -> !record.id().vm().equals(vm.toString()));
            final Cloudlet cloudlet = work.get(vm);
            final List<MigrationRecord> fatal = its.stream()
                    .filter(record -> record.ending().outcome() == Outcome.VM_LOST
                            || record.ending().outcome() == Outcome.PAUSED)
                    .toList();
            for (final MigrationRecord record : fatal) {
                final double end = record.id().startSeconds() + record.totalSeconds();
                assertThat(cloudlet.isFinished() && cloudlet.getFinishTime() > end + LATE_SECONDS)
                        .as("%s: %s works on after %s", what, vm, record)
                        .isFalse();
            }
            if (cloudlet.isFinished()) {
                final double slowdown = its.stream()
                        .mapToDouble(MigrationRecord::slowdownSeconds)
                        .sum();
                assertThat(cloudlet.getFinishTime())
                        .as("%s: end of the work of %s, which lost %s s", what, vm, slowdown)
                        .isBetween(
                                WORK + 0.01 + slowdown - LATE_SECONDS,
                                WORK + 0.01 + slowdown + Lab.mostLostToEncoding(allTries()) + LATE_SECONDS);
            } else if (fatal.isEmpty() && !vm.isFailed() && hosts.stream().noneMatch(Host::isFailed)) {
                assertThat(vm.isCreated())
                        .as("%s: %s did not finish its work", what, vm)
                        .isFalse();
            }
        }
    }

    private static final class Faults extends HostFaultInjection {
        Faults(final Lab lab) {
            super(lab.datacenter);
        }

        @Override
        protected void startInternal() {}
    }
}
