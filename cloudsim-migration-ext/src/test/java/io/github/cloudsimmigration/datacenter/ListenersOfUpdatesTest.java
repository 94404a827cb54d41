package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** Listeners that are told of an update of a VM ask for migrations and call them off, while one is in the midst of something. */
final class ListenersOfUpdatesTest {
    private static final double START = 10;
    private static final int RAM = 256;

    @Test
    void migrationCanBeCalledOffWhileItsHostIsToldOfItsRate() {
        final var lab = new Lab(2);
        lab.datacenter.setMigrationCpu(new MigrationCpu(16e-9, 8e-9)).setTechnique(Techniques.xenPrecopy());
        final Vm vm = lab.busyVm(0, RAM, 60);
        lab.busyVm(0, RAM, 60);
        final var asked = new AtomicBoolean();
        vm.addOnUpdateProcessingListener(update -> {
            if (lab.clock() >= START && lab.datacenter.cancelMigration(vm)) {
                asked.set(true);
            }
        });
        lab.migrateAt(START, vm, 1);
        lab.run();
        assertThat(asked).isTrue();
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.ending().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(0)))
                .isCloseTo(record.bytesSent() * 16e-9, within(1e-6));
        assertThat(lab.broker.<Cloudlet>getCloudletFinishedList())
                .hasSize(4)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isCloseTo(60, within(0.1)));
    }

    @Test
    void vmThatIsAboutToMigrateIsMigratingForWhoeverAsksAgain() {
        final var lab = new Lab(2);
        lab.datacenter.setTechnique(Techniques.xenPrecopy()).setSchedulingInterval(1);
        final Vm vm = lab.busyVm(0, RAM, 60);
        vm.addOnUpdateProcessingListener(update -> {
            if (lab.clock() >= START && !vm.isInMigration() && vm.getHost().equals(lab.hosts.get(0))) {
                lab.datacenter.requestVmMigration(vm, lab.hosts.get(1));
            }
        });
        lab.run();
        assertThat(lab.records().stream().filter(MigrationRecord::completed)).hasSize(1);
        assertThat(lab.records().stream().filter(record -> !record.completed()))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.ending().stopReason()).isEqualTo("already-migrating"));
    }
}
