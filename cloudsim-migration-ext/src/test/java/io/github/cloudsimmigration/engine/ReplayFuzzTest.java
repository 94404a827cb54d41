package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.order.ColdBlocksFirst;
import io.github.cloudsimmigration.technique.selection.DelaySelection;
import io.github.cloudsimmigration.technique.selection.ReuseDistanceSelection;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random scripts: the replay does what a plain second implementation of the rules does. */
final class ReplayFuzzTest {
    private static final int SCRIPTS = 2_000;
    private static final String[] ALL_REASONS = {"few-pages", "input ended", "iterations", "volume"};

    @Test
    void xenPrecopyDoesWhatTheReferenceDoes() {
        assertThat(compare(Techniques.xenPrecopy(), XenReference::new)).contains(ALL_REASONS);
    }

    @Test
    void microwiperDoesWhatTheReferenceDoes() {
        assertThat(compare(Techniques.microwiper(), MicrowiperReference::new))
                .contains(ALL_REASONS)
                .contains(
                        "order by rate", "throttled", "not throttled by the last stripe", "sum equal to the bandwidth");
    }

    @Test
    void dpdtDoesWhatTheReferenceDoes() {
        assertThat(compare(Techniques.dpdt(), script -> new DelayReference(script, 0)))
                .contains(ALL_REASONS)
                .contains("delayed", "held", "held early")
                .doesNotContain("released");
        for (int rounds = 1; rounds < 4; rounds++) {
            final int clean = rounds;
            final Technique releasing = Techniques.dpdt().toBuilder()
                    .selection(new DelaySelection(clean))
                    .build();
            assertThat(compare(releasing, script -> new DelayReference(script, clean)))
                    .contains("delayed", "held", "held early", "released");
        }
    }

    @Test
    void reuseDistanceDoesWhatTheReferenceDoes() {
        final Technique distinct = Techniques.reuseDistance().toBuilder()
                .selection(new ReuseDistanceSelection(true))
                .build();
        assertThat(compare(Techniques.reuseDistance(), script -> new ReuseDistanceReference(script, false)))
                .contains(ALL_REASONS)
                .contains("written once", "near", "just far enough", "far");
        assertThat(compare(distinct, script -> new ReuseDistanceReference(script, true)))
                .contains(ALL_REASONS)
                .contains("written once", "near", "just far enough", "far");
    }

    @Test
    void slowdownReplaysAsXenPrecopy() {
        assertThat(compare(Techniques.slowdown(), XenReference::new)).contains(ALL_REASONS);
    }

    @Test
    void me2ReplaysAsXenPrecopyWithoutFreePages() {
        assertThat(compare(Techniques.me2(), WithoutFreePages::new)).contains(ALL_REASONS);
    }

    /** Classic pre-copy of what the guest's allocator has handed out. */
    private static final class WithoutFreePages extends XenReference {
        WithoutFreePages(final Script script) {
            super(script);
        }

        @Override
        boolean withoutFreePages() {
            return true;
        }
    }

    @Test
    void twoPhaseDoesWhatTheReferenceDoes() {
        assertThat(compare(Techniques.twoPhase(), TwoPhaseReference::new))
                .contains(ALL_REASONS)
                .contains(
                        "sent on the second chance",
                        "phase 2 after rounds",
                        "phase 2 after few",
                        "phase 2 after duplicates");
    }

    @Test
    void blockHistoryDoesWhatTheReferenceDoes() {
        final Technique oneBlock = Techniques.blockHistory().toBuilder()
                .order(new ColdBlocksFirst(0, true))
                .build();
        assertThat(compare(Techniques.blockHistory(), script -> new BlockHistoryReference(script, false)))
                .contains(ALL_REASONS)
                .contains("order by dirty count", "refused by history", "as many zeros as ones", "more zeros");
        assertThat(compare(oneBlock, script -> new BlockHistoryReference(script, true)))
                .contains("order by dirty count", "refused by history", "as many zeros as ones", "more zeros");
    }

    @Test
    void weightedHistoryDoesWhatTheReferenceDoes() {
        assertThat(compare(Techniques.weightedHistory(), WeightedHistoryReference::new))
                .contains(ALL_REASONS)
                .contains("hot", "written", "quiet", "free page in the mean");
    }

