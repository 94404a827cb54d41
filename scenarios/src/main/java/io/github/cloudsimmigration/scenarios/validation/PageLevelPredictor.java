package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.SocketWire;
import io.github.cloudsimmigration.report.Spread;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Simulates a run page by page, several times, and takes the medians of those that ended as most did.
 *
 * @param bed the machine
 * @param seeds how many times
 * @param seed the first seed
 */
record PageLevelPredictor(TestBed bed, int seeds, long seed) implements Predictor {
    private static final double MILLIS = 1e3;
    private static final double PERCENT = 100;

    @Override
    public String name() {
        return "qemu-precopy";
    }

    @Override
    public RunFigures predict(final MeasuredRun run) {
        final List<MigrationRecord> completed = new ArrayList<>();
        final List<MigrationRecord> others = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            final MigrationRecord record = simulate(run, seed + i);
            (record.completed() ? completed : others).add(record);
        }
        final boolean completes = completed.size() > others.size();
        final List<MigrationRecord> usual = completes ? completed : others;
        return new RunFigures(
                completes ? RunFigures.COMPLETED : RunFigures.CANCELLED,
                median(usual, record -> record.totalSeconds() * MILLIS),
                median(usual, record -> (double) record.bytesSent() - record.bytes(PageKind.DEVICE_STATE)),
                completes ? median(usual, record -> record.downtimeSeconds() * MILLIS) : null,
                median(usual, MigrationRecord::dirtySyncCount),
                run.hasPostcopy() ? median(usual, record -> record.postCopy().requests()) : null,
                run.hasAutoConverge() ? median(usual, record -> record.cpuThrottle() * PERCENT) : null);
    }

    /** {@return the record of one simulation} */
    MigrationRecord simulate(final MeasuredRun run, final long runSeed) {
        final var random = new SplittableRandom(runSeed);
        final TestBed.WireNumbers numbers = bed.wire();
        final double rate = numbers.bytesPerSecond(run.linkMegabits());
        final double buffer = numbers.bufferBytes(run.linkMegabits(), run.channels());
        final var wire = new SocketWire(
                rate,
                buffer,
                buffer * numbers.startSpread() * random.nextDouble() + rate * numbers.startSeconds(),
                numbers.wakeShare(),
                numbers.wakeSpread(),
                random.split());
        final QemuCosts costs =
                bed.costs().withRequests(bed.costs().roundTripSeconds(), numbers.queueSeconds(run.linkMegabits()));
        final Technique qemu = Techniques.qemuPrecopy(run.parameters(), costs);
        final Technique technique =
                qemu.toBuilder().throttle(new TcgThrottle(qemu.throttle())).build();
        final var guest =
                Guest.of(MemoryLayout.ofPages(run.pages()), new TestBedGuest(bed, run.writer(), run.nonZeroPages()));
        return SoloRun.overUntil(wire, new LiveMigration(technique, guest, random.nextLong()), run.timeoutSeconds());
    }

    private static double median(final List<MigrationRecord> records, final ToDoubleFunction<MigrationRecord> figure) {
        return Spread.of(records.stream().mapToDouble(figure).toArray()).median();
    }
}
