package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
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
}
