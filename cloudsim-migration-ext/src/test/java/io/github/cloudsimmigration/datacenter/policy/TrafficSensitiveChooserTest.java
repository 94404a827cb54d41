package io.github.cloudsimmigration.datacenter.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.datacenter.Lab;
import io.github.cloudsimmigration.datacenter.VmTraffic;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.Map;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.utilizationmodels.UtilizationModelDynamic;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** Migration NICs of 62.5 MiB/s: a migration takes it all, so whatever goes the same way contends. */
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
    void withoutTrafficItIsPrecopy() {
        assertThat(techniqueFor(Map.of())).isEqualTo("xen-precopy");
    }

    /** 30 MiB/s fit beside a migration that takes no more than 30. */
    @Test
    void whatFitsBesideTheMigrationDoesNotContend() {
        final var gentle = Techniques.xenPrecopy().toBuilder()
                .rateControl(new RateControl.Limit(30 * MIB))
                .build();
        lab.datacenter.setTechniqueChooser(
                new TrafficSensitiveChooser(gentle, Techniques.postcopy(), any -> traffic(any.equals(vm) ? 30 : 0, 0)));
        lab.migrateAt(5, vm, 1);
        assertThat(lab.run().onlyRecord().technique()).isEqualTo("xen-precopy");
    }

    /** The VM's own traffic is in the network, and the migration gives way to it. */
    @Test
    void trafficInTheDatacenterCounts() {
        lab.datacenter.setTechniqueChooser(new TrafficSensitiveChooser());
        lab.at(1, () -> {
            lab.datacenter.setVmTraffic(vm, 80 * MIB, 0);
            lab.datacenter.setVmTraffic(neighbour, 0, 80 * MIB);
            assertThat(lab.datacenter.getVmTraffic(vm)).isEqualTo(traffic(80, 0));
            assertThat(lab.datacenter.getVmTraffic(resident)).isEqualTo(VmTraffic.NONE);
        });
        lab.migrateAt(5, vm, 1);
        lab.migrateAt(15, neighbour, 1);
        lab.run();
        assertThat(lab.records()).extracting(record -> record.technique()).containsExactly("postcopy", "xen-precopy");
    }

    /** The network gives the VM all it sends, 20 of 62.5 MiB/s; but the migration takes longer for it. */
    @Test
    void trafficThatTheMigrationGivesWayToContendsToo() {
        lab.datacenter.setTechniqueChooser(new TrafficSensitiveChooser());
        lab.at(1, () -> {
            lab.datacenter.setVmTraffic(vm, 20 * MIB, 0);
            lab.datacenter.setVmTraffic(neighbour, 0, 20 * MIB);
        });
        lab.migrateAt(5, vm, 1);
        lab.migrateAt(15, neighbour, 1);
        lab.run();
        assertThat(lab.records()).extracting(record -> record.technique()).containsExactly("postcopy", "xen-precopy");
    }

    /** Either way all that the migration sends contends at the source; but the target is free unless the VM receives there. */
    @Test
    void sourceThatIsFullAnywayDecidesNothing() {
        assertThat(techniqueFor(Map.of(vm, traffic(0, 80), neighbour, traffic(200, 0))))
                .isEqualTo("xen-precopy");
    }

    /**
     * The VM sends 40 MiB/s and receives 30. Its neighbour sends 30 anyway, so that of 62.5 it adds 32.5 to what contends at the source:
     * still more than 30 at the target. If the neighbour sends 40, it adds 22.5.
     */
    @Test
    void trafficOfTheNeighboursCounts() {
        assertThat(techniqueFor(Map.of(vm, traffic(40, 30), neighbour, traffic(30, 0))))
                .isEqualTo("postcopy");
        assertThat(new TrafficSensitiveChooserTest().withBusierNeighbour()).isEqualTo("xen-precopy");
    }

    private String withBusierNeighbour() {
        return techniqueFor(Map.of(vm, traffic(40, 30), neighbour, traffic(40, 0)));
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
