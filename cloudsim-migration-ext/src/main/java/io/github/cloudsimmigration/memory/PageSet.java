package io.github.cloudsimmigration.memory;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.apache.commons.lang3.Validate;

/**
 * A mutable set of page numbers out of {@code 0 .. capacity-1}, one bit a page in 64-bit words.
 *
 * <p>Key idea: whole-set algebra and counting go word by word, iteration goes from set bit to set bit or from run to run,
 * so no operation creates an object per page. A 16 GiB guest (4 194 304 pages of 4 KiB) takes at most 512 KiB.
 *
 * <p>Complexity: {@link #add}, {@link #remove} and {@link #contains} are O(1); ranges are O(length / 64); algebra, counting and copying are
 * O(n / 64), with n the highest page held since the set was last cleared. The memory it takes follows the highest page it ever held: a guest
 * that writes the lower part of its memory only costs about as much as that part.
 *
 * <p>Not thread-safe. Binary operations need operands of equal capacity.
 */
public final class PageSet {
    private static final int WORD_BITS = 64;

    private final int capacity;
    private long[] words = {}; // there are more as soon as they are used
    private int used; // words from here on are 0

    /**
     * Creates an empty set.
     *
     * @param capacity the number of pages it can hold, 0 or more
     */
    public PageSet(final int capacity) {
        Validate.isTrue(capacity >= 0, "capacity of a page set: %d pages, expected 0 or more", capacity);
        this.capacity = capacity;
    }

    /** {@return how many words hold so many pages} */
    static int wordsFor(final int pages) {
        return (int) (((long) pages + WORD_BITS - 1) / WORD_BITS);
    }

    private PageSet(final PageSet other) {
        this.capacity = other.capacity;
        this.words = Arrays.copyOf(other.words, other.used);
        this.used = other.used;
    }

    /** {@return a set of that capacity that holds every page} */
    public static PageSet full(final int capacity) {
        final var set = new PageSet(capacity);
        set.addRange(0, capacity);
        return set;
    }

    /** {@return a set of that capacity that holds the given pages} */
    public static PageSet of(final int capacity, final int... pages) {
        final var set = new PageSet(capacity);
        for (final int page : pages) {
            set.add(page);
        }
        return set;
    }

    /** {@return an independent copy} */
    public PageSet copy() {
        return new PageSet(this);
    }

    /** {@return how many pages this set can hold; its page numbers are below that} */
    public int capacity() {
        return capacity;
    }

    /** {@return how many 64-bit words hold all that the set can hold} */
    public int wordCount() {
        return wordsFor(capacity);
    }

    /** {@return a word at and beyond which all are 0} */
    int usedWords() {
        return used;
    }

    /** Makes sure that there is a word, before anything is put into it. */
    private void use(final int index) {
        if (index >= used) {
            ensure(Objects.checkIndex(index, wordCount()) + 1);
            used = index + 1;
        }
    }

    private void ensure(final int needed) {
        if (needed > words.length) {
            words = Arrays.copyOf(words, Math.max(needed, Math.min(2 * words.length, wordCount())));
        }
    }

    /** {@return word {@code index}: page {@code 64 * index + k} is its bit {@code k}; 0 beyond all that the set can hold} */
    public long word(final int index) {
        return index < words.length ? words[index] : 0;
    }

    public boolean contains(final int page) {
        checkPage(page);
        return (word(page >>> 6) & (1L << page)) != 0;
    }

    public void add(final int page) {
        checkPage(page);
        use(page >>> 6);
        words[page >>> 6] |= 1L << page;
    }

    public void remove(final int page) {
        checkPage(page);
        removeWord(page >>> 6, 1L << page);
    }

    /** Adds the pages whose bits are set in {@code bits} to word {@code index}. */
    public void addWord(final int index, final long bits) {
        if (bits != 0) {
            use(index);
            words[index] |= bits & validBits(index);
        }
    }

