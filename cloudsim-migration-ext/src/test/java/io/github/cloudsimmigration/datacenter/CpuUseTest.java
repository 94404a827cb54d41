package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.datacenter.CpuUse.End;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.cloudsimplus.hosts.Host;
import org.junit.jupiter.api.Test;

/** What a host overlooks is 5 ms of a processor: the tenth of one is noticed after 50 ms. */
final class CpuUseTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private final List<Double> paces = new ArrayList<>();
    private final CpuUse use = new CpuUse(Host.NULL, Host.NULL, paces::add);
    private final End end = use.source();

    @Test
    void nothingIsThereToNoticeBeforeTheBeginning() {
        assertThat(end.secondsToNotice()).isInfinite();
        assertThat(end.wantsAny()).isFalse();
    }

    @Test
    void beginningIsNoticedAtOnce() {
        assertThat(end.change(0.1, 0.1, 0)).as("uses more").isEqualTo(0.1);
        assertThat(end.secondsToNotice()).isZero();
        end.notice();
        assertThat(end.secondsToNotice()).isInfinite();
        assertThat(end.isNoticedToWant()).isTrue();
    }

    @Test
    void pausesAddUpUntilTheyAreNoticed() {
        usesOneTenth();
        end.change(0, 0, 0);
        assertThat(end.secondsToNotice()).isCloseTo(0.050, EXACT);
        end.change(0.1, 0.1, 0.020);
        assertThat(end.secondsToNotice()).isInfinite();
        end.change(0, 0, 0.220);
        assertThat(end.secondsToNotice()).as("of 50 ms 20 are gone").isCloseTo(0.030, EXACT);
    }

    @Test
    void whatIsOverlookedAsMoreMakesUpForWhatIsOverlookedAsLess() {
        usesOneTenth();
        end.change(0, 0, 0);
        end.change(0.2, 0.2, 0.020);
        assertThat(end.secondsToNotice()).isCloseTo(0.070, EXACT);
        end.change(0.3, 0.3, 0.040);
        assertThat(end.secondsToNotice()).as("nothing is overlooked in all").isCloseTo(0.025, EXACT);
    }

    @Test
    void whatItWantsIsNoticedThoughItUsesTheSame() {
        usesOneTenth();
        end.change(0.1, 0.3, 0);
        assertThat(end.secondsToNotice()).isCloseTo(0.025, EXACT);
        end.notice();
        end.change(0.2, 0.3, 0);
        assertThat(end.secondsToNotice()).isCloseTo(0.050, EXACT);
    }

    @Test
    void hostForgetsWhatItHadOverlookedOnceItNotices() {
        usesOneTenth();
        end.change(0.2, 0.2, 0);
        end.change(0.3, 0.3, 0.049);
        end.notice();
        end.change(0.2, 0.2, 0.1);
        assertThat(end.secondsToNotice()).isCloseTo(0.050, EXACT);
    }

    @Test
    void smallestDifferenceIsNoticedWithinASecond() {
        usesOneTenth();
        end.change(0.1 + 1e-9, 0.1 + 1e-9, 0);
        assertThat(end.secondsToNotice()).isEqualTo(1);
    }

    @Test
    void newPaceIsToldOnceAndWhatComesOfItNoticedAtOnceAtBothEnds() {
        usesOneTenth();
        use.target().change(0.1, 0.1, 0);
        use.target().notice();
        use.goAt(0.5);
        use.goAt(0.5);
        assertThat(paces).containsExactly(0.5);
        end.change(0.05, 0.1, 0);
        use.target().change(0.05, 0.1, 0);
        assertThat(end.secondsToNotice()).isZero();
        assertThat(use.target().secondsToNotice()).isZero();
    }

    private void usesOneTenth() {
        end.change(0.1, 0.1, 0);
        end.notice();
    }
}
