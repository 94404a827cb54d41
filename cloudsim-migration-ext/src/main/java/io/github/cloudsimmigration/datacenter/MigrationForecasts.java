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

    /**
     * A migration that might be.
     *
     * @param technique how
     * @param share what it would have of the network
     * @param overhead the part of its CPU time that CloudSim Plus would charge to the VM
     * @param guest the VM
     */
    record Prospect(Technique technique, Share share, double overhead, Supplier<Guest> guest) {
        boolean ends() {
            return share.live() > 0;
        }

        MigrationRecord rehearse(final MigrationCostEstimator estimator) {
            return estimator.rehearse(technique, guest.get(), share::wire, share.roundTripSeconds());
        }

        MigrationCost cost(final MigrationRecord rehearsal, final CostModel model) {
            return MigrationCost.of(rehearsal.slowedBy(overhead), model);
        }
    }

    /** Forgets what was found out at this moment. */
    void forget() {
        rehearsals.clear();
    }

    void setEstimator(final MigrationCostEstimator newEstimator) {
        estimator = newEstimator;
        models = (source, target) -> newEstimator.model();
        forget();
    }

    void setModels(final BiFunction<Host, Host, CostModel> newModels) {
        models = newModels;
    }

    MigrationCost forecast(final double now, final MigrationRequest request, final Prospect prospect) {
        if (now != askedAt) {
            forget();
            askedAt = now;
        }
        if (!prospect.ends()) {
            return NEVER;
        }
        final MigrationRecord rehearsal = rehearsals.computeIfAbsent(
                new Question(request.vm(), prospect.technique(), prospect.share()),
                asked -> prospect.rehearse(estimator));
        return prospect.cost(rehearsal, models.apply(request.vm().getHost(), request.target()));
    }

    static MigrationCost estimate(final MigrationCostEstimator estimator, final Prospect prospect) {
        return prospect.ends() ? prospect.cost(prospect.rehearse(estimator), estimator.model()) : NEVER;
    }
}