    /**
     * Adds the pages whose bits are set in some words.
     *
     * @param indexes which words
     * @param bits the bits of each
     * @param from the first of both to add
     * @param to the first that is not added
     */
    void addWords(final int[] indexes, final long[] bits, final int from, final int to) {
        int last = -1;
        for (int i = from; i < to; i++) {
            last = Math.max(last, indexes[i]);
        }
        if (last < 0) {
            return;
        }
        use(last);
        final long[] held = words;
        for (int i = from; i < to; i++) {
            held[indexes[i]] |= bits[i];
        }
        held[last] &= validBits(last);
    }

    /** Adds the pages whose bits are set in the first words. */
    void addWords(final long[] bits) {
        ensure(bits.length);
        for (int i = 0; i < bits.length; i++) {
            words[i] |= bits[i];
        }
        forgetEmptyEnd(bits.length);
    }

    /** Removes the pages whose bits are set in {@code bits} from word {@code index}. */
    public void removeWord(final int index, final long bits) {
        if (index < words.length) {
            words[index] &= ~bits;
        }
    }

    /** Keeps in the first words only the pages whose bits are set. */
    void retainWords(final long[] bits) {
        final int common = Math.min(used, bits.length);
        for (int i = 0; i < common; i++) {
            words[i] &= bits[i];
        }
    }

    /** Adds the pages {@code from} (inclusive) to {@code to} (exclusive). */
    public void addRange(final int from, final int to) {
        checkRange(from, to);
        if (from == to) {
            return;
        }
        final int first = from >>> 6;
        final int last = (to - 1) >>> 6;
        use(last);
        if (first == last) {
            words[first] |= maskFrom(from) & maskBelow(to);
            return;
        }
        words[first] |= maskFrom(from);
        Arrays.fill(words, first + 1, last, -1L);
        words[last] |= maskBelow(to);
    }

    /** Removes the pages {@code from} (inclusive) to {@code to} (exclusive). */
    public void removeRange(final int from, final int to) {
        checkRange(from, to);
        if (from == to) {
            return;
        }
        final int first = from >>> 6;
        final int last = (to - 1) >>> 6;
        if (first == last) {
            removeWord(first, maskFrom(from) & maskBelow(to));
            return;
        }
        removeWord(first, maskFrom(from));
        if (first + 1 < used) {
            Arrays.fill(words, first + 1, Math.min(last, used), 0L);
        }
        removeWord(last, maskBelow(to));
    }

    /** Adds every page of {@code other} (union). */
    public void addAll(final PageSet other) {
        checkCapacity(other);
        addPrefix(other);
    }

    /**
     * Adds every page of a set of the same or a smaller capacity.
     *
     * @throws IllegalArgumentException if {@code smaller} can hold more pages than this set
     */
    public void addPrefix(final PageSet smaller) {
        if (smaller.capacity > capacity) {
            throw new IllegalArgumentException(
                    "a page set of capacity " + smaller.capacity + ", expected at most " + capacity);
        }
        ensure(smaller.used);
        for (int i = 0; i < smaller.used; i++) {
            words[i] |= smaller.words[i];
        }
        forgetEmptyEnd(smaller.used);
    }

    /** Adds every page of {@code other} (union). {@return how many of them this set did not hold} */
    public int addAllNew(final PageSet other) {
        checkCapacity(other);
        ensure(other.used);
        int added = 0;
        for (int i = 0; i < other.used; i++) {
            added += Long.bitCount(other.words[i] & ~words[i]);
            words[i] |= other.words[i];
        }
        forgetEmptyEnd(other.used);
        return added;
    }

    /** Finds the last word in use again, which removals have left alone; none before {@code atLeast} is looked at. */
    private void forgetEmptyEnd(final int atLeast) {
        int end = Math.max(used, atLeast);
        while (end > atLeast && words[end - 1] == 0) {
            end--;
        }
        used = end;
    }

    /** Removes every page of {@code other} (difference). */
    public void removeAll(final PageSet other) {
        checkCapacity(other);
        final int common = Math.min(used, other.used);
        for (int i = 0; i < common; i++) {
            words[i] &= ~other.words[i];
        }
    }

