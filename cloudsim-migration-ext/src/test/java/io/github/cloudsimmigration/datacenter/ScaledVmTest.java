package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.autoscaling.VerticalVmScalingSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.resources.Processor;
import org.cloudsimplus.resources.Ram;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.utilizationmodels.UtilizationModelDynamic;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VMs that CloudSim Plus scales vertically, from 15 s to 17 s, while a migration that begins at 10 s is under way. */
final class ScaledVmTest {
    private static final double FROM = 15;
    private static final double UNTIL = 17;
    private static final double NEVER_ABOVE = 2;
    private static final double NEVER_BELOW = -1;

    private static Lab lab(final Technique technique, final int pes) {
        final List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            hosts.add(new LiveMigrationHost(Lab.HOST_RAM, Lab.HOST_BW, Lab.HOST_STORAGE, Lab.pes(Lab.MIPS, pes))
                    .setVmScheduler(new VmSchedulerTimeShared()));
        }
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null).technique(technique);
        lab.datacenter.setSchedulingInterval(1);
        return lab;
    }

    private static void scale(final Lab lab, final Vm vm, final boolean up, final double factor) {
        final var scaling = new VerticalVmScalingSimple(Processor.class, factor);
        scaling.setUpperThresholdFunction(any -> up && inTime(lab) ? 0 : NEVER_ABOVE);
        scaling.setLowerThresholdFunction(any -> !up && inTime(lab) ? 1 : NEVER_BELOW);
        vm.setPeVerticalScaling(scaling);
    }

    private static boolean inTime(final Lab lab) {
        return lab.clock() > FROM && lab.clock() < UNTIL;
    }

    @ParameterizedTest
    @CsvSource({
        "stop-and-copy,true",
        "stop-and-copy,false",
        "slowdown,true",
        "slowdown,false",
        "postcopy,true",
        "hybrid,true"
    })
    void scaledVmIsLateByWhatItsMigrationTook(final String technique, final boolean up) {
        final Lab lab = lab(Techniques.byName(technique), 16);
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.uniform(vm, 0.5, 20_000));
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 4, 1_024), 0);
        final Cloudlet cloudlet = lab.cloudlet(vm, 60);
        scale(lab, vm, up, 0.25);
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(vm.getPesNumber()).isNotEqualTo(4);
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().slowdownSeconds()).isGreaterThan(2);
        assertThat(cloudlet.getFinishTime()).isCloseTo(60.01 + lab.onlyRecord().slowdownSeconds(), within(2e-3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void neighbourDoesNotGrowIntoTheProcessorsOfAVmThatStandsStill(final boolean migrates) {
        final Lab lab = lab(Techniques.stopAndCopy(), Lab.HOST_PES);
        final Vm leaving = lab.busyVm(0, 1_024, 60);
        final Vm neighbour = lab.busyVm(0, 512, 60);
        scale(lab, neighbour, true, 1);
        if (migrates) {
            lab.migrateAt(10, leaving, 1);
            lab.at(20, () -> lab.datacenter.cancelMigration(leaving));
        }
        lab.at(21, () -> assertThat(lab.hosts.get(0).getTotalAllocatedMips()).isEqualTo(4 * Lab.MIPS));
        lab.run();
        assertThat(neighbour.getPesNumber()).isEqualTo(2);
    }

    /** Half of its RAM more would arrive without having been sent. */
    @Test
    void memoryIsPluggedOnlyWhenTheVmHasArrived() {
        final Lab lab = lab(Techniques.xenPrecopy(), 4);
        final Vm vm = lab.busyVm(0, 1_024, 60);
        final var scaling = new VerticalVmScalingSimple(Ram.class, 0.5);
        scaling.setUpperThresholdFunction(
                any -> lab.clock() > FROM && vm.getRam().getCapacity() == 1_024 ? -1 : NEVER_ABOVE);
        scaling.setLowerThresholdFunction(any -> NEVER_BELOW);
        vm.setRamVerticalScaling(scaling);
        lab.migrateAt(10, vm, 1);
        lab.at(25, () -> assertThat(vm.getRam().getCapacity()).isEqualTo(1_024));
        lab.at(40, () -> assertThat(vm.getRam().getCapacity()).isEqualTo(1_536));
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().totalSeconds()).isBetween(16.0, 20.0);
        assertThat(lab.onlyRecord().ramTotalBytes()).isEqualTo(1_024L << 20);
    }

    /** Its scaling was asked for by the last update before it is destroyed. */
    @Test
    void memoryIsNotPluggedIntoAVmThatIsGone() {
        final var lab = new Lab(2);
        lab.datacenter.setSchedulingInterval(1);
        final Vm vm = lab.vm(0, 1_024);
        lab.cloudlet(vm, 60).setUtilizationModelRam(new UtilizationModelDynamic(0.9));
        final var scaling = new VerticalVmScalingSimple(Ram.class, 0.2);
        scaling.setUpperThresholdFunction(any -> 0.8).setLowerThresholdFunction(any -> 0.2);
        vm.setRamVerticalScaling(scaling);
        lab.busyVm(0, 256, 60);
        lab.at(20, () -> lab.datacenter.schedule(0, CloudSimTag.VM_DESTROY, vm));
        lab.at(
                30,
                () -> assertThat(lab.hosts.get(0).getRam().getAllocatedResource())
                        .isEqualTo(256));
        lab.run();
        assertThat(vm.getRam().getCapacity()).isGreaterThan(1_024);
    }
}
