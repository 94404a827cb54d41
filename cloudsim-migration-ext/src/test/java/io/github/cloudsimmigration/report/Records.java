package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.engine.PostCopyResult;
import io.github.cloudsimmigration.engine.RoundRecord;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.List;
import java.util.Map;

/** Records with round numbers, written down rather than simulated. */
final class Records {
    static final int PAGE = 4_096;
    static final int DEVICE_BYTES = 1_000;

    private Records() {}

    /** 100 pages in 2 s live, 20 of them dirtied; then 20 pages and the device state in 0.5 s. */
    static MigrationRecord completed(final long number) {
        return completed(number, "Vm " + number, "", 0.5);
    }

    static MigrationRecord completed(
            final long number, final String vm, final String explanation, final double downtimeSeconds) {
        return completed(new MigrationId(number, vm, "Host 0", "Host 1", 10 * number), explanation, downtimeSeconds);
    }

    static MigrationRecord completed(final MigrationId id, final String explanation, final double downtimeSeconds) {
        final RoundRecord live = round(1, 100, 100, 2, 20, 20, 0.25, false);
        final RoundRecord last = round(2, 20, 20, downtimeSeconds, 0, 0, 0, true);
        return new MigrationRecord(
                id,
                "xen-precopy",
                Map.of("batchPages", "1024"),
                Long.MAX_VALUE - id.number(),
                new Ending(Outcome.COMPLETED, "few-pages", explanation),
                0,
                2 + downtimeSeconds,
                downtimeSeconds,
                downtimeSeconds + 0.001,
                0.4,
                100L * PAGE,
                PAGE,
                0,
                1,
                0.5,
                0.75,
                PostCopyResult.NONE,
                List.of(live, last));
    }

    static MigrationRecord ended(final long number, final Outcome outcome) {
        return MigrationRecord.refused(
                new MigrationId(number, "Vm " + number, "Host 0", "Host 1", 0),
                Techniques.stopAndCopy(),
                MemoryLayout.ofBytes(100L * PAGE),
                7,
                new Ending(outcome, "because", "of something"));
    }

    private static RoundRecord round(
            final int number,
            final int pending,
            final int sent,
            final double seconds,
            final int dirtied,
            final int left,
            final double throttle,
            final boolean finalRound) {
        final var traffic = new Traffic();
        traffic.add(PageKind.NORMAL, sent, (long) sent * PAGE);
        if (finalRound) {
            traffic.add(PageKind.DEVICE_STATE, 0, DEVICE_BYTES);
        }
        final var tally = new RoundTally(
                number, pending, sent, number == 1 ? sent : 0, 0, 0, traffic.bytes(), seconds, seconds, dirtied, left);
        return new RoundRecord(tally, traffic, throttle, finalRound ? CopyPhase.STOPPED : CopyPhase.LIVE);
    }
}
