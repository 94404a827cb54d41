package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.UpdateCounts;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Uniform, hot/cold and Zipf accesses against the theory: each page is written at the times of its own Poisson process. */
final class StatisticalAccessTest {
    private static final int PAGES = 1_000;
    private static final int SEEDS = 40;

    /** A model with the rates of its pages, in any order. */
    private static final class Case {
        private final AccessModel model;
        private final double[] ratesOfPages;

        Case(final AccessModel model, final double[] ratesOfPages) {
            this.model = model;
            this.ratesOfPages = ratesOfPages;
        }

        double writesPerSecond() {
            return Arrays.stream(ratesOfPages).sum();
        }

        double expectedDistinct(final double seconds) {
            return Arrays.stream(ratesOfPages)
                    .map(rate -> 1 - Math.exp(-rate * seconds))
                    .sum();
        }

        double varianceOfDistinct(final double seconds) {
            return Arrays.stream(ratesOfPages)
                    .map(rate -> (1 - Math.exp(-rate * seconds)) * Math.exp(-rate * seconds))
                    .sum();
        }

        @Override
        public String toString() {
            return model.toString();
        }
    }

    private static Stream<Case> models() {
        return Stream.of(
                uniform(500),
                uniform(3_000),
                hotCold(),
                zipf(800, 1.0),
                zipf(2_000, 0.6),
                zipf(1_000, 0),
                zipf(5_000, 2.5));
    }

    private static Case uniform(final double rate) {
        final double[] rates = new double[PAGES];
        Arrays.fill(rates, rate / PAGES);
        return new Case(new UniformAccess(rate, PAGES), rates);
    }

    private static Case hotCold() {
        final double[] rates = new double[PAGES];
        Arrays.fill(rates, 0, 100, 2_000 * 0.9 / 100);
        Arrays.fill(rates, 100, PAGES, 2_000 * 0.1 / 900);
        return new Case(new HotColdAccess(2_000, PAGES, 0.1, 0.9), rates);
    }

    private static Case zipf(final double rate, final double exponent) {
        final double[] weights = IntStream.rangeClosed(1, PAGES)
                .mapToDouble(rank -> Math.pow(rank, -exponent))
                .toArray();
        final double sum = Arrays.stream(weights).sum();
        return new Case(
                new ZipfAccess(rate, PAGES, exponent),
                Arrays.stream(weights).map(weight -> rate * weight / sum).toArray());
    }

    @ParameterizedTest
    @MethodSource("models")
    void oneAdvanceWritesAsManyDistinctPagesAsTheory(final Case model) {
        checkDistinct(model, 1, 1, false);
        checkDistinct(model, 1, 0.03, false);
        checkDistinct(model, 1, 20, false);
    }

    @ParameterizedTest
    @MethodSource("models")
    void manySmallAdvancesWriteAsManyDistinctPagesAsTheory(final Case model) {
        checkDistinct(model, 1_000, 0.001, false);
        checkDistinct(model, 100, 0.1, false);
    }

    @ParameterizedTest
    @MethodSource("models")
    void clearingTheLogBetweenAdvancesLosesNoPage(final Case model) {
        checkDistinct(model, 1_000, 0.001, true);
        checkDistinct(model, 20, 0.1, true);
    }

