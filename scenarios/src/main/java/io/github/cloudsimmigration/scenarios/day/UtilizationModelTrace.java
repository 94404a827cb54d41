package io.github.cloudsimmigration.scenarios.day;

import org.cloudsimplus.utilizationmodels.UtilizationModelAbstract;

/** CPU use that follows a trace: each value holds for an interval; after the last one the trace begins again. */
final class UtilizationModelTrace extends UtilizationModelAbstract {
    private final double[] utilizations;
    private final double intervalSeconds;

    UtilizationModelTrace(final double[] utilizations, final double intervalSeconds) {
        super();
        this.utilizations = utilizations.clone();
        this.intervalSeconds = intervalSeconds;
    }

    @Override
    protected double getUtilizationInternal(final double time) {
        return utilizations[(int) (time / intervalSeconds) % utilizations.length];
    }
}
