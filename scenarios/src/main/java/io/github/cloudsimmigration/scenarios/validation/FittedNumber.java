package io.github.cloudsimmigration.scenarios.validation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The numbers of the test bed that no event and no counter of a run tells, so that they were found by trying values. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state, and the arrays are copied
enum FittedNumber {
    /** {@link TestBed.WireNumbers#bufferSeconds} */
    BUFFER_SECONDS("bufferSeconds", 0.1, bed -> bed.wire().bufferSeconds(), 0.08, 0.09, 0.1, 0.112, 0.125, 0.14),
    /** {@link TestBed.WireNumbers#leastBuffer} */
    LEAST_BUFFER("leastBuffer", 0, bed -> bed.wire().leastBuffer(), 0, 1.2e6, 1.8e6, 2.1e6, 2.4e6, 2.7e6),
    /** {@link TestBed.WireNumbers#largestBuffer} */
    LARGEST_BUFFER("largestBuffer", 4e6, bed -> bed.wire().largestBuffer(), 3.3e6, 3.7e6, 4e6, 4.3e6, 4.7e6, 5.5e6),
    /** {@link TestBed.WireNumbers#wakeSpread} */
    WAKE_SPREAD("wakeSpread", 0, bed -> bed.wire().wakeSpread(), 0, 0.1, 0.2, 0.3, 0.4),
    /** {@link TestBed.WireNumbers#startSeconds} */
    START_SECONDS("startSeconds", 0, bed -> bed.wire().startSeconds(), 0, 0.015, 0.03, 0.045, 0.06),
    /** {@link TestBed.WireNumbers#startSpread} */
    START_SPREAD("startSpread", 0, bed -> bed.wire().startSpread(), 0, 0.15, 0.3, 0.45),
    /** {@link TestBed.WritingNumbers#writeSeconds} */
    WRITE_SECONDS("writeSeconds", 10e-6, bed -> bed.writing().writeSeconds(), 6e-6, 8e-6, 10e-6, 12e-6, 14e-6, 16e-6);

    /** Those that have to be tried together, in the order in which they are. */
    static final List<List<FittedNumber>> TOGETHER = List.of(
            List.of(BUFFER_SECONDS, LEAST_BUFFER),
            List.of(LARGEST_BUFFER),
            List.of(WAKE_SPREAD),
            List.of(START_SECONDS, START_SPREAD),
            List.of(WRITE_SECONDS));

    private final String label;
    private final double neutral;
    private final ToDoubleFunction<TestBed> inTestBed;
    private final double[] candidates;

    FittedNumber(
            final String label,
            final double neutral,
            final ToDoubleFunction<TestBed> inTestBed,
            final double... candidates) {
        this.label = label;
        this.neutral = neutral;
        this.inTestBed = inTestBed;
        this.candidates = candidates;
    }

    /** {@return the values to try} */
    double[] candidates() {
        return candidates.clone();
    }

    /** {@return the name it has in the test bed} */
    String label() {
        return label;
    }

    /** {@return values that know nothing of any run} */
    static Map<FittedNumber, Double> neutral() {
        return values(number -> number.neutral);
    }

    /** {@return the values of a test bed} */
    static Map<FittedNumber, Double> of(final TestBed bed) {
        return values(number -> number.inTestBed.applyAsDouble(bed));
    }

    private static Map<FittedNumber, Double> values(final ToDoubleFunction<FittedNumber> value) {
        final Map<FittedNumber, Double> values = new EnumMap<>(FittedNumber.class);
        for (final FittedNumber number : values()) {
            values.put(number, value.applyAsDouble(number));
        }
        return values;
    }
}