    @Test
    void proposedDoesWhatTheReferenceDoes() {
        assertThat(compare(Techniques.proposed(), ProposedReference::new)).contains(ALL_REASONS);
    }

    /** {@return the stop reasons seen, and what else the reference saw} */
    private static Set<String> compare(final Technique technique, final Function<Script, ReferenceReplay> references) {
        final Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < SCRIPTS; seed++) {
            final Script script = script(new SplittableRandom(seed));
            final ReferenceReplay reference = references.apply(script);
            assertThat(ReferenceReplay.describe(RoundReplay.run(technique, script)))
                    .as("seed %d", seed)
                    .isEqualTo(reference.run());
            seen.addAll(reference.events());
        }
        return seen;
    }

    private static Script script(final SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> pulsing(random);
            case 2 -> steady(random);
            default -> any(random);
        };
    }

    /** Pages are written every fourth round only, so that no technique is through before round 29. */
    private static Script pulsing(final SplittableRandom random) {
        final int pages = 400 + random.nextInt(100);
        final var script = ReplayScripts.ofPages(pages);
        script.updates(updates(random, pages, true));
        surroundings(random, script, pages);
        rounds(random, script, pages, 4, 0.2 + 0.5 * random.nextInt(2));
        return script.script();
    }

    /** Some more than fifty pages are written in every round, most of them once: neither few nor too many. */
    private static Script steady(final SplittableRandom random) {
        final int pages = 900 + random.nextInt(100);
        final var script = ReplayScripts.ofPages(pages);
        for (int i = 0; i < 35; i++) {
            final int[] written = random.ints(59 + random.nextInt(6), 0, pages)
                    .sorted()
                    .distinct()
                    .toArray();
            script.round(written, random.nextInt(5) == 0 ? new int[] {written[0]} : new int[0]);
        }
        return script.script();
    }

    private static Script any(final SplittableRandom random) {
        final int pages = 1 + random.nextInt(random.nextBoolean() ? 16 : 256);
        final var script = ReplayScripts.ofPages(pages);
        if (random.nextInt(3) > 0) {
            script.updates(updates(random, pages, random.nextBoolean()));
        }
        if (random.nextInt(3) > 0) {
            script.bandwidth(random.nextBoolean() ? 1 + random.nextInt(pages) : random.nextDouble(0.1, pages + 1));
        }
        surroundings(random, script, pages);
        rounds(random, script, pages, 1 + random.nextInt(6), Math.pow(random.nextDouble(), 2));
        return script.script();
    }

    private static void surroundings(final SplittableRandom random, final ReplayScripts script, final int pages) {
        if (random.nextBoolean()) {
            script.free(some(random, pages, random.nextInt(8) == 0 ? 1 : random.nextDouble()));
        }
        if (random.nextInt(4) == 0) {
            script.withoutStopRules();
        }
        final double observed = random.nextInt(3) == 0 ? 0 : random.nextDouble();
        for (int i = random.nextInt(12); i > 0; i--) {
            script.observed(some(random, pages, observed * random.nextDouble()));
        }
    }

    private static void rounds(
            final SplittableRandom random,
            final ReplayScripts script,
            final int pages,
            final int period,
            final double dirty) {
        final double early = random.nextInt(4) == 0 ? 1 : random.nextDouble();
        final int rounds = random.nextInt(45);
        for (int i = 0; i < rounds; i++) {
            final int[] written = i % period == 0 ? some(random, pages, dirty) : new int[0];
            final int[] before = IntStream.of(written)
                    .filter(page -> random.nextDouble() < early)
                    .toArray();
            script.round(written, before);
        }
    }

    private static int[] updates(final SplittableRandom random, final int pages, final boolean skewed) {
        final int most = 1 + random.nextInt(20);
        final int[] updates =
                IntStream.range(0, pages).map(page -> random.nextInt(most)).toArray();
        if (skewed) {
            updates[random.nextInt(pages)] += 1000 * pages;
        }
        return updates;
    }

    /** {@return pages, each taken with a probability} */
    private static int[] some(final SplittableRandom random, final int pages, final double share) {
        return IntStream.range(0, pages)
                .filter(page -> random.nextDouble() < share)
                .toArray();
    }
}