    private static void checkDistinct(final Case model, final int steps, final double seconds, final boolean clearing) {
        final double total = steps * seconds;
        double sum = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            sum += AccessRuns.writtenInSteps(model.model, PAGES, seed, steps, seconds, clearing)
                    .cardinality();
        }
        assertThat(sum)
                .as("seeds 0 to %d: %s in %d x %s s", SEEDS - 1, model.model, steps, seconds)
                .isCloseTo(
                        SEEDS * model.expectedDistinct(total),
                        within(1e-6 + 4 * Math.sqrt(SEEDS * model.varianceOfDistinct(total))));
    }

    @ParameterizedTest
    @MethodSource("models")
    void distinctPagesOfEveryEpochFollowTheory(final Case model) {
        final long seed = 5;
        final AccessProcess process = model.model.start(AccessRuns.guest(PAGES, seed));
        final var log = new PageLog(PAGES);
        double sum = 0;
        for (int epoch = 0; epoch < SEEDS; epoch++) {
            for (int i = 0; i < 7; i++) {
                process.advance(0.2, AccessLog.ofWrites(log));
            }
            sum += log.pages().cardinality();
            log.clear();
        }
        assertThat(sum)
                .as("seed %d: %s", seed, model.model)
                .isCloseTo(
                        SEEDS * model.expectedDistinct(1.4),
                        within(1e-6 + 4 * Math.sqrt(SEEDS * model.varianceOfDistinct(1.4))));
    }

    @ParameterizedTest
    @MethodSource("models")
    void countedWritesMatchRateTimesTime(final Case model) {
        checkTotal(model, 1, 1_000);
        checkTotal(model, 1, 2);
        checkTotal(model, 1_000, 0.01);
    }

    private static void checkTotal(final Case model, final int steps, final double seconds) {
        final long seed = 3;
        final var counts = new UpdateCounts(PAGES);
        final AccessProcess process = model.model.start(AccessRuns.guest(PAGES, seed));
        final AccessLog log = AccessLog.ofWrites(new PageLog(counts));
        for (int i = 0; i < steps; i++) {
            process.advance(seconds, log);
        }
        final double expected = model.writesPerSecond() * steps * seconds;
        assertThat(counts.mean() * PAGES)
                .as("seed %d: %s in %d x %s s", seed, model.model, steps, seconds)
                .isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }

    /** Chi-square of counts sorted by page; hot and cold pages are known by number. */
    @Test
    void countsOfHotAndColdPagesFollowTheirRates() {
        final Case model = hotCold();
        for (final double seconds : new double[] {50, 2_000}) {
            final long seed = 8;
            final int[] times =
                    AccessRuns.timesWritten(model.model.start(AccessRuns.guest(PAGES, seed)), PAGES, seconds);
            double chiSquare = 0;
            for (int page = 0; page < PAGES; page++) {
                final double expected = model.ratesOfPages[page] * seconds;
                chiSquare += (times[page] - expected) * (times[page] - expected) / expected;
            }
            assertThat(chiSquare)
                    .as("seed %d, %s s", seed, seconds)
                    .isCloseTo(PAGES, within(5 * Math.sqrt(2.2 * PAGES)));
        }
    }

    @Test
    void zipfFrequenciesFallWithTheRank() {
        final int pages = 100;
        for (final int steps : new int[] {1, 1_000}) {
            final long seed = 21;
            final var counts = new UpdateCounts(pages);
            final AccessProcess process = new ZipfAccess(1_000_000, pages, 1).start(AccessRuns.guest(pages, seed));
            for (int i = 0; i < steps; i++) {
                process.advance(1.0 / steps, AccessLog.ofWrites(new PageLog(counts)));
            }
            final int[] times = AccessRuns.toArray(counts);
            Arrays.sort(times);
            final double harmonic = IntStream.rangeClosed(1, pages)
                    .mapToDouble(rank -> 1.0 / rank)
                    .sum();
            for (int rank = 1; rank <= 10; rank++) {
                final double expected = 1_000_000 / harmonic / rank;
                assertThat((double) times[pages - rank])
                        .as("seed %d, rank %d", seed, rank)
                        .isCloseTo(expected, within(5 * Math.sqrt(expected)));
            }
        }
    }

    @Test
    void zipfDealsTheRanksAtRandom() {
        final int[] first =
                AccessRuns.timesWritten(new ZipfAccess(1_000, 100, 1).start(AccessRuns.guest(100, 1)), 100, 100);
        final int[] second =
                AccessRuns.timesWritten(new ZipfAccess(1_000, 100, 1).start(AccessRuns.guest(100, 2)), 100, 100);
        assertThat(mostWritten(first)).isNotEqualTo(mostWritten(second));
    }

    private static int mostWritten(final int[] times) {
        return IntStream.range(0, times.length)
                .reduce((a, b) -> times[a] >= times[b] ? a : b)
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("models")
    void sameSeedWritesTheSamePages(final Case model) {
        assertThat(AccessRuns.writtenInSteps(model.model, PAGES, 4, 10, 0.05, true))
                .isEqualTo(AccessRuns.writtenInSteps(model.model, PAGES, 4, 10, 0.05, true))
                .isNotEqualTo(AccessRuns.writtenInSteps(model.model, PAGES, 5, 10, 0.05, true));
    }

    @ParameterizedTest
    @MethodSource("models")
    void timeSkippedDoesNotShowInTheLog(final Case model) {
        double sum = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            final AccessProcess process = model.model.start(AccessRuns.guest(PAGES, seed));
            process.skip(1e6);
            sum += AccessRuns.pagesWritten(process, PAGES, 0.5).length;
        }
        assertThat(sum)
                .as("seeds 0 to %d: %s", SEEDS - 1, model.model)
                .isCloseTo(
                        SEEDS * model.expectedDistinct(0.5),
                        within(4 * Math.sqrt(SEEDS * model.varianceOfDistinct(0.5))));
    }

    @Test
    void pagesOutsideTheWorkingSetAreNotWritten() {
        for (final AccessModel model : new AccessModel[] {
            new UniformAccess(1e6, 10), new HotColdAccess(1e6, 10, 0.5, 0.5), new ZipfAccess(1e6, 10, 0.5)
        }) {
            assertThat(AccessRuns.writtenInSteps(model, PAGES, 1, 1, 1, false)).hasToString("{0-9} of 1000");
        }
    }

    @Test
    void noRateAndNoTimeWriteNothing() {
        assertThat(AccessRuns.writtenInSteps(new UniformAccess(0, 10), PAGES, 1, 1, 1e9, false)
                        .isEmpty())
                .isTrue();
        assertThat(AccessRuns.writtenInSteps(new ZipfAccess(1e9, 10, 1), PAGES, 1, 10, 0, false)
                        .isEmpty())
                .isTrue();
        assertThat(AccessRuns.writtenInSteps(new HotColdAccess(1e9, 10, 0.2, 1), PAGES, 1, 1, 10, false))
                .hasToString("{0-1} of 1000");
    }

    @Test
    void atLeastOnePageIsHotAndOneIsNot() {
        assertThat(new HotColdAccess(1, 10, 0, 0.5).hotPages()).isEqualTo(1);
        assertThat(new HotColdAccess(1, 10, 1, 0.5).hotPages()).isEqualTo(9);
        assertThat(new HotColdAccess(1, 10, 0.3, 0.5).hotPages()).isEqualTo(3);
    }

    @Test
    void workingSetLargerThanTheGuestIsRefusedNamingBoth() {
        final GuestContext guest = AccessRuns.guest(PAGES, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UniformAccess(1, 1_001).start(guest))
                .withMessage("uniform accesses: working set of 1001 pages, "
                        + "expected at most the guest's 1000 writable pages");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HotColdAccess(1, 1_001, 0.1, 0.9).start(guest))
                .withMessageContainingAll("hot/cold", "1001", "1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZipfAccess(1, 1_001, 1).start(guest))
                .withMessageContainingAll("Zipf", "1001", "1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialAccess(1, 1_001).start(guest))
                .withMessageContainingAll("sequential", "1001", "1000");
    }

    @Test
    void badParametersAreRefusedWithTheNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UniformAccess(-1, 10))
                .withMessage("access rate -1.0 pages/s, expected a finite number of 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> new UniformAccess(Double.NaN, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UniformAccess(1, 0))
                .withMessage("working set of 0 pages, expected 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HotColdAccess(1, 1, 0.5, 0.5))
                .withMessage("hot/cold working set of 1 pages, expected 2 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HotColdAccess(1, 10, 1.5, 0.5))
                .withMessage("hot fraction 1.5, expected 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HotColdAccess(1, 10, 0.5, Double.NaN))
                .withMessage("hot share NaN, expected 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZipfAccess(1, 10, -1))
                .withMessage("Zipf exponent -1.0, expected 0 or more");
    }

    /** 1e12 writes, yet the work is bounded by the number of pages and of advances. */
    @Test
    void workDoesNotGrowWithTheNumberOfWrites() {
        assertThat(drawsFor(1, 1_000)).isLessThan(20 * PAGES);
        assertThat(drawsFor(1_000, 1)).isLessThan(20 * PAGES);
    }

    private static int drawsFor(final int steps, final double seconds) {
        final var source = new SplittableRandom(6);
        final int[] draws = {0};
        final RandomGenerator counting = () -> {
            draws[0]++;
            return source.nextLong();
        };
        final var guest = GuestContext.of(AccessRuns.guest(PAGES, 6).memory(), counting);
        final AccessProcess process = new UniformAccess(1e9, PAGES).start(guest);
        final var log = new PageLog(PAGES);
        for (int i = 0; i < steps; i++) {
            process.advance(seconds, AccessLog.ofWrites(log));
        }
        assertThat(log.pages().cardinality()).isEqualTo(PAGES);
        return draws[0];
    }
}
