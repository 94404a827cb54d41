package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hand-worked: QEMU's {@code dirty-pages-rate} counts pages that become pending, over periods of a second or more. */
final class DirtyPagesRateTest {
    /** Of 100 pending pages 60 are sent; 50 are written, 20 of them among the 40 that were not sent: 30 become pending. */
    private static final RoundTally ROUND = tally(100, 60, 2, 50, 70);

    private static RoundTally tally(
            final int pending, final int sent, final double seconds, final int dirtied, final int left) {
        return new RoundTally(1, pending, sent, 0, 0, pending - sent, 1, seconds, seconds, dirtied, left);
    }

    private static double rate(final RoundTally... tallies) {
        final List<RoundRecord> rounds = Arrays.stream(tallies)
                .map(tally -> new RoundRecord(tally, new Traffic(), 0, CopyPhase.LIVE))
                .toList();
        final var ending = new Ending(Outcome.FAILED, "timeout", "");
        return new MigrationRecord(
                        MigrationId.ALONE,
                        "any",
                        Map.of(),
                        1,
                        ending,
                        0,
                        9,
                        0,
                        0,
                        0,
                        4096,
                        4096,
                        0,
                        1,
                        0,
                        0,
                        PostCopyResult.NONE,
                        rounds)
                .dirtyPagesRate();
    }

    @Test
    void pageThatIsStillPendingIsNotCountedAgain() {
        assertThat(ROUND.dirtyPagesRate()).isEqualTo(15);
        assertThat(ROUND.writtenPagesRate()).isEqualTo(25);
        assertThat(rate(ROUND)).isEqualTo(15);
    }

    /** 0.5 s with 10 pages and 0.75 s with 15 are a period; the 0.25 s after it are none yet. */
    @Test
    void periodEndsAfterASecondOrMore() {
        final RoundTally half = tally(80, 80, 0.5, 10, 10);
        final RoundTally threeQuarters = tally(10, 10, 0.75, 15, 15);
        final RoundTally quarter = tally(15, 15, 0.25, 9, 9);
        assertThat(rate(half, threeQuarters, quarter)).isEqualTo(20);
        assertThat(rate(ROUND, half)).isEqualTo(15);
        assertThat(rate(half, quarter)).as("shorter than a period").isEqualTo(19 / 0.75);
        assertThat(rate()).isZero();
    }
}
