package io.github.cloudsimmigration.technique.selection;

import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import org.apache.commons.lang3.Validate;

/**
 * Four kinds of pages, told apart by samples of the dirty log: free, read-only, written and hot ones. Hot ones wait.
 *
 * <p>Source: Y. Zhong, J. Xu, Q. Li, H. Zhang, F. Liu, WARTIA 2014.
 *
 * <p>Idea. Free pages are never sent, and pages that are only read once. The dirty log is sampled at a fixed interval. A page's score is
 * the weighted share of the last samples it was written in, newer samples weighing more. A page is hot if its score exceeds
 * the mean by more than one standard deviation, over the pages written at all in these samples. Pending pages that are not hot
 * are sent; hot ones are held until they have cooled, or for the final round. The dirty log is not peeked at.
 *
 * <p>What the paper leaves open: the interval is 50 ms; there are eight samples, each weighing half of the next; the deviation is
 * the population's, and free pages that were written count in it and in the mean. A score no more than 10<sup>-12</sup> above the limit
 * is a rounding error.
 *
 * <p>Cost: one bitmap per sample of the window. Per sample O(n / 64) words; per round O(n / 64) words for each sample of the window plus
 * the pages written in it, each looked at once.
 *
 * <p>What it does not claim: that a hot page is written often. If all pages are written alike, none is hot.
 *
 * @param samplingSeconds interval of the samples
 * @param window how many samples count, 1 to 16
 * @param weight weight of a sample relative to the next newer one, above 0, at most 1
 * @param deviations by how many standard deviations the score of a hot page exceeds the mean
 */
public record WeightedHistorySelection(double samplingSeconds, int window, double weight, double deviations)
        implements LearningSelection {
    private static final int MAX_WINDOW = 16;
    private static final double ROUNDING = 1e-12;

    /** The paper's rule with the resolutions above. */
    public static final WeightedHistorySelection DEFAULT = new WeightedHistorySelection(0.050, 8, 0.5, 1);

    public WeightedHistorySelection {
        Validate.isTrue(
                samplingSeconds > 0 && Double.isFinite(samplingSeconds),
                "samples every %s s, expected above 0",
                samplingSeconds);
        Validate.isTrue(
                window > 0 && window <= MAX_WINDOW, "window of %d samples, expected 1 to %d", window, MAX_WINDOW);
        Validate.isTrue(weight > 0 && weight <= 1, "weight %s, expected above 0 and at most 1", weight);
        Validate.isTrue(deviations >= 0, "%s standard deviations, expected 0 or more", deviations);
    }

    @Override
    public boolean skipsFreePages() {
        return true;
    }

    @Override
    public StopRule stopRule() {
        return ClassicStop.holding(2);
    }

    @Override
    public Selector start(final MigratingGuest guest) {
        return new Scores(guest.pages());
    }

    private final class Scores implements Selector {
        private final WriteHistory samples = new WriteHistory(window);
        private final PageSet written;

        Scores(final int pages) {
            written = new PageSet(pages);
        }

        @Override
        public void sampled(final PageSet sample) {
            samples.remember(sample);
        }

        @Override
        public void choose(final int round, final PageSet pending, final PageSet send) {
            send.set(pending);
            final PageSet[] newestFirst = new PageSet[samples.size()];
            int age = 0;
            written.clear();
            for (final PageSet sample : samples) {
                newestFirst[age++] = sample;
                written.addAll(sample);
            }
            if (!written.isEmpty()) {
                removeHot(send, newestFirst);
            }
        }

        /** Pages written in the same samples have the same score, so scores are counted by pattern: bit k is the sample of age k. */
        private void removeHot(final PageSet send, final PageSet[] newestFirst) {
            final int[] pagesOf = new int[1 << newestFirst.length];
            written.forEach(page -> pagesOf[pattern(page, newestFirst)]++);
            final double[] scores = scores(newestFirst.length);
            final double limit = limit(pagesOf, scores);
            written.retainAll(send);
            written.removeIf(page -> scores[pattern(page, newestFirst)] <= limit);
            send.removeAll(written);
        }

        private double[] scores(final int ages) {
            final double[] scores = new double[1 << ages];
            double allWeights = 0;
            for (int age = 0; age < ages; age++) {
                allWeights += Math.pow(weight, age);
            }
            for (int pattern = 1; pattern < scores.length; pattern++) {
                double weights = 0;
                for (int age = 0; age < ages; age++) {
                    weights += (pattern >> age & 1) * Math.pow(weight, age);
                }
                scores[pattern] = weights / allWeights;
            }
            return scores;
        }

        private double limit(final int[] pagesOf, final double[] scores) {
            long pages = 0;
            double sum = 0;
            for (int pattern = 1; pattern < scores.length; pattern++) {
                pages += pagesOf[pattern];
                sum += pagesOf[pattern] * scores[pattern];
            }
            final double mean = sum / pages;
            double squares = 0;
            for (int pattern = 1; pattern < scores.length; pattern++) {
                squares += pagesOf[pattern] * (scores[pattern] - mean) * (scores[pattern] - mean);
            }
            return mean + deviations * Math.sqrt(squares / pages) + ROUNDING;
        }

        private static int pattern(final int page, final PageSet[] newestFirst) {
            int pattern = 0;
            for (int age = 0; age < newestFirst.length; age++) {
                if (newestFirst[age].contains(page)) {
                    pattern |= 1 << age;
                }
            }
            return pattern;
        }
    }
}
