package io.github.cloudsimmigration.validation;

import java.nio.file.Path;
import java.util.Locale;

final class ValidationMain {
    private ValidationMain() {}

    public static void main(final String[] args) throws Exception {
        final var predictor = new PageLevelPredictor(TestBed.MEASURED, 7, 1000);
        for (final MeasuredRun run : MeasuredRun.readAll(Path.of(args[0]), TestBed.MEASURED.layout())) {
            if (args.length > 1 && !run.id().startsWith(args[1])) {
                continue;
            }
            final long t = System.nanoTime();
            final RunFigures p = predictor.predict(run);
            final RunFigures m = run.measured();
            System.out.printf(
                    Locale.ROOT,
                    "%s %s %s T %s %s B %s %s D %s %s S %s %s R %s %s thr %s %s  %d ms%n",
                    run.id(),
                    p.status(),
                    m.status(),
                    p.totalMillis(),
                    m.totalMillis(),
                    p.transferred(),
                    m.transferred(),
                    p.downtimeMillis(),
                    m.downtimeMillis(),
                    p.dirtySyncCount(),
                    m.dirtySyncCount(),
                    p.postcopyRequests(),
                    m.postcopyRequests(),
                    p.throttlePercent(),
                    m.throttlePercent(),
                    (System.nanoTime() - t) / 1000000);
        }
    }
}
