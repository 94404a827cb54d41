package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.MigrationCostEstimator;
import io.github.cloudsimmigration.datacenter.MigrationNetwork.Share;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Technique;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** Estimates of migrations, each rehearsed once a moment. */
final class MigrationForecasts {
    /** What a migration across a cut link costs: it does not end. */
    private static final MigrationCost NEVER =
            new MigrationCost(false, 0, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0, 0, 0);

    private final Map<Question, MigrationRecord> rehearsals = new HashMap<>();
    private MigrationCostEstimator estimator = MigrationCostEstimator.of(CostModel.DEFAULT);
    private BiFunction<Host, Host, CostModel> models = HostPowers::costModel;
    private double askedAt = -1;

    /** What a rehearsal depends on at a moment. */
    private record Question(Vm vm, Technique technique, Share share) {}

    void setEstimator(final MigrationCostEstimator newEstimator) {
        estimator = newEstimator;
        models = (source, target) -> newEstimator.model();
        rehearsals.clear();
    }

    void setModels(final BiFunction<Host, Host, CostModel> newModels) {
        models = newModels;
    }

    MigrationCost forecast(
            final double now,
            final MigrationRequest request,
            final Technique technique,
            final Share share,
            final Supplier<Guest> guest) {
        if (now != askedAt) {
            rehearsals.clear();
            askedAt = now;
        }
        if (share.live() <= 0) {
            return NEVER;
        }
        final MigrationRecord rehearsal = rehearsals.computeIfAbsent(
                new Question(request.vm(), technique, share), asked -> rehearse(estimator, technique, share, guest));
        return MigrationCost.of(rehearsal, models.apply(request.vm().getHost(), request.target()));
    }

    static MigrationCost estimate(
            final MigrationCostEstimator estimator,
            final Technique technique,
            final Share share,
            final Supplier<Guest> guest) {
        return share.live() > 0
                ? MigrationCost.of(rehearse(estimator, technique, share, guest), estimator.model())
                : NEVER;
    }

    private static MigrationRecord rehearse(
            final MigrationCostEstimator estimator,
            final Technique technique,
            final Share share,
            final Supplier<Guest> guest) {
        return estimator.rehearse(technique, guest.get(), share::wire, share.roundTripSeconds());
    }
}
