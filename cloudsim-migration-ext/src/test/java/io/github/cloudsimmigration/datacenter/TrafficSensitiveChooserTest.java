package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.utilizationmodels.UtilizationModelDynamic;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** NICs of 1000 Mbit/s, 125 MiB/s, half of it for migrations: applications have 62.5 MiB/s beside one without contention. */
final class TrafficSensitiveChooserTest {
    private static final double MIB = 1024 * 1024;

    private final Lab lab = new Lab(2);
    private final Vm vm = lab.busyVm(0, 128, 30);
    private final Vm neighbour = lab.busyVm(0, 128, 30);
    private final Vm resident = lab.busyVm(1, 128, 30);

    private static VmTraffic traffic(final double out, final double in) {
        return new VmTraffic(out * MIB, in * MIB);
    }

    private String techniqueFor(final Map<Vm, VmTraffic> traffic) {
        lab.datacenter.setTechniqueChooser(
                new TrafficSensitiveChooser(any -> traffic.getOrDefault(any, VmTraffic.NONE)));
        lab.migrateAt(5, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        return lab.onlyRecord().technique();
    }

    @Test
    void vmThatSendsGoesByPostcopy() {
        assertThat(techniqueFor(Map.of(vm, traffic(80, 10)))).isEqualTo("postcopy");
    }

    @Test
    void vmThatReceivesGoesByPrecopy() {
        assertThat(techniqueFor(Map.of(vm, traffic(10, 80)))).isEqualTo("xen-precopy");
    }

    @Test
    void vmThatDoesBothGoesWhereItDoesLessOfIt() {
        assertThat(techniqueFor(Map.of(vm, traffic(80, 90)))).isEqualTo("xen-precopy");
    }

    @Test
    void withoutContentionItIsPrecopy() {
        assertThat(techniqueFor(Map.of(vm, traffic(60, 0)))).isEqualTo("xen-precopy");
    }

    /** 40 and 30 MiB/s are too much beside a migration together, at the source. */
    @Test
    void trafficOfTheNeighboursCounts() {
        assertThat(techniqueFor(Map.of(vm, traffic(40, 0), neighbour, traffic(30, 0))))
                .isEqualTo("postcopy");
    }

    /** Either way all that the migration sends contends at the source; but the target is free unless the VM receives there. */
    @Test
    void sourceThatIsFullAnywayDecidesNothing() {
        assertThat(techniqueFor(Map.of(vm, traffic(0, 80), neighbour, traffic(200, 0))))
                .isEqualTo("xen-precopy");
    }

    /** The VM sends more than it receives, but receives it at a target that is busy receiving. */
    @Test
    void trafficAtTheTargetCounts() {
        assertThat(techniqueFor(Map.of(vm, traffic(70, 40), resident, traffic(0, 60))))
                .isEqualTo("xen-precopy");
    }

    @Test
    void hostWithAMigrationNicHasNoContention() {
        ((LiveMigrationHost) lab.hosts.get(0)).setMigrationBandwidth(500);
        assertThat(techniqueFor(Map.of(vm, traffic(120, 0)))).isEqualTo("xen-precopy");
    }

    @Test
    void eachOfSeveralVmsGetsItsOwn() {
        final var sender = traffic(80, 0);
        final var receiver = traffic(0, 80);
        lab.datacenter.setTechniqueChooser(new TrafficSensitiveChooser(
                any -> any.equals(vm) ? sender : any.equals(neighbour) ? receiver : VmTraffic.NONE));
        lab.migrateAt(5, vm, 1);
        lab.migrateAt(15, neighbour, 1);
        lab.run();
        assertThat(lab.records()).extracting(record -> record.technique()).containsExactly("postcopy", "xen-precopy");
    }

    @Test
    void refusedRequestHasATechniqueToo() {
        lab.datacenter.setTechniqueChooser(new TrafficSensitiveChooser(any -> traffic(80, 0)));
        lab.at(5, () -> lab.datacenter.requestVmMigration(vm, Host.NULL));
        lab.run();
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("no-target");
    }

    /** The VM has 100 Mbit/s, 12.5 MiB/s; its cloudlets use 60 % of it. */
    @Test
    void trafficIsWhatCloudletsUseOfTheBandwidth() {
        for (int i = 0; i < 2; i++) {
            final Cloudlet cloudlet = new CloudletSimple(10_000, 1, new UtilizationModelDynamic(0.5));
            cloudlet.setUtilizationModelRam(UtilizationModel.NULL);
            cloudlet.setUtilizationModelBw(new UtilizationModelDynamic(0.3));
            lab.broker.submitCloudlet(cloudlet.setVm(neighbour));
        }
        lab.at(5, () -> {
            final VmTraffic seen = VmTraffic.byBandwidthUse(neighbour, 0.75);
            assertThat(seen.outBytesPerSecond()).isCloseTo(0.6 * 12.5 * 0.75 * MIB, within(1.0));
            assertThat(seen.inBytesPerSecond()).isCloseTo(0.6 * 12.5 * 0.25 * MIB, within(1.0));
        });
        lab.run();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VmTraffic.byBandwidthUse(neighbour, 1.1))
                .withMessageContaining("share");
    }
}
