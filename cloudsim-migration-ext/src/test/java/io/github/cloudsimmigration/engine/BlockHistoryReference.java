package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Blocks by dirty count, pages by dirty history, once more. */
final class BlockHistoryReference extends ReferenceReplay {
    private final boolean oneBlockPerRound;
    private final int[] lastSent;

    BlockHistoryReference(final Script script, final boolean oneBlockPerRound) {
        super(script);
        this.oneBlockPerRound = oneBlockPerRound;
        this.lastSent = new int[n];
    }

    @Override
    Turn turn(final int i, final BitSet early) {
        final Turn turn = new Turn();
        for (final int block : blocks(i)) {
            for (int p = block; p < Math.min(n, block + blockPages()); p++) {
                if (pending.get(p) && (i == 1 || sends(i, p))) {
                    turn.sent().add(p);
                }
            }
            if (oneBlockPerRound && i > 1 && !turn.sent().isEmpty()) {
                break;
            }
        }
        turn.sent().forEach(p -> lastSent[p] = i);
        return turn;
    }

    /** {@return the first pages of the blocks, in the order of round i} */
    private List<Integer> blocks(final int i) {
        final List<Integer> blocks = new ArrayList<>();
        for (int block = 0; block < n; block += blockPages()) {
            blocks.add(block);
        }
        if (i > 1) {
            blocks.sort(Comparator.comparing(this::dirtyCount).thenComparing(Comparator.naturalOrder()));
        }
        if (!blocks.stream().sorted().toList().equals(blocks)) {
            saw("order by dirty count");
        }
        return blocks;
    }

    private int dirtyCount(final int block) {
        int count = 0;
        for (final BitSet written : dirty) {
            count += written.get(block, Math.min(n, block + blockPages())).cardinality();
        }
        return count;
    }

    /** 2 to the power of k, k being log2(sqrt(n)), rounded: n is nearest to 4 to the power of k. */
    private int blockPages() {
        int k = 0;
        while (n > 2L << (2 * k)) {
            k++;
        }
        if (n == 2L << (2 * k) && k % 2 == 1) {
            k++;
        }
        return 1 << k;
    }

    private boolean sends(final int i, final int p) {
        if (dirtyIn(i - 1).get(p)) {
            return false;
        }
        int zeros = 0;
        int ones = 0;
        for (int j = lastSent[p] + 1; j <= i - 1; j++) {
            if (dirtyIn(j).get(p)) {
                ones++;
            } else {
                zeros++;
            }
        }
        saw(zeros < ones ? "refused by history" : zeros == ones ? "as many zeros as ones" : "more zeros");
        return zeros >= ones;
    }

    @Override
    String stop(final int i) {
        return holdingStop(i, 2);
    }
}
