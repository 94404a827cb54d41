package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Pages by a weighted dirty rate once more. One round is one sample. */
final class WeightedHistoryReference extends ReferenceReplay {
    private static final int WINDOW = 8;

    WeightedHistoryReference(final Script script) {
        super(script);
    }

    @Override
    boolean withoutFreePages() {
        return true;
    }

    @Override
    Turn turn(final int i, final BitSet early) {
        final List<BitSet> window = dirty.subList(Math.max(0, dirty.size() - WINDOW), dirty.size());
        final List<Double> scores = new ArrayList<>();
        for (int p = 0; p < n; p++) {
            if (score(p, window) > 0) {
                scores.add(score(p, window));
                if (script.free().contains(p)) {
                    saw("free page in the mean");
                }
            }
        }
        double mean = 0;
        for (final double score : scores) {
            mean += score / scores.size();
        }
        double variance = 0;
        for (final double score : scores) {
            variance += Math.pow(score - mean, 2) / scores.size();
        }
        final double limit = mean + Math.sqrt(variance) + 1e-12;
        final Turn turn = new Turn();
        for (int p = 0; p < n; p++) {
            if (!pending.get(p)) {
                continue;
            }
            final boolean hot = !scores.isEmpty() && score(p, window) > limit;
            saw(hot ? "hot" : score(p, window) > 0 ? "written" : "quiet");
            if (!hot) {
                turn.sent().add(p);
            }
        }
        return turn;
    }

    private static double score(final int p, final List<BitSet> window) {
        double weights = 0;
        double score = 0;
        for (int age = 0; age < window.size(); age++) {
            final double weight = Math.pow(0.5, age);
            weights += weight;
            score += window.get(window.size() - 1 - age).get(p) ? weight : 0;
        }
        return window.isEmpty() ? 0 : score / weights;
    }

    @Override
    String stop(final int i) {
        return holdingStop(i, 2);
    }
}
