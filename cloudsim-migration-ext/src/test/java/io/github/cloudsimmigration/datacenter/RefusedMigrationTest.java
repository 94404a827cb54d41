package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import java.util.List;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request that cannot be leaves one record and the VM untouched. */
final class RefusedMigrationTest {
    private final Lab lab = new Lab(2);
    private final Vm vm = lab.vm(0, 256);
    private final Cloudlet cloudlet = lab.cloudlet(vm, 30);

    private void refuse(final String stopReason) {
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.ending().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(record.ending().stopReason()).isEqualTo(stopReason);
        assertThat(record.rounds()).isEmpty();
        assertThat(record.totalSeconds()).isZero();
        assertThat(record.pagesSent()).isZero();
        assertThat(record.ramRemainingBytes()).isEqualTo(record.ramTotalBytes());
    }

    @AfterEach
    void vmIsUntouched() {
        assertThat(cloudlet.getFinishTime()).isCloseTo(30.01, within(1e-3));
        assertThat(lab.datacenter.getRunningMigrations()).isZero();
        lab.hosts.forEach(host -> {
            assertThat(host.getRam().getAllocatedResource()).isZero();
            assertThat(host.getVmsMigratingOut()).isEmpty();
        });
    }

    private void checkUntouchedAt(final double time) {
        lab.at(time, () -> {
            assertThat(vm.getHost()).isEqualTo(lab.hosts.get(0));
            assertThat(vm.isInMigration()).isFalse();
            assertThat(lab.hosts.get(1).getVmList()).noneMatch(Lab::isReservation);
        });
    }

    @Test
    void toTheHostItIsOn() {
        lab.migrateAt(10, vm, 0);
        checkUntouchedAt(10.1);
        refuse("same-host");
    }

    /** CloudSim Plus would create its VMs a second time. */
    @Test
    void ofAGroup() {
        final Vm member = Lab.newVm(Lab.MIPS, 1, 64);
        final var group = new VmGroup(List.of(member));
        lab.homes.put(member, lab.hosts.get(0));
        lab.submit(group, 0);
        lab.migrateAt(10, group, 1);
        lab.at(10.1, () -> assertThat(lab.hosts.get(1).getVmList()).isEmpty());
        refuse("vm-group");
    }

    @Test
    void ofAVmThatRunsNowhere() {
        final Vm never = Lab.newVm(Lab.MIPS, 1, 128);
        lab.migrateAt(10, never, 1);
        checkUntouchedAt(10.1);
        refuse("vm-not-running");
    }

    @Test
    void ofAVmThatWasDestroyed() {
        final Vm gone = lab.busyVm(0, 128, 5);
        lab.at(8, () -> gone.getHost().getDatacenter().getVmAllocationPolicy().deallocateHostForVm(gone));
        lab.migrateAt(10, gone, 1);
        checkUntouchedAt(10.1);
        refuse("vm-not-running");
    }

    @Test
    void withoutAnyHostThatWouldDo() {
        lab.cloudlet(lab.submit(Lab.newVm(Lab.MIPS, 3, 256), 1), 25);
        lab.at(10, () -> lab.datacenter.requestVmMigration(vm));
        checkUntouchedAt(10.1);
        refuse("no-target");
    }

    @Test
    void toAHostWithoutRoom() {
        lab.busyVm(1, Lab.HOST_RAM - 100, 25);
        lab.migrateAt(10, vm, 1);
        checkUntouchedAt(10.1);
        refuse("target-unsuitable");
    }

    @Test
    void toAHostWithoutProcessorsToSpare() {
        lab.cloudlet(lab.submit(Lab.newVm(Lab.MIPS, 3, 256), 1), 25);
        lab.migrateAt(10, vm, 1);
        checkUntouchedAt(10.1);
        refuse("target-unsuitable");
    }

    @Test
    void toAHostThatHasFailed() {
        lab.at(9, () -> lab.hosts.get(1).setFailed(true));
        lab.migrateAt(10, vm, 1);
        checkUntouchedAt(10.1);
        refuse("target-failed");
    }

    @Test
    void toAHostWithoutBandwidth() {
        final Host deaf = new LiveMigrationHost(Lab.HOST_RAM, 0, Lab.HOST_STORAGE, Lab.pes(Lab.MIPS, Lab.HOST_PES));
        lab.datacenter.addHost(deaf);
        vm.setBw(0);
        lab.at(10, () -> {
            assertThat(lab.datacenter.getMigrationBytesPerSecond(deaf)).isZero();
            assertThat(lab.datacenter.estimateMigration(vm, deaf).completed()).isFalse();
            lab.datacenter.requestVmMigration(vm, deaf);
        });
        checkUntouchedAt(10.1);
        refuse("no-route");
        assertThat(lab.onlyRecord().ending().explanation())
                .isEqualTo("the migration NIC of " + deaf + " has no bandwidth");
    }

    @Test
    void fromAHostThatHasFailed() {
        lab.at(9, () -> lab.hosts.get(0).setFailed(true));
        lab.migrateAt(10, vm, 1);
        checkUntouchedAt(10.1);
        refuse("source-failed");
    }

    @Test
    void recordNamesVmHostsAndTime() {
        lab.migrateAt(10, vm, 0);
        refuse("same-host");
        final var id = lab.onlyRecord().id();
        assertThat(List.of(id.vm(), id.source(), id.target()))
                .containsExactly(
                        vm.toString(),
                        lab.hosts.get(0).toString(),
                        lab.hosts.get(0).toString());
        assertThat(id.startSeconds()).isEqualTo(10);
        assertThat(lab.onlyRecord().ramTotalBytes()).isEqualTo(256L << 20);
    }
}
