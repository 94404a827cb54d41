package io.github.cloudsimmigration.scenarios.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.scenarios.comparison.PublishedFigure.Agreement;
import io.github.cloudsimmigration.scenarios.comparison.PublishedFigure.Kind;
import org.junit.jupiter.api.Test;

class PublishedFigureTest {
    @Test
    void everyFigureIsOfAMeasureAndEveryPairIsThereOnce() {
        assertThat(PublishedFigure.ALL)
                .extracting(PublishedFigure::metric)
                .isSubsetOf(Measures.ALL.stream().map(Metric::name).toList());
        assertThat(PublishedFigure.ALL)
                .extracting(figure -> figure.technique() + " " + figure.metric())
                .doesNotHaveDuplicates();
        assertThat(PublishedFigure.ALL).extracting(PublishedFigure::source).noneMatch(String::isBlank);
    }

    @Test
    void theSignOfAChangeAgreesOrNot() {
        final var half = new PublishedFigure("x", "downtime", Kind.CHANGE, -50, "a paper");
        assertThat(half.text()).isEqualTo("-50");
        assertThat(half.agreement(1, -3)).isEqualTo(Agreement.AGREES);
        assertThat(half.agreement(1, 3)).isEqualTo(Agreement.DISAGREES);
        assertThat(half.agreement(1, -0.4)).isEqualTo(Agreement.UNCHANGED);
        assertThat(half.agreement(1, Double.NaN)).isEqualTo(Agreement.UNKNOWN);
    }

    @Test
    void aSmallPublishedChangeIsAChange() {
        final var small = new PublishedFigure("x", "downtime", Kind.CHANGE, -0.4, "a paper");
        assertThat(small.agreement(1, -0.3)).isEqualTo(Agreement.AGREES);
        assertThat(small.agreement(1, -0.1)).isEqualTo(Agreement.UNCHANGED);
    }

    @Test
    void aLimitIsKeptOrNot() {
        final var limit = new PublishedFigure("x", "postcopy.network-fault-percentage", Kind.AT_MOST, 21, "a paper");
        assertThat(limit.text()).isEqualTo("at most 21");
        assertThat(limit.agreement(21, Double.NaN)).isEqualTo(Agreement.AGREES);
        assertThat(limit.agreement(21.1, -50)).isEqualTo(Agreement.DISAGREES);
    }
}
