package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.MigrationCostEstimator;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.technique.Technique;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.cloudsimplus.vms.Vm;

/** Estimates of migrations, each made once a moment. */
final class MigrationForecasts {
    private final Map<Question, MigrationCost> answers = new HashMap<>();
    private MigrationCostEstimator estimator = MigrationCostEstimator.of(CostModel.DEFAULT);
    private double askedAt = -1;

    /** What an estimate depends on at a moment. */
    private record Question(Vm vm, Technique technique, double bytesPerSecond) {}

    void setCostModel(final CostModel model) {
        estimator = MigrationCostEstimator.of(model);
        answers.clear();
    }

    MigrationCost forecast(
            final double now,
            final Vm vm,
            final Technique technique,
            final double bytesPerSecond,
            final Supplier<Guest> guest) {
        if (now != askedAt) {
            answers.clear();
            askedAt = now;
        }
        return answers.computeIfAbsent(
                new Question(vm, technique, bytesPerSecond),
                asked -> estimator.estimate(technique, guest.get(), bytesPerSecond));
    }
}
