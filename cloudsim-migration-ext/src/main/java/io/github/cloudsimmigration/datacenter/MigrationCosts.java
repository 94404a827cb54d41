package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;

/** What migrations come to in energy and money, with their hosts as busy as when they began. */
final class MigrationCosts {
    private final Map<MigrationId, CostModel> begun = new HashMap<>();
    private BiFunction<Host, Host, CostModel> models = HostPowers::costModel;

    void setModels(final BiFunction<Host, Host, CostModel> newModels) {
        models = newModels;
    }

    /** {@return what a migration from one host to another, or to {@link Host#NULL}, comes to with both as busy as they are now} */
    CostModel between(final Host source, final Host target) {
        return Validate.notNull(
                models.apply(source, target), "cost model of %s and %s: null, expected one", source, target);
    }

    /** Takes note that a migration is to begin. */
    void begins(final MigrationId migration, final Host source, final Host target) {
        begun.put(migration, between(source, target));
    }

    /** {@return what a migration that has ended has cost; one that never began costs nothing} */
    MigrationCost of(final MigrationRecord record) {
        final CostModel model = begun.getOrDefault(record.id(), CostModel.DEFAULT);
        Validate.isTrue(
                begun.containsKey(record.id()) || record.totalSeconds() == 0,
                "migration of %s from %s to %s, expected one that this datacenter has begun",
                record.id().vm(),
                record.id().source(),
                record.id().target());
        return MigrationCost.of(record, model);
    }
}
