package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Stripes by rewriting rate once more. */
final class MicrowiperReference extends ReferenceReplay {
    private record Stripe(int index, List<Integer> pages, int rate) {}

    private final IntToDoubleFunction pagesKeptPaceWith;

    MicrowiperReference(final Script script) {
        this(script, i -> script.bandwidthPagesPerSecond());
    }

    /**
     * For rounds that last what they last.
     *
     * @param pagesKeptPaceWith how many pages may have been written in the round before round i: bandwidth times duration
     */
    MicrowiperReference(final Script script, final IntToDoubleFunction pagesKeptPaceWith) {
        super(script);
        this.pagesKeptPaceWith = pagesKeptPaceWith;
    }

    @Override
    Turn turn(final int i, final BitSet early) {
        if (i == 1) {
            return classicTurn(early);
        }
        final List<Stripe> stripes = stripes(dirtyIn(i - 1));
        stripes.sort(Comparator.comparing(Stripe::rate).thenComparing(Stripe::index));
        final Turn turn = new Turn();
        final double limit = pagesKeptPaceWith.applyAsDouble(i);
        double sum = 0;
        for (int next = 0; next < stripes.size(); next++) {
            final Stripe stripe = stripes.get(next);
            for (final int p : stripe.pages()) {
                if (early.get(p)) {
                    turn.skipped().set(p);
                } else {
                    turn.sent().add(p);
                }
            }
            sum += stripe.rate();
            if (next > 0 && stripes.get(next - 1).index() > stripe.index()) {
                saw("order by rate");
            }
            if (sum == limit) {
                saw("sum equal to the bandwidth");
            }
            if (sum > limit) {
                saw(next < stripes.size() - 1 ? "throttled" : "not throttled by the last stripe");
                break;
            }
        }
        return turn;
    }

    /** {@return the stripes that hold pending pages} */
    private List<Stripe> stripes(final BitSet last) {
        final int length = Math.max(32, n / 1024);
        final List<Stripe> stripes = new ArrayList<>();
        for (int from = 0; from < n; from += length) {
            final List<Integer> pages = new ArrayList<>();
            int rate = 0;
            for (int p = from; p < Math.min(n, from + length); p++) {
                if (pending.get(p)) {
                    pages.add(p);
                }
                if (last.get(p)) {
                    rate++;
                }
            }
            if (!pages.isEmpty()) {
                stripes.add(new Stripe(from / length, pages, rate));
            }
        }
        return stripes;
    }

    @Override
    String stop(final int i) {
        return classicStop(i, pendingBefore());
    }
}
