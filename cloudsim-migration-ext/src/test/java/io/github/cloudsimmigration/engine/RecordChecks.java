package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.RoundTally;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;

/** What must add up in every record, however the migration ended. */
final class RecordChecks {
    private static final double RELATIVE = 1e-9;

    private RecordChecks() {}

    /**
     * Checks sums and times.
     *
     * @param what what to say in messages
     * @param elapsed what the driver's clock showed at the end
     */
    static void check(final String what, final MigrationRecord record, final double elapsed) {
        checkBytes(what, record);
        checkTimes(what, record, elapsed);
        checkRounds(what, record);
    }

    private static void checkBytes(final String what, final MigrationRecord record) {
        long pages = 0;
        long bytes = 0;
        for (final PageKind kind : PageKind.values()) {
            pages += record.pages(kind);
            bytes += record.bytes(kind);
        }
        assertThat(record.bytesSent()).as(what).isEqualTo(bytes);
        assertThat(record.pagesSent()).as(what).isEqualTo(pages);
        assertThat(record.traffic().bytes()).as(what).isEqualTo(bytes);
        assertThat(Arrays.stream(CopyPhase.values()).mapToLong(record::bytes).sum())
                .as(what)
                .isEqualTo(bytes);
        assertThat(record.pages(PageKind.DEVICE_STATE)).as(what).isZero();
        long roundPages = 0;
        long roundBytes = 0;
        for (final RoundRecord round : record.rounds()) {
            assertThat(round.tally().sent()).as(what).isEqualTo(round.traffic().pages());
            assertThat(round.tally().bytes()).as(what).isEqualTo(round.traffic().bytes());
            roundPages += round.tally().sent();
            roundBytes += round.tally().bytes();
        }
        assertThat(roundPages).as(what).isEqualTo(pages);
        assertThat(roundBytes).as(what).isEqualTo(bytes);
    }

    private static void checkTimes(final String what, final MigrationRecord record, final double elapsed) {
        double live = 0;
        double stopped = 0;
        for (final RoundRecord round : record.rounds()) {
            live += round.phase() == CopyPhase.LIVE ? round.tally().seconds() : 0;
            stopped += round.finalRound() ? round.tally().seconds() : 0;
        }
        assertThat(record.totalSeconds())
                .as("%s: total = setup + live rounds + downtime + post-copy", what)
                .isCloseTo(
                        record.setupSeconds()
                                + live
                                + record.downtimeSeconds()
                                + record.postCopy().seconds(),
                        near(elapsed));
        assertThat(record.blackoutSeconds()).as(what).isGreaterThanOrEqualTo(record.downtimeSeconds());
        assertThat(record.downtimeSeconds()).as(what).isGreaterThanOrEqualTo(stopped);
        assertThat(record.totalSeconds() + record.blackoutSeconds() - record.downtimeSeconds())
                .as("%s: the driver's clock", what)
                .isCloseTo(elapsed, near(elapsed));
    }

    private static void checkRounds(final String what, final MigrationRecord record) {
        final List<RoundRecord> rounds = record.rounds();
        for (int i = 0; i < rounds.size(); i++) {
            final RoundTally tally = rounds.get(i).tally();
            assertThat(tally.round()).as(what).isEqualTo(i + 1);
            if (rounds.get(i).finalRound()) {
                assertThat(rounds.subList(i + 1, rounds.size()))
                        .as("%s: only post-copy follows the final round", what)
                        .allMatch(round -> round.phase() == CopyPhase.POSTCOPY)
                        .hasSizeLessThan(2);
                assertThat(tally.sent() + tally.left()).as(what).isEqualTo(tally.pending());
                assertThat(tally.skipped() + tally.held() + tally.dirtied())
                        .as(what)
                        .isZero();
            }
            if (rounds.get(i).phase() == CopyPhase.POSTCOPY) {
                assertThat(tally.sent() + tally.left()).as(what).isEqualTo(tally.pending());
            }
            if (i > 0) {
                final int left = rounds.get(i - 1).tally().left();
                assertThat(tally.pending())
                        .as("%s: what is left is pending, without what post-copy leaves to the guest's allocator", what)
                        .isBetween(rounds.get(i).phase() == CopyPhase.POSTCOPY ? 0 : left, left);
            }
        }
    }

    /** Checks what only holds once the last round is through. */
    static void checkCompleted(final String what, final MigrationRecord record) {
        assertThat(record.completed()).as(what).isTrue();
        assertThat(record.ramRemainingBytes()).as(what).isZero();
        final boolean midRound = List.of("postcopy-requested", "all-sent")
                .contains(record.ending().stopReason());
        final long live = record.rounds().stream()
                .filter(round -> round.phase() == CopyPhase.LIVE)
                .count();
        assertThat(record.dirtySyncCount()).as(what).isEqualTo(live + (midRound && live > 0 ? 1 : 2));
        final boolean postCopyFollows = record.rounds().stream().anyMatch(round -> round.phase() == CopyPhase.POSTCOPY);
        for (final RoundRecord round : record.rounds()) {
            final RoundTally tally = round.tally();
            if (round.finalRound() && postCopyFollows) {
                continue;
            }
            assertThat(tally.sent() + tally.skipped() + tally.held())
                    .as("%s, round %d", what, tally.round())
                    .isEqualTo(tally.pending());
            assertThat(tally.left())
                    .as("%s, round %d", what, tally.round())
                    .isBetween(
                            Math.max(tally.dirtied(), tally.pending() - tally.sent()),
                            tally.pending() - tally.sent() + tally.dirtied());
        }
        final RoundRecord last = record.rounds().get(record.rounds().size() - 1);
        assertThat(last.phase()).as(what).isNotEqualTo(CopyPhase.LIVE);
        assertThat(last.tally().left()).as(what).isZero();
    }

    static Offset<Double> near(final double size) {
        return within(RELATIVE * Math.max(1e-6, Math.abs(size)));
    }
}
