package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** Settings that records or paths already depend on stay as they are. A VM of 256 MiB leaves host 0 for host 1 at 10 s, for 4 s. */
final class SettingsTest {
    private static final double START = 10;
    private static final double MIDWAY = 12;
    private static final double AFTER = 20;

    private final Lab lab = new Lab(2).technique(Techniques.stopAndCopy());
    private final Vm vm = lab.busyVm(0, 256, 30);

    private void refusedAt(final double time, final ThrowingCallable setting, final String message) {
        lab.at(time, () -> assertThatIllegalStateException().isThrownBy(setting).withMessage(message));
    }

    private void migrate() {
        lab.migrateAt(START, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void costOfRunningMigrationsDoesNotChange() {
        refusedAt(
                MIDWAY,
                () -> lab.datacenter.setMigrationCpu(MigrationCpu.DEFAULT),
                "what migrations take of the hosts' CPU changed while migrations are under way: 1, expected none");
        refusedAt(
                MIDWAY,
                () -> lab.datacenter.setStockMigrationOverhead(true),
                "the stock overhead changed while migrations are under way: 1, expected none");
        lab.at(AFTER, () -> lab.datacenter.setMigrationCpu(MigrationCpu.DEFAULT).setStockMigrationOverhead(true));
        migrate();
    }

    @Test
    void networkIsLaidBeforeTheStart() {
        final var host = (LiveMigrationHost) lab.hosts.get(1);
        final var topology =
                Topology.builder().node("a").node("b").link("a", "b", 1e9, 0).build();
        refusedAt(
                1,
                () -> lab.datacenter.setTopology(topology, any -> "a"),
                "topology of " + lab.datacenter + " set after the simulation has started, expected before");
        refusedAt(
                1,
                () -> host.setMigrationBandwidth(100),
                "migration bandwidth of " + host + " set after the simulation has started, expected before");
        migrate();
    }

    @Test
    void trafficOfAVmIsSetAtItsOwnDatacenter() {
        final var other = new LiveMigrationDatacenter(
                lab.simulation, List.of(Lab.host(Lab.MIPS)), new VmAllocationPolicySimple());
        lab.at(1, () -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.setVmTraffic(vm, 1e6, 1e6))
                    .withMessage(
                            "traffic of %s on %s, expected a VM of %s, or one that is still to be created",
                            vm, vm.getHost(), other);
            lab.datacenter.setVmTraffic(vm, 1e6, 1e6);
        });
        migrate();
    }

    @Test
    void partForMigrationsIsSetBeforeTheStartAndWhoeverAsksSettlesNothing() {
        lab.datacenter.setBandwidthPercentForMigration(0.5);
        final double before = lab.datacenter.getMigrationBytesPerSecond(lab.hosts.get(0));
        lab.datacenter.setBandwidthPercentForMigration(0.25);
        assertThat(lab.datacenter.getMigrationBytesPerSecond(lab.hosts.get(0))).isEqualTo(before / 2);
        refusedAt(
                1,
                () -> lab.datacenter.setBandwidthPercentForMigration(0.5),
                "bandwidth for migrations of " + lab.datacenter
                        + " set after the simulation has started, expected before");
        migrate();
        assertThat(lab.onlyRecord().totalSeconds()).isCloseTo(Lab.copySeconds(256, before / 2), within(0.001));
    }

    @Test
    void linksAreOfOneDatacenter() {
        final var topology =
                Topology.builder().node("a").node("b").link("a", "b", 1e9, 0).build();
        lab.datacenter.setTopology(topology, any -> "a");
        final var other = new LiveMigrationDatacenter(lab.simulation, Lab.hosts(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> other.setTopology(topology, any -> "a"))
                .withMessage("link a -> b is part of another network, expected one of its own");
    }

    @Test
    void hostsMayLeaveThoughTheListOfThemWasNotToBeChanged() {
        final var fixed = new Lab(new CloudSimPlus(0.01), List.copyOf(Lab.hosts(2)), null);
        final Vm leaves = fixed.busyVm(0, 256, 30);
        fixed.migrateAt(START, leaves, 1);
        fixed.at(MIDWAY, () -> fixed.datacenter.removeHost(fixed.hosts.get(1)));
        fixed.run();
        assertThat(fixed.datacenter.getHostList()).hasSize(1);
        assertThat(fixed.onlyRecord().completed()).isFalse();
    }
}
