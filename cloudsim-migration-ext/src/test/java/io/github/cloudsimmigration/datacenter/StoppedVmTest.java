package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.technique.Techniques;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** What CPU a VM gets before, while and after it is stopped: from 10 s to a little after 14 s. */
final class StoppedVmTest {
    private static final long RAM = 256;
    private static final double FULL = 2 * Lab.MIPS;

    private final Lab lab = new Lab(2).technique(Techniques.stopAndCopy());
    private final Vm vm = lab.busyVm(0, RAM, 60);

    private double allocatedMips() {
        return vm.getHost().getVmScheduler().getTotalAllocatedMipsForVm(vm);
    }

    @Test
    void getsItsFullShareBeforeAndAfterAndNothingMeanwhile() {
        lab.migrateAt(10, vm, 1);
        lab.at(9.9, () -> assertThat(allocatedMips()).isEqualTo(FULL));
        for (final double time : new double[] {10.01, 11, 12.5, 14.1}) {
            lab.at(time, () -> {
                assertThat(vm.getHost()).isEqualTo(lab.hosts.get(0));
                assertThat(allocatedMips()).isZero();
                assertThat(vm.getCpuPercentUtilization()).isZero();
                assertThat(vm.getTotalCpuMipsUtilization()).isZero();
            });
        }
        lab.at(14.2, () -> {
            assertThat(vm.getHost()).isEqualTo(lab.hosts.get(1));
            assertThat(allocatedMips()).isEqualTo(FULL);
            assertThat(vm.getCpuPercentUtilization()).isEqualTo(1);
        });
        lab.run();
        assertThat(lab.onlyRecord().downtimeSeconds())
                .isCloseTo(Lab.copySeconds(RAM, Lab.MIGRATION_BYTES_PER_SECOND), within(1e-9));
    }

    @Test
    void cloudletsStandStillWhileTheVmIsStopped() {
        final Cloudlet cloudlet = lab.cloudlet(lab.vm(0, 128), 50);
        lab.migrateAt(10, cloudlet.getVm(), 1);
        final double[] done = new double[2];
        lab.at(10.5, () -> done[0] = cloudlet.getFinishedLengthSoFar());
        lab.at(11.9, () -> done[1] = cloudlet.getFinishedLengthSoFar());
        lab.run();
        assertThat(done[0]).isCloseTo(9_990, within(1.0));
        assertThat(done[1]).isEqualTo(done[0]);
    }

    /** Stock CloudSim Plus takes 10 % of the CPU for the whole migration. */
    @Test
    void isNotTaxedWhileItMigratesLive() {
        lab.technique(Techniques.xenPrecopy());
        final Cloudlet cloudlet = lab.cloudlet(lab.vm(0, 1_024), 50);
        lab.migrateAt(10, cloudlet.getVm(), 1);
        final double[] done = new double[1];
        lab.datacenter.addOnVmStopListener(event -> done[0] = cloudlet.getFinishedLengthSoFar() / lab.clock());
        lab.run();
        assertThat(lab.onlyRecord().setupSeconds() + lab.onlyRecord().totalSeconds())
                .isGreaterThan(16);
        assertThat(done[0]).isCloseTo(Lab.MIPS, within(1.0));
        assertThat(cloudlet.getFinishTime()).isCloseTo(50.01 + lab.onlyRecord().blackoutSeconds(), within(1e-3));
    }

    /** Nor are its neighbours. */
    @Test
    void neighboursDoNotNotice() {
        final Cloudlet atSource = lab.cloudlet(lab.vm(0, 128), 40);
        final Cloudlet atTarget = lab.cloudlet(lab.vm(1, 128), 40);
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(atSource.getFinishTime()).isCloseTo(40.01, within(1e-3));
        assertThat(atTarget.getFinishTime()).isCloseTo(40.01, within(1e-3));
    }
}
