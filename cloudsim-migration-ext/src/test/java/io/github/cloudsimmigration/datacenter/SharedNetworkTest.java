package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationStaticThreshold;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumUtilization;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What migrations share with each other and with other traffic, worked out by hand for stop-and-copy of idle VMs: a NIC sends R = 62.5 MiB/s, a
 * VM's copy is C bytes, and takes C / R seconds alone.
 */
final class SharedNetworkTest {
    private static final double R = Lab.MIGRATION_BYTES_PER_SECOND;
    private static final double TOLERANCE_SECONDS = 1e-6;
    private static final long RAM = 256;
    private static final double C = Lab.copyBytes(RAM);
    private static final double START = 10;

    private final Lab lab = new Lab(4).technique(Techniques.stopAndCopy());
    private final List<Host> hosts = lab.hosts;

    private Vm vm(final int home) {
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, RAM), home);
        lab.cloudlet(vm, 100);
        return vm;
    }

    private void migrate(final Vm vm, final int target, final double weight, final double maxBytesPerSecond) {
        lab.at(
                START,
                () -> lab.datacenter.requestMigration(MigrationRequest.of(vm, hosts.get(target))
                        .withWeight(weight)
                        .withMaxBytesPerSecond(maxBytesPerSecond)));
    }

    private void migrate(final Vm vm, final int target) {
        lab.migrateAt(START, vm, target);
    }

    private MigrationRecord recordOf(final Vm vm) {
        return lab.records().stream()
                .filter(record -> record.id().vm().equals(vm.toString()))
                .findFirst()
                .orElseThrow();
    }

    private void takes(final Vm vm, final double copySeconds) {
        assertThat(recordOf(vm).completed()).isTrue();
        assertThat(recordOf(vm).totalSeconds()).isCloseTo(Lab.SUSPEND_SECONDS + copySeconds, within(TOLERANCE_SECONDS));
    }

    /** {@return hosts 0 and 1 in one rack, 2 and 3 in the other, at 1 GB/s; the core takes what is said of a rack} */
    private Topology tree(final double coreBytesPerSecond, final double latencySeconds) {
        final double host = 1e9;
        return Topology.twoLevelTree(
                Stream.of(hosts.subList(0, 2), hosts.subList(2, 4))
                        .map(rack -> rack.stream().map(Host::toString).toList())
                        .toList(),
                host,
                2 * host / coreBytesPerSecond,
                latencySeconds);
    }

    /** A quarter and three quarters until the heavy one is through after C / (3R/4); by then the light one has sent C/3. */
    @Test
    void weightsOneToThree() {
        final Vm light = vm(0);
        final Vm heavy = vm(0);
        migrate(light, 1, 1, Double.POSITIVE_INFINITY);
        migrate(heavy, 2, 3, Double.POSITIVE_INFINITY);
        lab.run();
        takes(heavy, C / R * 4 / 3);
        takes(light, C / R * 4 / 3 + C * 2 / 3 / R);
    }

    @Test
    void cappedOneLeavesTheRestToTheOther() {
        final Vm capped = vm(0);
        final Vm free = vm(0);
        migrate(capped, 1, 1, R / 5);
        migrate(free, 2);
        lab.run();
        takes(capped, 5 * C / R);
        takes(free, C / R * 5 / 4);
    }

    /** A cap of R/5 counts before a weight of 3, which would give three quarters. */
    @Test
    void capCountsBeforeTheWeight() {
        final Vm capped = vm(0);
        final Vm free = vm(0);
        migrate(capped, 1, 3, R / 5);
        migrate(free, 2);
        lab.run();
        takes(capped, 5 * C / R);
        takes(free, C / R * 5 / 4);
    }

    @Test
    void wrongWishesAreTurnedDown() {
        final Vm vm = vm(0);
        final MigrationRequest request = MigrationRequest.of(vm, hosts.get(1));
        for (final double weight : new double[] {0, -1, Double.NaN, 1e-4, 1_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> request.withWeight(weight))
                    .withMessageContaining("weight");
        }
        for (final double limit : new double[] {0, -1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> request.withMaxBytesPerSecond(limit))
                    .withMessageContaining("limit");
        }
        for (final double deadline : new double[] {-1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> request.withDeadline(deadline))
                    .withMessageContaining("deadline");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> lab.datacenter.setVmTraffic(vm, -1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.datacenter.setTraffic(hosts.get(0), hosts.get(1), Double.NaN));
    }

    /** Rack 0 sends R/2 to the core: two migrations to rack 1 get R/4 each, one within the rack the rest of its NIC. */
    @Test
    void coreIsTheBottleneck() {
        lab.datacenter.setTopology(tree(R / 2, 0), Host::toString);
        final Vm first = vm(0);
        final Vm second = vm(1);
        final Vm within = vm(0);
        migrate(first, 2);
        migrate(second, 3);
        migrate(within, 1);
        lab.run();
        takes(first, 4 * C / R);
        takes(second, 4 * C / R);
        takes(within, C / R * 4 / 3);
    }

    @Test
    void twoHostsWiredToTheSameSwitchMeetThere() {
        final var topology =
                Topology.builder().node("a").node("b").link("a", "b", R / 4, 0).build();
        lab.datacenter.setTopology(topology, host -> hosts.indexOf(host) < 2 ? "a" : "b");
        final Vm here = vm(0);
        final Vm there = vm(2);
        migrate(here, 1);
        migrate(there, 0);
        lab.run();
        takes(here, C / R);
        takes(there, 4 * C / R);
    }

    /** Half of the core for the traffic, which wants more, and half for the migration; all of it when the traffic ends after a second. */
    @Test
    void backgroundTrafficSharesLikeAMigration() {
        lab.datacenter.setTopology(tree(R, 0), Host::toString);
        final Vm vm = vm(0);
        lab.at(START - 1, () -> lab.datacenter.setTraffic(hosts.get(1), hosts.get(3), R));
        lab.at(START + Lab.SUSPEND_SECONDS + 1, () -> lab.datacenter.setTraffic(hosts.get(1), hosts.get(3), 0));
        migrate(vm, 2);
        lab.run();
        takes(vm, C / R + 0.5);
    }

    @Test
    void trafficThatWantsLessThanItsShareGetsWhatItWants() {
        final Vm vm = vm(0);
        lab.at(START - 1, () -> lab.datacenter.setTraffic(hosts.get(0), hosts.get(2), R / 5));
        migrate(vm, 1);
        lab.run();
        takes(vm, C / R * 5 / 4);
    }

    /** Lets traffic go from host 0 to host 2, and sets something up before that or after. */
    private void withTraffic(final double bytesPerSecond, final boolean first, final Runnable setUp) {
        if (!first) {
            setUp.run();
        }
        lab.datacenter.setTraffic(hosts.get(0), hosts.get(2), bytesPerSecond);
        if (first) {
            setUp.run();
        }
    }

    /** Both share a core of R / 2. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void routeOfTrafficIsThatOfATopologySetAfterIt(final boolean trafficFirst) {
        final Vm vm = vm(0);
        withTraffic(
                1e9,
                trafficFirst,
                () -> lab.datacenter.setTopology(
                        Topology.builder()
                                .node("a")
                                .node("b")
                                .link("a", "b", R / 2, 0)
                                .build(),
                        host -> host.equals(hosts.get(0)) ? "a" : "b"));
        migrate(vm, 1);
        lab.run();
        takes(vm, C / R * 4);
    }

    /** NICs of 2 R, half of which the traffic takes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bandwidthOfAHostIsWhatItIsSetToAfterItsTraffic(final boolean trafficFirst) {
        final Vm vm = vm(0);
        withTraffic(
                R,
                trafficFirst,
                () -> hosts.forEach(host -> ((LiveMigrationHost) host).setMigrationBandwidth(Lab.HOST_BW)));
        migrate(vm, 1);
        lab.run();
        takes(vm, C / R);
    }

    @Test
    void trafficSetBeforeTheSimulationToAHostThatLeavesBeforeItIsNone() {
        final Vm vm = vm(0);
        lab.datacenter.setTraffic(hosts.get(0), hosts.get(2), R);
        lab.datacenter.removeHost(hosts.get(2));
        migrate(vm, 1);
        lab.run();
        takes(vm, C / R);
    }

    @Test
    void trafficFollowsAVmThatIsMovedByHand() {
        final Vm vm = vm(0);
        lab.datacenter.setVmTraffic(vm, R / 4, 0);
        lab.at(5, () -> {
            lab.datacenter.getVmAllocationPolicy().deallocateHostForVm(vm);
            lab.datacenter.getVmAllocationPolicy().allocateHostForVm(vm, hosts.get(1));
        });
        final List<Double> used = new ArrayList<>();
        lab.at(
                6,
                () -> hosts.subList(0, 2)
                        .forEach(host -> used.add(
                                lab.datacenter.network().nicOf(host).out().usedBytesPerSecond())));
        lab.run();
        assertThat(used).containsExactly(0.0, R / 4);
    }

    /** Stock policies take VMs from an overloaded host and put them back, to see where they might go. */
    @Test
    void trafficOfAVmGoesOnThoughAPolicyTriesSomethingOut() {
        final var policy =
                new VmAllocationPolicyMigrationStaticThreshold(new VmSelectionPolicyMinimumUtilization(), 0.9);
        policy.setUnderUtilizationThreshold(0.01);
        final Lab stock = Lab.with(policy, Lab.hosts(2));
        stock.datacenter.setSchedulingInterval(5);
        final List<Vm> vms = List.of(Lab.newVm(Lab.MIPS, 2, 4_096), Lab.newVm(Lab.MIPS, 2, 4_096));
        for (final Vm vm : vms) {
            stock.broker.submitVm(vm);
            stock.cloudlet(vm, 60);
            stock.cloudlet(vm, 60);
            stock.datacenter.setVmTraffic(vm, R / 4, 0);
        }
        final Vm large = Lab.newVm(Lab.MIPS, 1, 14_000); // so that nobody else fits beside it
        stock.broker.submitVm(large);
        stock.cloudlet(large, 100, 0.5);
        final List<Double> used = new ArrayList<>();
        for (final double time : new double[] {1, 6, 11, 30}) {
            stock.at(
                    time,
                    () -> used.add(stock.datacenter
                            .network()
                            .nicOf(stock.hosts.get(0))
                            .out()
                            .usedBytesPerSecond()));
        }
        stock.run();
        assertThat(used).hasSize(4).allSatisfy(rate -> assertThat(rate).isCloseTo(R / 2, within(1e-3)));
    }

    @Test
    void nodeThatATopologyLacksIsNamed() {
        final Topology topology =
                Topology.builder().node("a").node("b").link("a", "b", R, 0).build();
        lab.datacenter.setTopology(topology, host -> "x" + host.getId());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.datacenter.setTraffic(hosts.get(1), hosts.get(2), R))
                .withMessageContaining("is wired to node x1, which the topology does not have");
        final Vm vm = vm(0);
        migrate(vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("no-route");
        assertThat(lab.onlyRecord().ending().explanation()).contains("is wired to node x0");
        assertThatNullPointerException()
                .isThrownBy(() -> lab.datacenter.setTopology(topology, null))
                .withMessageContaining("expected a function that gives hosts their nodes");
    }

    @Test
    void trafficMayBeSetBeforeTheSimulationStarts() {
        final Vm vm = vm(0);
        lab.datacenter.setTraffic(hosts.get(0), hosts.get(2), R / 5);
        migrate(vm, 1);
        lab.run();
        takes(vm, C / R * 5 / 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trafficOfAVmTakesBandwidthOfItsHost(final boolean beforeTheVmIsCreated) {
        final Vm talker = vm(0);
        final Vm mover = vm(0);
        if (beforeTheVmIsCreated) {
            lab.datacenter.setVmTraffic(talker, R / 5, 0);
        } else {
            lab.at(5, () -> lab.datacenter.setVmTraffic(talker, R / 5, 0));
        }
        migrate(mover, 1);
        lab.run();
        takes(mover, C / R * 5 / 4);
    }

    /** All VMs are equal before they are submitted. */
    @Test
    void trafficAndTechniqueOfAVmThatIsNotSubmittedYetAreItsOwn() {
        final Vm talker = Lab.newVm(Lab.MIPS, 1, RAM);
        final Vm mover = Lab.newVm(Lab.MIPS, 1, RAM);
        lab.datacenter.setTechnique(talker, Techniques.postcopy());
        lab.datacenter.setTechnique(mover, Techniques.stopAndCopy());
        lab.datacenter.setVmTraffic(talker, R / 5, 0);
        lab.datacenter.setVmTraffic(mover, 0, 0);
        lab.submit(talker, 0);
        lab.submit(mover, 0);
        lab.cloudlet(mover, 100);
        migrate(mover, 1);
        lab.migrateAt(50, talker, 1);
        lab.run();
        takes(mover, C / R * 5 / 4);
        assertThat(recordOf(talker).technique()).isEqualTo("postcopy");
    }

    @Test
    void whatIsSentToAVmTakesBandwidthOfItsHostToo() {
        final Vm listener = vm(1);
        final Vm mover = vm(0);
        lab.datacenter.setVmTraffic(listener, 0, R / 5);
        migrate(mover, 1);
        lab.run();
        takes(mover, C / R * 5 / 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trafficOfADestroyedVmIsOver(final boolean throughItsHost) {
        final Vm talker = vm(0);
        final Vm mover = vm(0);
        lab.datacenter.setVmTraffic(talker, R / 5, 0);
        lab.at(START - 1, () -> {
            if (throughItsHost) {
                ((HostAbstract) talker.getHost()).destroyVm(talker);
            } else {
                lab.simulation.sendNow(lab.broker, lab.datacenter, CloudSimTag.VM_DESTROY, talker);
            }
        });
        migrate(mover, 1);
        lab.run();
        takes(mover, C / R);
    }

    /** Nothing is sent by the mover while it stands still; at host 1, it takes a fifth of what host 1 sends. */
    @Test
    void trafficFollowsTheVm() {
        final Vm mover = vm(0);
        final Vm next = vm(1);
        final Vm fromOldHost = vm(0);
        lab.datacenter.setVmTraffic(mover, R / 5, 0);
        migrate(mover, 1);
        lab.migrateAt(30, next, 2);
        lab.migrateAt(30, fromOldHost, 3);
        lab.run();
        takes(mover, C / R);
        takes(next, C / R * 5 / 4);
        takes(fromOldHost, C / R);
    }

    /** In post-copy the VM talks from the target long before the migration is over. */
    @Test
    void trafficFollowsTheVmInPostCopyAtOnce() {
        final Vm mover = vm(0);
        final Vm next = vm(1);
        lab.datacenter.setTechnique(mover, Techniques.postcopy());
        lab.datacenter.setVmTraffic(mover, R / 5, 0);
        lab.at(
                START,
                () -> lab.datacenter.requestMigration(
                        MigrationRequest.of(mover, hosts.get(1)).withMaxBytesPerSecond(R / 100)));
        lab.migrateAt(START + 20, next, 2);
        lab.run();
        takes(next, C / R * 5 / 4);
    }

    /** A fault takes two links' latency each way more. */
    @Test
    void latencyCountsInPostCopyFaults() {
        final double[] stalls = new double[2];
        for (int i = 0; i < 2; i++) {
            final double latency = i * 0.010;
            final var other = new Lab(4).technique(Techniques.postcopy());
            final Topology.Builder builder = Topology.builder().node("switch");
            other.hosts.forEach(host -> builder.node(host.toString()).link(host.toString(), "switch", 1e9, latency));
            other.datacenter.setTopology(builder.build(), Host::toString);
            other.datacenter.setMemoryProfile(any -> MemoryProfile.uniform(any, 1, 20));
            final Vm vm = other.busyVm(0, RAM, 100);
            other.migrateAt(START, vm, 1);
            other.run();
            final MigrationRecord record = other.onlyRecord();
            assertThat(record.completed()).isTrue();
            assertThat(record.postCopy().networkFaults()).isGreaterThan(5);
            stalls[i] = record.postCopy().stalledCpuSeconds()
                    * vm.getPesNumber()
                    / record.postCopy().requests();
        }
        final double oneWay = PostCopy.DEFAULT.roundTripSeconds() / 2;
        final double least = 2 * oneWay + Lab.WIRE_PAGE / R + PostCopy.DEFAULT.installSeconds();
        assertThat(stalls[0]).isBetween(least, 2 * least);
        assertThat(stalls[1]).isBetween(0.035, 0.040 + 2 * least);
    }

    private void leave(final Vm resident, final boolean fails) {
        if (!fails) {
            lab.datacenter.removeHost(hosts.get(3));
            return;
        }
        hosts.get(3).setFailed(true);
        resident.setFailed(true);
        lab.simulation.sendNow(lab.broker, lab.datacenter, CloudSimTag.VM_DESTROY, resident);
    }

    /** Traffic to the target, and from the source, takes R/2 of a migration, until after 1 s the host at its other end is no more. */
    @ParameterizedTest
    @CsvSource({"3, 1, true", "3, 1, false", "0, 3, true", "0, 3, false"})
    void trafficOfAHostThatIsNoMoreEnds(final int from, final int to, final boolean fails) {
        final Vm vm = vm(0);
        final Vm resident = vm(3);
        final Host one = hosts.get(from);
        final Host other = hosts.get(to);
        migrate(vm, 1);
        lab.at(1, () -> lab.datacenter.setTraffic(one, other, R));
        lab.at(START + 1, () -> leave(resident, fails));
        lab.at(START + 2, () -> lab.datacenter.setTraffic(one, other, R));
        lab.run();
        takes(vm, C / R + (1 - Lab.SUSPEND_SECONDS) / 2);
    }

    @Test
    void migrationThatWouldBeginAcrossACutLinkIsRefused() {
        lab.datacenter.setTopology(tree(R, 0), Host::toString);
        lab.datacenter.cutLink("rack 0", "core");
        final Vm across = vm(0);
        final Vm within = vm(0);
        migrate(across, 2);
        migrate(within, 1);
        lab.run();
        assertThat(recordOf(across).ending().stopReason()).isEqualTo("link-failed");
        takes(within, C / R);
    }

    @Test
    void mendedLinkIsWhatItWas() {
        lab.datacenter.setTopology(tree(R / 2, 0), Host::toString);
        lab.datacenter.cutLink("rack 0", "core");
        lab.datacenter.cutLink("core", "rack 0");
        lab.at(START - 1, () -> lab.datacenter.mendLink("rack 0", "core"));
        lab.at(START - 1, () -> lab.datacenter.mendLink("rack 0", "core"));
        final Vm across = vm(0);
        migrate(across, 2);
        lab.run();
        takes(across, 2 * C / R);
    }

    @Test
    void linksAreCutInATopologyOnly() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> lab.datacenter.cutLink("a", "b"))
                .withMessageContaining("setTopology");
    }
}
