package io.github.cloudsimmigration.scenarios.validation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another run of the same configuration came to: a yardstick for predictions, but no limit to them, for it has chances of its own. Of
 * what is known of a run before, it looks at the zero pages: what one guest has more of the others is sent once more.
 *
 * @param bed the machine
 * @param others the runs to look for it in: the first of the same configuration that is not the run itself; without one nothing is
 *     predicted
 */
record AnotherRun(TestBed bed, List<MeasuredRun> others) implements Predictor {
    /** A page and its header less the mark of a zero page. */
    private static final double MORE_BYTES = 4096 + 8 - 9;

    private static final double MILLIS = 1e3;

    @Override
    public String name() {
        return "another run";
    }

    @Override
    public List<String> notes() {
        return List.of(
                "another run: the first of the same configuration in the folder of those done again, with this one's zero pages");
    }

    @Override
    public RunFigures predict(final MeasuredRun run) {
        return others.stream()
                .filter(other -> run.isConfiguredAs(other) && !run.equals(other))
                .findFirst()
                .map(other -> adapted(other, run))
                .orElse(RunFigures.UNKNOWN);
    }

    private RunFigures adapted(final MeasuredRun other, final MeasuredRun run) {
        final double moreBytes = MORE_BYTES * (run.nonZeroPages() - other.nonZeroPages());
        final double moreMillis = moreBytes / bed.wire().bytesPerSecond(run.linkMegabits()) * MILLIS;
        final RunFigures came = other.measured();
        return new RunFigures(
                came.status(),
                plus(came.totalMillis(), moreMillis),
                plus(came.transferred(), moreBytes),
                came.downtimeMillis(),
                came.dirtySyncCount(),
                came.postcopyRequests(),
                came.throttlePercent());
    }

    private static @Nullable Double plus(final @Nullable Double figure, final double more) {
        return figure == null ? null : (Double) (figure + more);
    }
}