    /** Keeps only the pages that {@code other} holds too (intersection). */
    public void retainAll(final PageSet other) {
        checkCapacity(other);
        shrink(other.used);
        for (int i = 0; i < used; i++) {
            words[i] &= other.words[i];
        }
    }

    /** Makes this set equal to {@code other}. */
    public void set(final PageSet other) {
        checkCapacity(other);
        shrink(other.used);
        ensure(other.used);
        System.arraycopy(other.words, 0, words, 0, other.used);
        used = other.used;
    }

    public void clear() {
        shrink(0);
    }

    private void shrink(final int wordsToKeep) {
        if (used > wordsToKeep) {
            Arrays.fill(words, wordsToKeep, used, 0L);
            used = wordsToKeep;
        }
    }

    public boolean isEmpty() {
        for (int i = 0; i < used; i++) {
            if (words[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** {@return how many pages the set holds} */
    public int cardinality() {
        int count = 0;
        for (int i = 0; i < used; i++) {
            count += Long.bitCount(words[i]);
        }
        return count;
    }

    /** {@return how many pages the set holds from {@code from} (inclusive) to {@code to} (exclusive)} */
    public int cardinality(final int from, final int to) {
        checkRange(from, to);
        if (from == to) {
            return 0;
        }
        final int first = from >>> 6;
        final int last = (to - 1) >>> 6;
        if (first == last) {
            return Long.bitCount(word(first) & maskFrom(from) & maskBelow(to));
        }
        int count = Long.bitCount(word(first) & maskFrom(from));
        for (int i = first + 1; i < Math.min(last, used); i++) {
            count += Long.bitCount(words[i]);
        }
        return count + Long.bitCount(word(last) & maskBelow(to));
    }

    public boolean containsAll(final PageSet other) {
        checkCapacity(other);
        for (int i = 0; i < other.used; i++) {
            if ((other.words[i] & ~word(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** {@return the first page at or after {@code from} that the set holds, or -1} */
    public int next(final int from) {
        Validate.isTrue(from >= 0, "page number %d, expected 0 or more", from);
        int index = from >>> 6;
        long word = word(index) & maskFrom(from);
        while (word == 0) {
            if (++index >= used) {
                return -1;
            }
            word = words[index];
        }
        return (index << 6) + Long.numberOfTrailingZeros(word);
    }

    /** {@return the first page at or after {@code from} that the set does not hold, or the capacity if it holds them all} */
    public int nextAbsent(final int from) {
        Validate.isTrue(from >= 0, "page number %d, expected 0 or more", from);
        if (from >= capacity) {
            return capacity;
        }
        int index = from >>> 6;
        long word = ~word(index) & maskFrom(from);
        while (word == 0) {
            if (++index == wordCount()) {
                return capacity;
            }
            word = ~word(index);
        }
        return Math.min(capacity, (index << 6) + Long.numberOfTrailingZeros(word));
    }

    /** {@return the last page at or before {@code from} that the set holds, or -1} */
    public int previous(final int from) {
        if (from < 0) {
            return -1;
        }
        int index = from >>> 6;
        long word = word(index) & maskBelow(from + 1);
        while (word == 0) {
            index = Math.min(index, used) - 1;
            if (index < 0) {
                return -1;
            }
            word = words[index];
        }
        return (index << 6) + WORD_BITS - 1 - Long.numberOfLeadingZeros(word);
    }

    /** Visits every page in ascending order. The visitor must not change this set. */
    public void forEach(final IntConsumer visitor) {
        for (int i = 0; i < used; i++) {
            for (long word = words[i]; word != 0; word &= word - 1) {
                visitor.accept((i << 6) + Long.numberOfTrailingZeros(word));
            }
        }
    }

    /** Removes the pages that a condition holds for; it sees them in ascending order. */
    public void removeIf(final IntPredicate condition) {
        for (int i = 0; i < used; i++) {
            for (long word = words[i]; word != 0; word &= word - 1) {
                if (condition.test((i << 6) + Long.numberOfTrailingZeros(word))) {
                    words[i] &= ~Long.lowestOneBit(word);
                }
            }
        }
    }

    /** Visits every maximal run of consecutive pages in ascending order. */
    public void forEachRun(final RunVisitor visitor) {
        for (int from = next(0); from >= 0; ) {
            final int to = nextAbsent(from);
            visitor.visit(from, to);
            from = next(to);
        }
    }

    /** {@return the number of maximal runs of consecutive pages} */
    public int runs() {
        int runs = 0;
        long lastBit = 0;
        for (int i = 0; i < used; i++) {
            runs += Long.bitCount(words[i] & ~(words[i] << 1 | lastBit));
            lastBit = words[i] >>> (WORD_BITS - 1);
        }
        return runs;
    }

    /** {@return the pages in ascending order} */
    public int[] toArray() {
        final int[] pages = new int[cardinality()];
        int count = 0;
        for (int i = 0; i < used; i++) {
            for (long word = words[i]; word != 0; word &= word - 1) {
                pages[count++] = (i << 6) + Long.numberOfTrailingZeros(word);
            }
        }
        return pages;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof PageSet set
                && set.capacity == capacity
                && Arrays.equals(set.words, 0, set.end(), words, 0, end());
    }

    @Override
    public int hashCode() {
        int hash = capacity;
        for (int i = end() - 1; i >= 0; i--) {
            hash = 31 * hash + Long.hashCode(words[i]);
        }
        return hash;
    }

    /** {@return the word behind the last one that is not 0} */
    private int end() {
        int end = used;
        while (end > 0 && words[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** {@return the runs, like {@code {0-3, 7, 9-10} of 64}} */
    @Override
    public String toString() {
        final var text = new StringBuilder("{");
        forEachRun((from, to) -> {
            text.append(text.length() > 1 ? ", " : "").append(from);
            if (to - from > 1) {
                text.append('-').append(to - 1);
            }
        });
        return text.append("} of ").append(capacity).toString();
    }

    /** {@return the lowest bits that are set in a word} */
    public static long lowest(final long bits, final int count) {
        if (count >= Long.bitCount(bits)) {
            return bits;
        }
        int below = 0; // as many low bits as hold no more than count of them
        int left = Math.max(0, count);
        for (int half = WORD_BITS / 2; half > 0; half /= 2) {
            final int here = Long.bitCount(bits >>> below & (1L << half) - 1);
            final int ifTheyFit = ~((left - here) >> 31); // all ones or 0, for a branch could not be predicted
            below += half & ifTheyFit;
            left -= here & ifTheyFit;
        }
        return bits & (1L << below) - 1;
    }

    private static long maskFrom(final int page) {
        return -1L << page;
    }

    private static long maskBelow(final int page) {
        return -1L >>> -page;
    }

    private long validBits(final int index) {
        return index == (capacity - 1) >>> 6 ? maskBelow(capacity) : -1L;
    }

    private void checkPage(final int page) {
        if (page < 0 || page >= capacity) {
            throw new IndexOutOfBoundsException("page " + page + " of a set of capacity " + capacity);
        }
    }

    private void checkRange(final int from, final int to) {
        if (from < 0 || to < from || to > capacity) {
            throw new IndexOutOfBoundsException("pages " + from + " to " + to + " of a set of capacity " + capacity);
        }
    }

    private void checkCapacity(final PageSet other) {
        if (other.capacity != capacity) {
            throw new IllegalArgumentException("page sets of capacity " + capacity + " and " + other.capacity
                    + ": expected the same number of pages");
        }
    }

    /** Sees one run of consecutive pages. */
    @FunctionalInterface
    public interface RunVisitor {
        /**
         * Sees the pages {@code from} (inclusive) to {@code to} (exclusive).
         */
        void visit(int from, int to);
    }
}
