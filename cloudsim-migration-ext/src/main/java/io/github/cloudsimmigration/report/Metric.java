package io.github.cloudsimmigration.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Function;

/**
 * Something worth telling about a {@code T}: declared once, told by every report.
 *
 * @param name its name; a dot nests it in JSON
 * @param unit its unit, empty if it has none
 * @param decimals decimal places if it is a number with a fraction
 * @param value how to get it: a string, a boolean, a whole number, a double or {@link #UNKNOWN}
 * @param <T> what it is told about
 */
public record Metric<T>(String name, String unit, int decimals, Function<T, Object> value) {
    /** The value of what is not known, or of nothing: no text, and null in JSON. */
    public static final Object UNKNOWN = new Object() {
        @Override
        public String toString() {
            return "";
        }
    };

    private static final int MICROSECOND_DECIMALS = 3;

    /** {@return something told as it is, without a unit: a word, a sentence, a seed} */
    public static <T> Metric<T> text(final String name, final Function<T, Object> value) {
        return new Metric<>(name, "", 0, value);
    }

    /**
     * {@return a whole number}
     *
     * @param name its name
     * @param unit what is counted, like {@code pages} or {@code bytes}; empty if the name says it
     * @param value how to get it, in that unit
     */
    public static <T> Metric<T> count(final String name, final String unit, final Function<T, Object> value) {
        return new Metric<>(name, unit, 0, value);
    }

    /**
     * {@return a number with a fraction}
     *
     * @param name its name
     * @param unit its unit, like {@code s} or {@code kWh}; empty if it has none
     * @param decimals decimal places told
     * @param value how to get it, in that unit
     */
    public static <T> Metric<T> number(
            final String name, final String unit, final int decimals, final Function<T, Double> value) {
        return new Metric<>(name, unit, decimals, value::apply);
    }

    /**
     * {@return a time told in milliseconds, to the microsecond}
     *
     * @param name its name
     * @param seconds how to get it, in seconds
     */
    public static <T> Metric<T> millis(final String name, final Function<T, Double> seconds) {
        return millis(name, MICROSECOND_DECIMALS, seconds);
    }

    /**
     * {@return a time told in milliseconds}
     *
     * @param name its name
     * @param decimals decimal places told, of milliseconds
     * @param seconds how to get it, in seconds
     */
    public static <T> Metric<T> millis(final String name, final int decimals, final Function<T, Double> seconds) {
        return number(name, "ms", decimals, subject -> seconds.apply(subject) * 1e3);
    }

    /** {@return the value as text, the same in every locale} */
    public String text(final T subject) {
        final Object found = value.apply(subject);
        return found instanceof Double number && Double.isFinite(number)
                ? BigDecimal.valueOf(number)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .toPlainString()
                : found.toString();
    }
}
