package io.github.cloudsimmigration.orchestration;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

final class OrchestrationTest {
    @Test
    void rulesThatAreNoneAreRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> Orchestration.NONE.withLimits(null))
                .withMessageContaining("limits: null, expected some");
        assertThatNullPointerException()
                .isThrownBy(() -> Orchestration.NONE.withOrder(null))
                .withMessageContaining("order of the queue: null, expected one of [FIFO");
        assertThatNullPointerException()
                .isThrownBy(() -> Orchestration.NONE.withRetry(null))
                .withMessageContaining("retry policy: null");
    }
}
