package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;

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
}
