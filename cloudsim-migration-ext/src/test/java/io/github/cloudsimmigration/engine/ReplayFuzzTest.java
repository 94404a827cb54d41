package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random scripts: the replay does what a plain second implementation of the rules does. */
final class ReplayFuzzTest {
    private static final int SCRIPTS = 2_000;

    @Test
    void xenPrecopyDoesWhatTheReferenceDoes() {
        assertThat(compare(Techniques.xenPrecopy(), ReferenceReplay::xen)).hasSize(4);
    }

    @Test
    void proposedDoesWhatTheReferenceDoes() {
        assertThat(compare(Techniques.proposed(), ReferenceReplay::proposed)).hasSize(4);
    }

    /** {@return the stop reasons seen} */
    private static Set<String> compare(
            final Technique technique, final Function<RoundReplay.Script, String> reference) {
        final Set<String> reasons = new TreeSet<>();
        for (long seed = 0; seed < SCRIPTS; seed++) {
            final RoundReplay.Script script = script(new SplittableRandom(seed));
            final RoundReplay.Result result = RoundReplay.run(technique, script);
            assertThat(ReferenceReplay.describe(result)).as("seed %d", seed).isEqualTo(reference.apply(script));
            reasons.add(result.stop().map(Object::toString).orElse("input ended"));
        }
        return reasons;
    }

    /** Some scripts pulse: pages are written every fourth round only, so that no technique is through before round 29. */
    static RoundReplay.Script script(final SplittableRandom random) {
        final boolean pulsing = random.nextInt(6) == 0;
        final int pages = pulsing ? 400 + random.nextInt(100) : 1 + random.nextInt(random.nextBoolean() ? 16 : 256);
        final var script = ReplayScripts.ofPages(pages);
        if (random.nextBoolean()) {
            script.free(some(random, pages, random.nextDouble()));
        }
        if (pulsing || random.nextInt(3) > 0) {
            script.updates(updates(random, pages, pulsing || random.nextBoolean()));
        }
        if (random.nextInt(4) == 0) {
            script.withoutStopRules();
        }
        final double observed = random.nextInt(3) == 0 ? 0 : random.nextDouble();
        for (int i = random.nextInt(12); i > 0; i--) {
            script.observed(some(random, pages, observed * random.nextDouble()));
        }
        final int period = pulsing ? 4 : 1 + random.nextInt(6);
        final double dirty = pulsing ? 0.2 + 0.5 * random.nextInt(2) : Math.pow(random.nextDouble(), 2);
        final double early = random.nextInt(4) == 0 ? 1 : random.nextDouble();
        final int rounds = random.nextInt(45);
        for (int i = 0; i < rounds; i++) {
            final int[] written = i % period == 0 ? some(random, pages, dirty) : new int[0];
            final int[] before = IntStream.of(written)
                    .filter(page -> random.nextDouble() < early)
                    .toArray();
            script.round(written, before);
        }
        return script.script();
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
