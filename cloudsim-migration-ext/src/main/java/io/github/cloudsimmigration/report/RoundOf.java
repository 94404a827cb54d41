package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.RoundRecord;
import java.util.Collection;
import java.util.List;

/**
 * A round together with its migration.
 *
 * @param migration the migration
 * @param round one of its rounds
 */
public record RoundOf(MigrationRecord migration, RoundRecord round) {
    /** {@return all rounds of some migrations, in order} */
    public static List<RoundOf> all(final Collection<MigrationRecord> migrations) {
        return migrations.stream()
                .flatMap(migration -> migration.rounds().stream().map(round -> new RoundOf(migration, round)))
                .toList();
    }
}
