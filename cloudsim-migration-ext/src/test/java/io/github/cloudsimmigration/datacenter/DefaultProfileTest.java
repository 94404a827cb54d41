package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.MigrationRecord;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** A VM nobody described writes as much as it computes. */
final class DefaultProfileTest {
    private static final long RAM = 256;
    private static final int PAGES = (int) RAM * Lab.PAGES_PER_MB;

    private static MigrationRecord migrated(final double utilization, final double seconds) {
        final var lab = new Lab(2);
        lab.datacenter.setMemoryProfile(MemoryProfile::byCpuUse);
        lab.busyVm(1, 64, 60);
        final Vm vm = lab.vm(0, RAM);
        lab.cloudlet(vm, seconds, utilization);
        lab.cloudlet(vm, seconds, utilization);
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        return lab.onlyRecord();
    }

    private static int dirtiedInFirstRound(final MigrationRecord record) {
        return record.rounds().get(0).tally().dirtied();
    }

    @Test
    void isTheProfileOfADatacenterThatIsToldNothing() {
        final var vm = Lab.newVm(Lab.MIPS, 2, RAM);
        final MemoryProfile profile = MemoryProfile.byCpuUse(vm);
        assertThat(profile.memory().pages()).isEqualTo(PAGES);
        assertThat(profile.memory().allocatedPages()).isEqualTo(PAGES);
    }

    @Test
    void idleVmIsSentInOnePass() {
        final MigrationRecord record = migrated(1, 2);
        assertThat(record.pagesSent()).isEqualTo(PAGES);
        assertThat(record.rounds()).allMatch(round -> round.tally().dirtied() == 0);
        assertThat(record.rounds()).hasSize(3);
        assertThat(record.ending().stopReason()).isEqualTo("few-pages");
    }

    @Test
    void busyVmIsSentMoreOftenThanOnce() {
        final MigrationRecord record = migrated(1, 60);
        assertThat(dirtiedInFirstRound(record)).isGreaterThan(2_000);
        assertThat(record.pagesSent()).isGreaterThan(PAGES);
    }

    @Test
    void writesGrowWithCpuUse() {
        final int quarter = dirtiedInFirstRound(migrated(0.25, 60));
        final int half = dirtiedInFirstRound(migrated(0.5, 60));
        final int full = dirtiedInFirstRound(migrated(1, 60));
        assertThat(quarter).isPositive();
        assertThat(half).isBetween((int) (1.4 * quarter), (int) (2.2 * quarter));
        assertThat(full).isBetween((int) (1.4 * half), (int) (2.2 * half));
    }

    @Test
    void twoBusyProcessorsWriteTwoThousandPagesASecondEach() {
        final MigrationRecord record = migrated(1, 60);
        final var first = record.rounds().get(0).tally();
        final double writes = 2 * MemoryProfile.DEFAULT_WRITES_PER_PE * first.seconds();
        assertThat(first.dirtied()).isLessThan((int) writes).isGreaterThan((int) (writes / 3));
    }
}
