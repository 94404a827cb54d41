package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.MigrationCostEstimator;
import io.github.cloudsimmigration.datacenter.MigrationNetwork.Share;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.technique.Technique;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.cloudsimplus.vms.Vm;

/** Estimates of migrations, each made once a moment. */
final class MigrationForecasts {
    /** What a migration across a cut link costs: it does not end. */
    private static final MigrationCost NEVER =
            new MigrationCost(false, 0, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0, 0, 0);

    private final Map<Question, MigrationCost> answers = new HashMap<>();
    private MigrationCostEstimator estimator = MigrationCostEstimator.of(CostModel.DEFAULT);
    private double askedAt = -1;

    /** What an estimate depends on at a moment. */
    private record Question(Vm vm, Technique technique, Share share) {}

    void setEstimator(final MigrationCostEstimator newEstimator) {
        estimator = newEstimator;
        answers.clear();
    }

    MigrationCost forecast(
            final double now, final Vm vm, final Technique technique, final Share share, final Supplier<Guest> guest) {
        if (now != askedAt) {
            answers.clear();
            askedAt = now;
        }
        return answers.computeIfAbsent(
                new Question(vm, technique, share), asked -> estimate(estimator, technique, share, guest));
    }

    static MigrationCost estimate(
            final MigrationCostEstimator estimator,
            final Technique technique,
            final Share share,
            final Supplier<Guest> guest) {
        return share.live() > 0
                ? estimator.estimate(technique, guest.get(), share::wire, share.roundTripSeconds())
                : NEVER;
    }
}
