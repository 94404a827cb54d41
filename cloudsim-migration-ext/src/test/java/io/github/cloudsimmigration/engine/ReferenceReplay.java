package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import io.github.cloudsimmigration.engine.RoundReplay.Writes;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rules once more, plain and slow, from their descriptions alone: what all techniques have in common. */
abstract class ReferenceReplay {
    static final String GOES_ON = "input ended";
    private static final int ROUNDS = 29;
    private static final int FEW = 50;
    private static final int VOLUME = 3;

    final int n;
    final Script script;
    final BitSet pending = new BitSet();
    final List<BitSet> dirty = new ArrayList<>();
    final List<Turn> turns = new ArrayList<>();

    /** What happened that a test wants to have seen. */
    private final Set<String> events = new TreeSet<>();

    private final List<String> lines = new ArrayList<>();
    private int pendingBefore;

    /** What is done in a round: pages sent in this order, and pages skipped; other pending ones are held. */
    record Turn(List<Integer> sent, BitSet skipped) {
        Turn() {
            this(new ArrayList<>(), new BitSet());
        }
    }

    ReferenceReplay(final Script script) {
        this.n = script.pages();
        this.script = script;
        pending.set(0, n);
    }

    /** {@return what is done in round i} */
    abstract Turn turn(int i, BitSet early);

    /** {@return why the live phase ends after round i, or {@link #GOES_ON}} */
    abstract String stop(int i);

    /** {@return whether free pages are never pending} */
    boolean withoutFreePages() {
        return false;
    }

    final Set<String> events() {
        return events;
    }

    final void saw(final String event) {
        events.add(event);
    }

    /** {@return all that was done, in words} */
    final String run() {
        forgetFreePages();
        String stop = GOES_ON;
        for (int i = 1; i <= script.rounds().size() && stop.equals(GOES_ON); i++) {
            final Writes writes = script.rounds().get(i - 1);
            pendingBefore = pending.cardinality();
            final Turn turn = turn(i, bits(writes.early()));
            turn.sent().forEach(pending::clear);
            final BitSet held = copy(pending);
            held.andNot(turn.skipped());
            lines.add(line(turn.sent().toString(), turn.skipped(), held));
            turns.add(turn);
            dirty.add(bits(writes.dirty()));
            pending.or(bits(writes.dirty()));
            forgetFreePages();
            if (script.stopRules()) {
                stop = stop(i);
            }
        }
        saw(stop);
        return report(lines, pending, stop);
    }

    /** {@return the pages sent in each round} */
    final List<List<Integer>> sent() {
        return turns.stream().map(Turn::sent).toList();
    }

    /** {@return what the replay did, in the same words} */
    static String describe(final RoundReplay.Result result) {
        final List<String> rounds = new ArrayList<>();
        for (final RoundReplay.Round round : result.rounds()) {
            rounds.add(line(round.sent().toString(), bits(round.skipped()), bits(round.held())));
        }
        return report(
                rounds,
                bits(result.finalRound()),
                result.stop().map(Object::toString).orElse(GOES_ON));
    }

    private void forgetFreePages() {
        if (withoutFreePages()) {
            pending.andNot(bits(script.free()));
        }
    }

    /** {@return D(i), empty for i = 0} */
    final BitSet dirtyIn(final int i) {
        return i == 0 ? new BitSet() : dirty.get(i - 1);
    }

    /** {@return pages pending when the last round began} */
    final int pendingBefore() {
        return pendingBefore;
    }

    final int sentIn(final int i) {
        return turns.get(i - 1).sent().size();
    }

    /** Everything but early pages, ascending. */
    final Turn classicTurn(final BitSet early) {
        final Turn turn = new Turn();
        for (int p = 0; p < n; p++) {
            if (pending.get(p) && early.get(p)) {
                turn.skipped().set(p);
            } else if (pending.get(p)) {
                turn.sent().add(p);
            }
        }
        return turn;
    }

    /** i >= 29, or fewer than 50 of some pages, or more than 3n sent. */
    final String classicStop(final int i, final int pages) {
        return stop(i, pages < FEW);
    }

    /** i >= 29, or fewer than 50 pages sent in w successive rounds, or more than 3n sent. */
    final String holdingStop(final int i, final int w) {
        boolean few = i >= w;
        for (int j = i; j > i - w && j > 0; j--) {
            few &= sentIn(j) < FEW;
        }
        return stop(i, few);
    }

    private String stop(final int i, final boolean few) {
        if (i >= ROUNDS) {
            return "iterations";
        }
        if (few) {
            return "few-pages";
        }
        int total = 0;
        for (int j = 1; j <= i; j++) {
            total += sentIn(j);
        }
        return total > VOLUME * n ? "volume" : GOES_ON;
    }

    static BitSet copy(final BitSet set) {
        final var copy = new BitSet();
        copy.or(set);
        return copy;
    }

    static BitSet bits(final PageSet set) {
        final var bits = new BitSet();
        set.forEach(bits::set);
        return bits;
    }

    private static String line(final String sent, final BitSet skipped, final BitSet held) {
        return "sent " + sent + " skipped " + skipped + " held " + held;
    }

    private static String report(final List<String> rounds, final BitSet finalRound, final String stop) {
        return String.join("\n", rounds) + "\nfinal " + finalRound + "\nstop " + stop;
    }
}
