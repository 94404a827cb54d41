package io.github.cloudsimmigration.scenarios.validation;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the program in the guest was told.
 *
 * @param fillMib memory it filled
 * @param workingSetMib memory it writes
 * @param perSecond writes per second
 * @param pattern which pages
 * @param first the hot fraction of a hot pattern, or the exponent of a Zipf one
 * @param second the share of writes to the hot fraction
 * @param spins whether it is paced by CPU time, not by the clock
 */
record WriterSpec(
        int fillMib, int workingSetMib, double perSecond, Pattern pattern, double first, double second, boolean spins) {
    private static final int PAGES_PER_MIB = 256;

    /** A guest in which no program writes: one of whom none is told. */
    static final WriterSpec NONE = new WriterSpec(0, 0, 0, Pattern.UNIFORM, 0, 0, false);

    /** Which pages are written. */
    enum Pattern {
        UNIFORM("uniform", 0),
        SEQUENTIAL("seq", 0),
        HOT("hot", 2),
        ZIPF("zipf", 1);

        private final String label;
        private final int numbers;

        Pattern(final String label, final int numbers) {
            this.label = label;
            this.numbers = numbers;
        }

        /** {@return how many numbers say more about it} */
        int numbers() {
            return numbers;
        }

        static Pattern of(final String label) {
            return Arrays.stream(values())
                    .filter(pattern -> pattern.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("write pattern '" + label + "', expected one of: "
                            + Arrays.stream(values())
                                    .map(pattern -> pattern.label)
                                    .collect(Collectors.joining(", "))));
        }
    }

    /** {@return the pages it filled} */
    int filledPages() {
        return Math.max(fillMib, workingSetMib) * PAGES_PER_MIB;
    }

    /** {@return the pages it writes} */
    int workingSet() {
        return workingSetMib * PAGES_PER_MIB;
    }

    boolean writes() {
        return workingSetMib > 0 && perSecond > 0;
    }

    /** {@return the hot pages of a hot pattern} */
    int hotPages() {
        return Math.max(1, (int) (workingSet() * first));
    }
}
