package io.github.cloudsimmigration.scenarios.validation;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The numbers of the test bed that no event and no counter of a run tells, so that they were found by trying values. */
enum FittedNumber {
    /** {@link TestBed.WireNumbers#bufferSeconds} */
    BUFFER_SECONDS(0.1),
    /** {@link TestBed.WireNumbers#leastBuffer} */
    LEAST_BUFFER(0),
    /** {@link TestBed.WireNumbers#largestBuffer} */
    LARGEST_BUFFER(4e6),
    /** {@link TestBed.WireNumbers#wakeSpread} */
    WAKE_SPREAD(0),
    /** {@link TestBed.WireNumbers#startSeconds} */
    START_SECONDS(0),
    /** {@link TestBed.WireNumbers#startSpread} */
    START_SPREAD(0),
    /** {@link TestBed.WritingNumbers#writeSeconds} */
    WRITE_SECONDS(10e-6);

    /** Those that have to be tried together, in the order in which they are. */
    static final List<List<FittedNumber>> TOGETHER = List.of(
            List.of(BUFFER_SECONDS, LEAST_BUFFER),
            List.of(LARGEST_BUFFER),
            List.of(WAKE_SPREAD),
            List.of(START_SECONDS, START_SPREAD),
            List.of(WRITE_SECONDS));

    private final double neutral;

    FittedNumber(final double neutral) {
        this.neutral = neutral;
    }

    /** {@return the values to try} */
    double[] candidates() {
        return switch (this) {
            case BUFFER_SECONDS -> new double[] {0.08, 0.09, 0.1, 0.112, 0.125, 0.14};
            case LEAST_BUFFER -> new double[] {0, 1.2e6, 1.8e6, 2.1e6, 2.4e6, 2.7e6};
            case LARGEST_BUFFER -> new double[] {3.3e6, 3.7e6, 4e6, 4.3e6, 4.7e6, 5.5e6};
            case WAKE_SPREAD -> new double[] {0, 0.1, 0.2, 0.3, 0.4};
            case START_SECONDS -> new double[] {0, 0.015, 0.03, 0.045, 0.06};
            case START_SPREAD -> new double[] {0, 0.15, 0.3, 0.45};
            case WRITE_SECONDS -> new double[] {6e-6, 8e-6, 10e-6, 12e-6, 14e-6, 16e-6};
        };
    }

    /** {@return the name it has in the test bed} */
    String label() {
        final String[] words = name().split("_", -1);
        final var label = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
        for (int i = 1; i < words.length; i++) {
            label.append(words[i].charAt(0)).append(words[i].substring(1).toLowerCase(Locale.ROOT));
        }
        return label.toString();
    }

    /** {@return values that know nothing of any run} */
    static Map<FittedNumber, Double> neutral() {
        final Map<FittedNumber, Double> values = new EnumMap<>(FittedNumber.class);
        for (final FittedNumber number : values()) {
            values.put(number, number.neutral);
        }
        return values;
    }

    /** {@return the values of a test bed} */
    static Map<FittedNumber, Double> of(final TestBed bed) {
        return new EnumMap<>(Map.of(
                BUFFER_SECONDS, bed.wire().bufferSeconds(),
                LEAST_BUFFER, bed.wire().leastBuffer(),
                LARGEST_BUFFER, bed.wire().largestBuffer(),
                WAKE_SPREAD, bed.wire().wakeSpread(),
                START_SECONDS, bed.wire().startSeconds(),
                START_SPREAD, bed.wire().startSpread(),
                WRITE_SECONDS, bed.writing().writeSeconds()));
    }
}
