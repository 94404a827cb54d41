package io.github.cloudsimmigration.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryPolicyTest {
    /** 10, 20, 40, 80, then no more than 100. */
    @Test
    void delaysDoubleUntilTheLongest() {
        final var retry = new RetryPolicy(7, 10, 2, 100);
        assertThat(IntStream.rangeClosed(1, 6).mapToDouble(retry::delaySecondsAfter))
                .containsExactly(10.0, 20.0, 40.0, 80.0, 100.0, 100.0);
    }

    @Test
    void delaysMayStayTheSame() {
        final var retry = new RetryPolicy(4, 30, 1, 1_000);
        assertThat(IntStream.rangeClosed(1, 3).mapToDouble(retry::delaySecondsAfter))
                .containsOnly(30.0);
    }

    @Test
    void attemptsAreCountedFromTheFirst() {
        final var retry = new RetryPolicy(3, 1, 1, 1);
        assertThat(retry.allowsAfter(1)).isTrue();
        assertThat(retry.allowsAfter(2)).isTrue();
        assertThat(retry.allowsAfter(3)).isFalse();
        assertThat(RetryPolicy.NEVER.allowsAfter(1)).isFalse();
    }

    /** 10 to the 400th is no finite double. */
    @Test
    void delaysThatOutgrowEveryNumberAreStillDelays() {
        assertThat(new RetryPolicy(500, 0, 10, 60).delaySecondsAfter(401)).isZero();
        assertThat(new RetryPolicy(500, 1, 10, 60).delaySecondsAfter(401)).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1",
        "1, -1, 1, 1",
        "1, NaN, 1, 1",
        "1, Infinity, 1, 1",
        "1, 1, 0.5, 1",
        "1, 1, NaN, 1",
        "3, 0, Infinity, 10",
        "1, 1, 1, -1",
        "1, 1, 1, NaN",
        "1, 1, 1, Infinity"
    })
    void wrongPoliciesAreTurnedDown(
            final int attempts, final double firstDelay, final double factor, final double maxDelay) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(attempts, firstDelay, factor, maxDelay))
                .withMessageContaining("expected");
    }
}
