package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import io.github.cloudsimmigration.engine.RoundReplay.Writes;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The two rules once more, plain and slow, from their descriptions alone. */
final class ReferenceReplay {
    private static final int ROUNDS = 29;
    private static final int FEW = 50;
    private static final int PROPOSED_FEW_ROUNDS = 4;
    private static final int HISTORY = 3;
    private static final String GOES_ON = "input ended";

    private final int n;
    private final Script script;
    private final BitSet pending = new BitSet();
    private final List<String> rounds = new ArrayList<>();
    private final List<Integer> sentCounts = new ArrayList<>();
    private long total;

    private ReferenceReplay(final Script script) {
        this.n = script.pages();
        this.script = script;
        pending.set(0, n);
    }

    static String xen(final Script script) {
        return new ReferenceReplay(script).runXen();
    }

    static String proposed(final Script script) {
        return new ReferenceReplay(script).runProposed();
    }

    /** {@return what the replay did, in the words of this class} */
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

    private String runXen() {
        String stop = GOES_ON;
        for (final Writes writes : script.rounds()) {
            final BitSet skipped = bits(writes.early());
            skipped.and(pending);
            final BitSet sent = copy(pending);
            sent.andNot(skipped);
            stop = endRound(sent, skipped, new BitSet(), writes);
            if (script.stopRules() && stop.equals(GOES_ON)) {
                stop = rule(sent.cardinality() + skipped.cardinality() < FEW);
            }
            if (!stop.equals(GOES_ON)) {
                break;
            }
        }
        return report(rounds, pending, stop);
    }

    private String runProposed() {
        final long[] updation = new long[n];
        for (int p = 0; p < script.initialUpdates().size(); p++) {
            updation[p] = script.initialUpdates().get(p);
        }
        final List<BitSet> history = new ArrayList<>();
        final BitSet modified = new BitSet();
        for (final PageSet interval : script.observed()) {
            history.add(bits(interval));
            modified.or(bits(interval));
        }
        final BitSet allocatedButNotModified = new BitSet();
        allocatedButNotModified.set(0, n);
        allocatedButNotModified.andNot(bits(script.free()));
        allocatedButNotModified.andNot(modified);

        String stop = GOES_ON;
        for (final Writes writes : script.rounds()) {
            final boolean first = rounds.isEmpty();
            final BitSet sent = new BitSet();
            for (int p = 0; p < n; p++) {
                final boolean send;
                if (first && modified.isEmpty()) {
                    send = true;
                } else if (first && !allocatedButNotModified.isEmpty()) {
                    send = !modified.get(p);
                } else {
                    send = passes(p, updation, history);
                }
                sent.set(p, pending.get(p) && send);
            }
            final BitSet held = copy(pending);
            held.andNot(sent);
            stop = endRound(sent, new BitSet(), held, writes);
            history.add(bits(writes.dirty()));
            writes.dirty().forEach(p -> updation[p]++);
            if (script.stopRules() && stop.equals(GOES_ON)) {
                stop = rule(lastRoundsWereFew());
            }
            if (!stop.equals(GOES_ON)) {
                break;
            }
        }
        return report(rounds, pending, stop);
    }

    /** updation[p] < T, without a division; if T = 0 the test passes for all. And not modified in the last three. */
    private boolean passes(final int p, final long[] updation, final List<BitSet> history) {
        long sum = 0;
        for (final long count : updation) {
            sum += count;
        }
        if (sum != 0 && updation[p] * n >= sum) {
            return false;
        }
        for (int back = 1; back <= HISTORY && back <= history.size(); back++) {
            if (history.get(history.size() - back).get(p)) {
                return false;
            }
        }
        return true;
    }

    private boolean lastRoundsWereFew() {
        if (sentCounts.size() < PROPOSED_FEW_ROUNDS) {
            return false;
        }
        for (int back = 1; back <= PROPOSED_FEW_ROUNDS; back++) {
            if (sentCounts.get(sentCounts.size() - back) >= FEW) {
                return false;
            }
        }
        return true;
    }

    private String endRound(final BitSet sent, final BitSet skipped, final BitSet held, final Writes writes) {
        rounds.add(line(sent.stream().boxed().toList().toString(), skipped, held));
        sentCounts.add(sent.cardinality());
        total += sent.cardinality();
        pending.andNot(sent);
        pending.or(bits(writes.dirty()));
        return script.stopRules() && rounds.size() >= ROUNDS ? "iterations" : GOES_ON;
    }

    private String rule(final boolean few) {
        if (few) {
            return "few-pages";
        }
        return total > 3L * n ? "volume" : GOES_ON;
    }

    private static BitSet copy(final BitSet set) {
        final var copy = new BitSet();
        copy.or(set);
        return copy;
    }

    private static BitSet bits(final PageSet set) {
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
