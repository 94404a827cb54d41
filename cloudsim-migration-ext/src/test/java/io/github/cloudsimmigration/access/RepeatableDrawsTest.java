package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RepeatableDrawsTest {
    private static final int DRAWS = 1_000;

    @Test
    void drawsWhatItsSourceDoes() {
        final var draws = new RepeatableDraws(new SplittableRandom(1));
        final var source = new SplittableRandom(1);
        for (int bound = 1; bound <= DRAWS; bound++) {
            assertThat(draws.nextInt(bound)).isEqualTo(source.nextInt(bound));
        }
    }

    @Test
    void copiesDrawAgainWhoeverComesFirst() {
        final var draws = new RepeatableDraws(new SplittableRandom(1));
        final var source = new SplittableRandom(1);
        draws.nextInt();
        source.nextInt();
        final RepeatableDraws copy = draws.copy();
        for (int i = 0; i < DRAWS; i++) {
            final int number = source.nextInt();
            assertThat((i % 7 < 3 ? draws : copy).nextInt()).isEqualTo(number);
            assertThat((i % 7 < 3 ? copy : draws).nextInt()).isEqualTo(number);
        }
        final RepeatableDraws behind = draws.copy();
        final long number = draws.nextLong();
        assertThat(copy.nextLong()).isEqualTo(number);
        assertThat(behind.nextLong()).isEqualTo(number);
        assertThat(draws.nextLong()).isNotEqualTo(number);
    }
}
