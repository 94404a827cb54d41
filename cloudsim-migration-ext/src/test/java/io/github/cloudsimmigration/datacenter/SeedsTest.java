package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seed gives the same records, another seed others. */
final class SeedsTest {
    private static List<MigrationRecord> run(final String technique, final long seed) {
        final var lab = new Lab(3).technique(Techniques.byName(technique));
        lab.datacenter.setSeed(seed).setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 3_000));
        final Vm first = lab.busyVm(0, 256, 60);
        final Vm second = lab.busyVm(1, 128, 60);
        lab.migrateAt(10, first, 2);
        lab.migrateAt(11, second, 2);
        lab.migrateAt(40, first, 0);
        return lab.run().records();
    }

    private static List<List<?>> rounds(final List<MigrationRecord> records) {
        return records.stream().<List<?>>map(MigrationRecord::rounds).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy", "proposed"})
    void sameSeedSameRecords(final String technique) {
        final List<MigrationRecord> records = run(technique, 42);
        assertThat(records).hasSize(3).allMatch(MigrationRecord::completed);
        assertThat(run(technique, 42)).isEqualTo(records);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xen-precopy", "proposed"})
    void otherSeedOtherRounds(final String technique) {
        assertThat(rounds(run(technique, 43))).isNotEqualTo(rounds(run(technique, 42)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 42, -1})
    void everyMigrationHasASeedOfItsOwn(final long seed) {
        assertThat(run("xen-precopy", seed)).extracting(MigrationRecord::seed).doesNotHaveDuplicates();
    }

    @Test
    void vmsOfTwoBrokersHaveSeedsOfTheirOwn() {
        final var lab = new Lab(3);
        final Vm one = lab.busyVm(0, 128, 60);
        final Vm other = Lab.newVm(Lab.MIPS, 1, 128);
        lab.homes.put(other, lab.hosts.get(0));
        new DatacenterBrokerSimple(lab.simulation).submitVm(other);
        lab.migrateAt(10, one, 1);
        lab.migrateAt(10, other, 2);
        lab.run();
        assertThat(other.getId()).isEqualTo(one.getId());
        assertThat(lab.records()).hasSize(2).extracting(MigrationRecord::seed).doesNotHaveDuplicates();
    }
}
