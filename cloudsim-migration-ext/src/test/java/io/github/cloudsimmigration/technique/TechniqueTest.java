package io.github.cloudsimmigration.technique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.order.ColdBlocksFirst;
import io.github.cloudsimmigration.technique.order.StripesByRate;
import io.github.cloudsimmigration.technique.selection.DelaySelection;
import io.github.cloudsimmigration.technique.selection.ProposedSelection;
import io.github.cloudsimmigration.technique.selection.ReuseDistanceSelection;
import io.github.cloudsimmigration.technique.selection.SecondChanceSelection;
import io.github.cloudsimmigration.technique.selection.WeightedHistorySelection;
import io.github.cloudsimmigration.technique.selection.XenSelection;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import io.github.cloudsimmigration.technique.stop.DowntimeLimitStop;
import io.github.cloudsimmigration.technique.stop.NoLivePhase;
import io.github.cloudsimmigration.technique.stop.PostCopyAfter;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TechniqueTest {
    @Test
    void builderStartsFromClassicPreCopy() {
        final Technique technique = Technique.named("mine").build();
        assertThat(technique.name()).isEqualTo("mine");
        assertThat(technique.summary()).isEmpty();
        assertThat(technique.source()).isEmpty();
        assertThat(technique.parameters()).isEqualTo(Techniques.xenPrecopy().parameters());
        assertThat(technique.selection()).isEqualTo(new XenSelection());
        assertThat(technique.stopRule()).isEqualTo(ClassicStop.XEN);
        assertThat(technique.batchPages()).isEqualTo(1024);
        assertThat(technique.minRoundSeconds()).isZero();
        assertThat(technique.scanSecondsPerPage()).isZero();
    }

    /** What the selection of a named technique needs comes with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"proposed", "dpdt", "reuse-distance", "two-phase", "weighted-history", "me2", "xen-precopy"})
    void selectionBringsItsStopRuleAndTheLeastLengthOfItsRounds(final String name) {
        final Technique published = Techniques.byName(name);
        final Technique composed = Technique.named(name)
                .summary(published.summary())
                .source(published.source())
                .selection(published.selection())
                .encoding(published.encoding())
                .build();
        assertThat(composed).isEqualTo(published);
    }

    @Test
    void anotherSelectionKeepsTheStopRuleOfATechniqueThatIsChanged() {
        final Technique technique = Techniques.xenPrecopy().toBuilder()
                .selection(ProposedSelection.DEFAULT)
                .build();
        assertThat(technique.stopRule()).isEqualTo(ClassicStop.XEN);
        assertThat(technique.minRoundSeconds()).isZero();
    }

    @Test
    void stopRuleThatAsksForPostCopyNeedsOne() {
        final StopRule rule = new DowntimeLimitStop(0.3, PostCopyAfter.rounds(1, ClassicStop.XEN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Technique.named("x").stopRule(rule).build())
                .withMessageContaining("x: DowntimeLimitStop")
                .withMessageContaining("ends the live phase for post-copy, but the switch-over is StopAndCopy")
                .withMessageContaining("expected a PostCopy");
        assertThat(Technique.named("x")
                        .stopRule(rule)
                        .switchOver(PostCopy.DEFAULT)
                        .build()
                        .stopRule())
                .isEqualTo(rule);
    }

    @Test
    void builderSetsEveryDecision() {
        final PageSelection selection = new ProposedSelection(3, 2, 1, 4);
        final SendOrder order = guest -> (round, send) -> PageRanges.sweep(guest.pages());
        final PageEncoding encoding = new WholePages(3);
        final CpuThrottle throttle = guest -> () -> 0.5;
        final RateControl rateControl = new RateControl.Limit(5);
        final StopRule stopRule = ClassicStop.holding(2);
        final SwitchOver switchOver = new StopAndCopy(1, 2, 3);
        final Technique technique = Technique.named("x")
                .name("mine")
                .summary("all set")
                .source("a paper")
                .selection(selection)
                .order(order)
                .encoding(encoding)
                .throttle(throttle)
                .rateControl(rateControl)
                .stopRule(stopRule)
                .switchOver(switchOver)
                .batchPages(7)
                .minRoundSeconds(0.5)
                .setupSeconds(0.125)
                .scanSecondsPerPage(0.25)
                .build();
        assertThat(technique)
                .isEqualTo(new Technique(
                        "mine",
                        "all set",
                        "a paper",
                        selection,
                        order,
                        encoding,
                        throttle,
                        rateControl,
                        stopRule,
                        switchOver,
                        7,
                        0.5,
                        0.125,
                        0.25));
        assertThat(technique.toBuilder().build()).isEqualTo(technique);
    }

    @Test
    void toBuilderKeepsEveryTechniqueAsItIs() {
        for (final Technique technique : Techniques.all()) {
            assertThat(technique.toBuilder().build()).isEqualTo(technique);
        }
    }

    @Test
    void changingACopyLeavesTheOriginalAlone() {
        final Technique original = Techniques.proposed();
        final Technique copy = original.toBuilder().name("copy").batchPages(1).build();
        assertThat(copy).isNotEqualTo(original);
        assertThat(copy.selection()).isEqualTo(original.selection());
        assertThat(original).isEqualTo(Techniques.proposed());
    }

    @Test
    void parametersNameEveryDecisionWithItsParameters() {
        assertThat(Techniques.proposed().parameters())
                .containsExactly(
                        Map.entry(
                                "selection",
                                "ProposedSelection[observationIntervals=10, observationSeconds=1.0, historyRounds=3, "
                                        + "coldOnlyThreshold=1.0]"),
                        Map.entry("order", "Ascending[]"),
                        Map.entry("encoding", "WholePages[headerBytes=8, sendSecondsPerPage=0.0]"),
                        Map.entry("throttle", "None[]"),
                        Map.entry("rateControl", "Limit[bytesPerSecond=Infinity]"),
                        Map.entry(
                                "stopRule",
                                "ClassicStop[maxRounds=29, fewPages=50, volume=3.0, fewRounds=4, counted=SENT]"),
                        Map.entry(
                                "switchOver",
                                "StopAndCopy[deviceStateBytes=114688, deviceStateBytesPerFurtherVcpu=0, suspendSeconds=0.009, resumeSeconds=0.0]"),
                        Map.entry("batchPages", "16384"),
                        Map.entry("minRoundSeconds", "0.05"),
                        Map.entry("setupSeconds", "0.0"),
                        Map.entry("scanSecondsPerPage", "0.0"));
    }

    @Test
    void parametersOfBuiltInTechniquesAreTheSameInEveryRun() {
        for (final Technique technique : new BuiltInTechniques().techniques()) {
            assertThat(technique.parameters().values())
                    .as(technique.name())
                    .noneMatch(value -> value.contains("@") || value.contains("Lambda"));
        }
    }

    @Test
    void rulesOfThePaperAreTheDefaults() {
        assertThat(Techniques.xenPrecopy().stopRule())
                .isEqualTo(new ClassicStop(29, 50, 3, 1, ClassicStop.Counted.SENT_AND_SKIPPED));
        assertThat(Techniques.proposed().stopRule()).isEqualTo(new ClassicStop(29, 50, 3, 4, ClassicStop.Counted.SENT));
        assertThat(Techniques.proposed().selection()).isEqualTo(new ProposedSelection(10, 1, 3, 1));
        assertThat(Techniques.proposed().minRoundSeconds()).isEqualTo(0.050);
        assertThat(Techniques.xenPrecopy().minRoundSeconds()).isZero();
        assertThat(Techniques.stopAndCopy().stopRule()).isEqualTo(new NoLivePhase());
        assertThat(new XenSelection().peeks()).isTrue();
        assertThat(ProposedSelection.DEFAULT.peeks()).isFalse();
        assertThat(ProposedSelection.DEFAULT.countsUpdates()).isTrue();
        assertThat(new XenSelection().countsUpdates()).isFalse();
    }

    @Test
    void rulesOfTheReviewedPapersAreTheDefaults() {
        assertThat(Techniques.microwiper().selection()).isEqualTo(new XenSelection());
        assertThat(Techniques.microwiper().order()).isEqualTo(new StripesByRate(32, 1024, 0.5));
        assertThat(Techniques.microwiper().stopRule())
                .isEqualTo(new ClassicStop(29, 50, 3, 1, ClassicStop.Counted.PENDING));
        assertThat(Techniques.dpdt().selection()).isEqualTo(new DelaySelection(0));
        assertThat(Techniques.dpdt().stopRule()).isEqualTo(ClassicStop.holding(1));
        assertThat(Techniques.reuseDistance().selection()).isEqualTo(new ReuseDistanceSelection(false));
        assertThat(Techniques.reuseDistance().stopRule()).isEqualTo(ClassicStop.holding(2));
        assertThat(Techniques.twoPhase().selection()).isEqualTo(new SecondChanceSelection(28, 55, 2.5));
        assertThat(Techniques.twoPhase().stopRule())
                .isEqualTo(new SecondChanceSelection.Stop(SecondChanceSelection.DEFAULT, ClassicStop.XEN));
        assertThat(Techniques.blockHistory().order()).isEqualTo(new ColdBlocksFirst(0, false));
        assertThat(Techniques.blockHistory().stopRule()).isEqualTo(ClassicStop.holding(2));
        assertThat(Techniques.weightedHistory().selection()).isEqualTo(new WeightedHistorySelection(0.05, 8, 0.5, 1));
        assertThat(Techniques.weightedHistory().stopRule()).isEqualTo(ClassicStop.holding(2));
    }

    @Test
    void techniquesThatLearnFromHistoryHaveRoundsOfFiftyMilliseconds() {
        assertThat(new BuiltInTechniques().techniques())
                .filteredOn(technique -> technique.minRoundSeconds() == 0.050)
                .extracting(Technique::name)
                .containsExactly(
                        "dpdt", "reuse-distance", "two-phase", "block-history", "weighted-history", "proposed");
    }

    /** Peeking is worth while only if batches are small. */
    @Test
    void techniquesThatPeekHaveXensBatches() {
        assertThat(new BuiltInTechniques().techniques())
                .filteredOn(technique -> technique.selection().peeks())
                .extracting(Technique::batchPages)
                .containsOnly(1024);
    }

    @Test
    void observationIsCutIntoIntervals() {
        assertThat(new ProposedSelection(4, 2, 3, 1).observation()).isEqualTo(new PageSelection.Observation(4, 0.5));
        assertThat(new ProposedSelection(0, 2, 3, 1).observation()).isEqualTo(PageSelection.Observation.NONE);
        assertThat(new XenSelection().observation()).isEqualTo(PageSelection.Observation.NONE);
    }

    @Test
    void badTechniquesAreRefused() {
        refused(() -> Technique.named(" ").build(), "name of a technique: blank, expected a word like 'xen-precopy'");
        refused(() -> Technique.named("").build(), "name of a technique: blank, expected a word like 'xen-precopy'");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Technique.named(null).build())
                .withMessage("name of a technique: blank, expected a word like 'xen-precopy'");
        refused(() -> Technique.named("a").batchPages(0).build(), "a: batches of 0 pages, expected 1 or more");
        refused(
                () -> Technique.named("a").minRoundSeconds(-1).build(),
                "a: rounds of at least -1.0 s, expected 0 or more");
        refused(
                () -> Technique.named("a").scanSecondsPerPage(Double.NaN).build(),
                "a: scan cost of NaN s/page, expected 0 or more");
    }

    @Test
    void nothingForADecisionIsRefusedByItsName() {
        final Map<String, UnaryOperator<Technique.Builder>> setters = Map.of(
                "summary", builder -> builder.summary(null),
                "source", builder -> builder.source(null),
                "selection", builder -> builder.selection(null),
                "order", builder -> builder.order(null),
                "encoding", builder -> builder.encoding(null),
                "throttle", builder -> builder.throttle(null),
                "rateControl", builder -> builder.rateControl(null),
                "switchOver", builder -> builder.switchOver(null));
        setters.forEach((decision, setter) -> assertThatNullPointerException()
                .isThrownBy(() -> setter.apply(Technique.named("a")).build())
                .withMessage("a: " + decision + ": null, expected one"));
    }

    @Test
    void badDecisionsAreRefused() {
        refused(() -> new ProposedSelection(-1, 1, 3, 1), "observation of -1 intervals, expected 0 or more");
        refused(() -> new ProposedSelection(10, -1, 3, 1), "observation of -1.0 s, expected 0 or more");
        refused(
                () -> new ProposedSelection(10, Double.POSITIVE_INFINITY, 3, 1),
                "observation of Infinity s, expected 0 or more");
        refused(() -> new ProposedSelection(10, 1, -1, 1), "history of -1 rounds, expected 0 or more");
        refused(() -> new ProposedSelection(10, 1, 3, -0.5), "threshold of -0.5 times the mean, expected 0 or more");
        refused(
                () -> new ProposedSelection(10, 1, 3, Double.NaN),
                "threshold of NaN times the mean, expected 0 or more");
        refused(() -> new StripesByRate(0, 1, 0.5), "stripes of at least 0 pages, expected 1 or more");
        refused(() -> new StripesByRate(1, 0, 0.5), "memory in about 0 stripes, expected 1 or more");
        refused(
                () -> new StripesByRate(1, 1, 0),
                "weight of the last round's bandwidth 0.0, expected above 0 and at most 1");
        refused(() -> new DelaySelection(-1), "release after -1 clean rounds, expected 0 or more");
        refused(() -> new SecondChanceSelection(0, 55, 2.5), "second chances until round 0, expected 1 or more");
        refused(() -> new SecondChanceSelection(28, -1, 2.5), "few pages: -1, expected 0 or more");
        refused(
                () -> new SecondChanceSelection(28, 55, Double.NaN),
                "duplicates of NaN times the memory, expected 0 or more");
        refused(
                () -> new ColdBlocksFirst(-1, false),
                "blocks of -1 pages, expected 1 or more, or 0 for the square root");
        refused(() -> new WeightedHistorySelection(0, 8, 0.5, 1), "samples every 0.0 s, expected above 0");
        refused(() -> new WeightedHistorySelection(1, 17, 0.5, 1), "window of 17 samples, expected 1 to 16");
        refused(() -> new WeightedHistorySelection(1, 8, 0, 1), "weight 0.0, expected above 0 and at most 1");
        refused(() -> new WeightedHistorySelection(1, 8, 0.5, -1), "-1.0 standard deviations, expected 0 or more");
        refused(() -> new RateControl.Limit(0), "rate limit of 0.0 bytes/s, expected more than 0");
        refused(() -> new RateControl.Limit(Double.NaN), "rate limit of NaN bytes/s, expected more than 0");
        refused(() -> new StopAndCopy(-1, 0, 0), "device state of -1 bytes, expected 0 or more");
        refused(
                () -> new StopAndCopy(0, -1, 0, 0),
                "device state of -1 bytes for each further virtual CPU, expected 0 or more");
        refused(() -> new StopAndCopy(0, -1, 0), "suspend time -1.0 s, expected 0 or more");
        refused(() -> new StopAndCopy(0, 0, -1), "resume time -1.0 s, expected 0 or more");
    }

    @Test
    void wholePagesTakeTheirSizeAndAHeader() {
        final var guest =
                new MigratingGuest(new GuestMemory(MemoryLayout.ofPages(64), 1), null, () -> Double.POSITIVE_INFINITY);
        final var batch = new PageBatch();
        batch.add(0, 0b1011);
        final var traffic = new Traffic();
        WholePages.DEFAULT.start(guest).encode(batch, CopyPhase.LIVE, traffic);
        assertThat(traffic.pages(PageKind.NORMAL)).isEqualTo(3);
        assertThat(traffic.bytes(PageKind.NORMAL)).isEqualTo(3 * 4104);
        assertThat(traffic.cpuSeconds()).isZero();
    }

    @Test
    void trafficCountsByKind() {
        final var traffic = new Traffic();
        traffic.add(PageKind.NORMAL, 2, 8192);
        traffic.add(PageKind.DUPLICATE, 3, 27);
        traffic.add(PageKind.DEVICE_STATE, 0, 5_000_000_000L);
        traffic.addCpuSeconds(0.5);
        final var sum = new Traffic();
        sum.addAll(traffic);
        sum.addAll(traffic);
        assertThat(traffic.pages()).isEqualTo(5);
        assertThat(traffic.bytes()).isEqualTo(5_000_008_219L);
        assertThat(sum.pages(PageKind.DUPLICATE)).isEqualTo(6);
        assertThat(sum.bytes(PageKind.DEVICE_STATE)).isEqualTo(10_000_000_000L);
        assertThat(sum.pages(PageKind.COMPRESSED)).isZero();
        assertThat(sum.cpuSeconds()).isEqualTo(1);
        assertThat(sum).isNotEqualTo(traffic);
        final var again = new Traffic();
        again.addAll(traffic);
        assertThat(again).isEqualTo(traffic).hasSameHashCodeAs(traffic);
        again.addCpuSeconds(1);
        assertThat(again).isNotEqualTo(traffic);
    }

    private static void refused(final ThrowingCallable call, final String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
