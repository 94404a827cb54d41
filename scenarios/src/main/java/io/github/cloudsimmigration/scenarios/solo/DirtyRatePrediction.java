package io.github.cloudsimmigration.scenarios.solo;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.CurveAccess;
import io.github.cloudsimmigration.access.MeasuredCurve;
import io.github.cloudsimmigration.cost.RoundByRound;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.ContentMix;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.selection.XenSelection;
import io.github.cloudsimmigration.technique.stop.DowntimeLimitStop;
import io.github.cloudsimmigration.technique.stop.NoLivePhase;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long a VM will migrate whose dirty curve was measured with QEMU's {@code calc-dirty-rate}: by QEMU's proposed predictor, and page by page.
 *
 * @param measured the curve
 * @param writes writes with that curve, or close to it
 * @param seed what the page-level migration is drawn from
 */
public record DirtyRatePrediction(MeasuredCurve measured, AccessModel writes, long seed) {
    private static final int BATCH_PAGES = 1 << 16;
    private static final int MOST_BATCH_PAGES = 1 << 26;
    private static final double MANY_MORE = 2;
    private static final int HEADER_BYTES = 8;

    /** Prints the total time of a VM at 10 Gbit/s with a downtime limit of 300 ms; an argument names another file. */
    public static void main(final String[] args) throws IOException {
        final MeasuredCurve measured = args.length > 0 ? MeasuredCurve.read(Path.of(args[0])) : shipped();
        final DirtyRatePrediction prediction = of(measured, 42);
        System.out.println("analytic   " + text(prediction.analyticSeconds(10e9 / 8, 0.3)));
        System.out.println("page-level " + text(prediction.pageLevelSeconds(10e9 / 8, 0.3)));
    }

    /** {@return the curve of PostgreSQL under YCSB in a VM of 8 GiB} */
    private static MeasuredCurve shipped() throws IOException {
        final String name = "/kvm-ycsb-curve.json";
        try (InputStream input = DirtyRatePrediction.class.getResourceAsStream(name)) {
            return MeasuredCurve.read(Objects.requireNonNull(input, name), name);
        }
    }

    static DirtyRatePrediction of(final MeasuredCurve measured, final long seed) {
        return new DirtyRatePrediction(measured, new CurveAccess(measured.curve()), seed);
    }

    /** {@return the predictor's total time in seconds; empty if the migration does not converge} */
    OptionalDouble analyticSeconds(final double bytesPerSecond, final double downtimeLimitSeconds) {
        return byRounds().totalSeconds(bytesPerSecond, downtimeLimitSeconds);
    }

    private RoundByRound byRounds() {
        return new RoundByRound(measured.curve(), measured.zeroPages(), measured.pageSize());
    }

    /** {@return the engine's total time in seconds; empty if the migration does not converge} */
    OptionalDouble pageLevelSeconds(final double bytesPerSecond, final double downtimeLimitSeconds) {
        final var memory =
                new MemoryLayout(measured.curve().writablePages(), measured.pageSize(), 1, 0, ContentMix.ALL_RANDOM);
        final double zeroSeconds = zeroSeconds(bytesPerSecond);
        final StopRule stop = firstRoundSeconds(bytesPerSecond) <= downtimeLimitSeconds
                ? new NoLivePhase()
                : new DowntimeLimitStop(downtimeLimitSeconds, new UntilRoundsGrow());
        final Technique technique = Technique.named("round-by-round")
                .selection(XenSelection.UNPEEKED)
                .stopRule(stop)
                .switchOver(new StopAndCopy(0, 0, 0))
                .batchPages(batchPages(bytesPerSecond))
                .build();
        final var migration = new LiveMigration(technique, Guest.of(memory, writes), seed);
        final MigrationRecord record = SoloRun.over(ScheduledWire.constant(bytesPerSecond), migration);
        final boolean converged = !record.ending().stopReason().equals(StopReason.NOT_CONVERGING.label());
        return converged ? OptionalDouble.of(record.totalSeconds() + zeroSeconds) : OptionalDouble.empty();
    }

    /**
     * {@return how many pages a batch has} Nobody looks between the batches of a round, but writes are drawn batch by batch. Where many more are
     * written than sent, those would be the same pages again and again, so there a round is a batch.
     */
    private int batchPages(final double bytesPerSecond) {
        final double sent = bytesPerSecond / (measured.pageSize() + HEADER_BYTES);
        return writes.writesPerSecond(1).orElse(0) > MANY_MORE * sent ? MOST_BATCH_PAGES : BATCH_PAGES;
    }

    /** {@return how long all pages take, in seconds: the longest round} */
    double firstRoundSeconds(final double bytesPerSecond) {
        return byRounds().roundSeconds(bytesPerSecond, Double.POSITIVE_INFINITY)[0];
    }

    private double zeroSeconds(final double bytesPerSecond) {
        return (double) measured.zeroPages() * HEADER_BYTES / bytesPerSecond;
    }

    /** {@return a time as QEMU's table has it} */
    static String text(final OptionalDouble seconds) {
        if (seconds.isEmpty()) {
            return "-";
        }
        if (seconds.getAsDouble() < 10) {
            return String.format(Locale.ROOT, "%.1fs", seconds.getAsDouble());
        }
        final long whole = Math.round(seconds.getAsDouble());
        return whole < 60 ? whole + "s" : String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60);
    }

    /** Gives up once a round takes more than 99.9 % of the time that the one two before it took. */
    private record UntilRoundsGrow() implements StopRule.RoundRule {
        @Override
        public Optional<StopReason> check(final List<RoundTally> rounds, final int pages) {
            final int count = rounds.size();
            final boolean stands = count > 3
                    && rounds.get(count - 1).seconds()
                            > 0.999 * rounds.get(count - 3).seconds();
            return stands ? Optional.of(StopReason.NOT_CONVERGING) : Optional.empty();
        }
    }
}
