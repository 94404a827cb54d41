package io.github.cloudsimmigration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {
    @Test
    void medianIsTheMiddleOne() {
        assertThat(Spread.of(5, 1, 9)).isEqualTo(new Spread(5, 1, 9));
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(4, 1, 100, 2)).isEqualTo(new Spread(3, 1, 100));
    }

    @Test
    void ofAMetricOverSubjects() {
        final Metric<String> length = Metric.count("length", "", String::length);
        assertThat(Spread.of(length, List.of("a", "bbb", "cc"))).isEqualTo(new Spread(2, 1, 3));
    }

    @Test
    void nothingHasNoSpread() {
        assertThatIllegalArgumentException()
                .isThrownBy(Spread::of)
                .withMessage("spread of no values, expected at least one");
    }
}
