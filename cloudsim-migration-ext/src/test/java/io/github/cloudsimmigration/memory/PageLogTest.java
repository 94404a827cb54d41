package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class PageLogTest {
    @Test
    void peekLeavesTheLogAndSyncClearsIt() {
        final var log = new PageLog(100);
        log.log(3);
        log.log(70);
        assertThat(log.pages().toArray()).containsExactly(3, 70);
        assertThat(log.epoch()).isZero();

        final PageSet target = PageSet.of(100, 99);
        log.drainTo(target);
        assertThat(target.toArray()).containsExactly(3, 70);
        assertThat(log.pages().isEmpty()).isTrue();
        assertThat(log.epoch()).isEqualTo(1);
    }

    @Test
    void plainLogDoesNotCount() {
        final var log = new PageLog(100);
        assertThat(log.counting()).isFalse();
        assertThat(log.counts()).isEmpty();
    }

    @Test
    void everyWriteIsCountedAndSurvivesASync() {
        final var counts = new UpdateCounts(100);
        final var log = new PageLog(counts);
        log.log(3);
        log.log(2, 5, 10);
        log.clear();
        log.log(3);
        assertThat(log.counting()).isTrue();
        assertThat(log.counts()).containsSame(counts);
        assertThat(log.pages().toArray()).containsExactly(3);
        assertThat(counts.get(2)).isEqualTo(10);
        assertThat(counts.get(3)).isEqualTo(12);
        assertThat(counts.get(5)).isZero();
        assertThat(counts.mean()).isEqualTo(0.32);
    }

    @Test
    void accessesZeroTimesAreNone() {
        final var log = new PageLog(100);
        log.log(2, 5, 0);
        assertThat(log.pages().isEmpty()).isTrue();
    }

    @Test
    void whatOthersCountedBetweenTwoMomentsIsLogged() {
        final var others = new UpdateCounts(70);
        others.add(1, 5);
        others.add(69, 7);
        final UpdateCounts before = others.copy();
        others.add(1, 3);
        others.add(2, 16);
        final var counts = new UpdateCounts(100);
        final var log = new PageLog(counts);
        log.log(before, others, 0);
        assertThat(log.pages().isEmpty()).isTrue();
        log.log(before, others, 10);
        assertThat(log.pages().toArray()).containsExactly(1, 2);
        assertThat(counts.get(1)).isEqualTo(30);
        assertThat(counts.get(2)).isEqualTo(160);
        assertThat(counts.get(69)).isZero();
        assertThat(counts.mean()).isEqualTo(1.9);
    }

    @Test
    void countsAreForLogsThatCount() {
        final var counts = new UpdateCounts(100);
        final var log = new PageLog(100);
        assertThatIllegalStateException()
                .isThrownBy(() -> log.log(counts, counts, 1))
                .withMessage("counted accesses for a log that does not count");
    }

    @Test
    void logGoesBackToWhatWasInIt() {
        final var log = new PageLog(100);
        log.log(7);
        final PageSet before = log.pages().copy();
        log.log(20, 90, 1);
        log.restore(before);
        assertThat(log.pages().toArray()).containsExactly(7);
        final var counting = new PageLog(new UpdateCounts(100));
        assertThatIllegalStateException()
                .isThrownBy(() -> counting.restore(before))
                .withMessage("a log that counts was to go back, expected one that does not");
    }
}
