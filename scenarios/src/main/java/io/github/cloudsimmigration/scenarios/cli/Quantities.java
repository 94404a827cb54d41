package io.github.cloudsimmigration.scenarios.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads amounts of memory and rates of links as people write them. */
public final class Quantities {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z/]*)");
    private static final double KIBI = 1024;
    private static final double MAX_BYTES = KIBI * KIBI * KIBI * KIBI;
    private static final double MAX_BITS_PER_SECOND = 1e15;

    private static final Map<String, Double> BYTES = Map.ofEntries(
            Map.entry("", KIBI * KIBI),
            Map.entry("b", 1.0),
            Map.entry("kb", 1e3),
            Map.entry("mb", 1e6),
            Map.entry("gb", 1e9),
            Map.entry("tb", 1e12),
            Map.entry("k", KIBI),
            Map.entry("m", KIBI * KIBI),
            Map.entry("g", KIBI * KIBI * KIBI),
            Map.entry("kib", KIBI),
            Map.entry("mib", KIBI * KIBI),
            Map.entry("gib", KIBI * KIBI * KIBI),
            Map.entry("tib", KIBI * KIBI * KIBI * KIBI));

    private static final Map<String, Double> BITS_PER_SECOND = Map.of(
            "",
            1e6,
            "bit",
            1.0,
            "kbit",
            1e3,
            "mbit",
            1e6,
            "gbit",
            1e9,
            "mbps",
            1e6,
            "gbps",
            1e9,
            "mibit",
            KIBI * KIBI,
            "gibit",
            KIBI * KIBI * KIBI);

    private Quantities() {}

    /** {@return bytes, from {@code 512}, {@code 512MiB} (both 512 * 2^20), {@code 512MB} (512 * 10^6), {@code 2GiB} ...} */
    public static long bytes(final String name, final String text) {
        final double bytes = amount(name, text, BYTES, "an amount of memory like 1024 (MiB), 512MiB, 2GiB or 512MB");
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(name + " " + text + ", expected at least one byte and at most 1TiB");
        }
        return Math.round(bytes);
    }

    /** {@return mebibytes, of which CloudSim Plus knows whole ones only, from the same} */
    public static int mebibytes(final String name, final String text) {
        final double mebibytes = bytes(name, text) / (KIBI * KIBI);
        if (mebibytes != Math.rint(mebibytes)) {
            throw new IllegalArgumentException(name + " " + text + ", expected whole MiB");
        }
        return (int) mebibytes;
    }

    /** {@return bytes per second, from {@code 1000}, {@code 1000Mbit} (both 10^9 bit/s), {@code 10Gbit} ...} */
    public static double bytesPerSecond(final String name, final String text) {
        final double bits = amount(name, text, BITS_PER_SECOND, "a rate like 1000 (Mbit/s), 500Mbit or 10Gbit");
        if (bits <= 0 || bits > MAX_BITS_PER_SECOND) {
            throw new IllegalArgumentException(name + " " + text + ", expected more than 0 and at most 1000000Gbit");
        }
        return bits / 8;
    }

    private static double amount(
            final String name, final String text, final Map<String, Double> units, final String expected) {
        final Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        if (matcher.matches()) {
            final String unit = matcher.group(2).toLowerCase(Locale.ROOT).replace("/s", "");
            final Double factor = units.get(unit);
            if (factor != null) {
                return Double.parseDouble(matcher.group(1)) * factor;
            }
        }
        throw new IllegalArgumentException(name + " '" + text + "', expected " + expected);
    }

    /** Refuses a number that is too small. */
    public static void checkAtLeast(final int least, final String option, final int value) {
        if (value < least) {
            throw new IllegalArgumentException(option + " " + value + ", expected " + least + " or more");
        }
    }

    /** Refuses a number that is too small, or none. */
    public static void checkAtLeast(final double least, final String option, final double value) {
        if (!(value >= least)) {
            throw new IllegalArgumentException(option + " " + value + ", expected " + least + " or more");
        }
    }

    /** Refuses a number that is too great, and says why. */
    public static void checkAtMost(final long most, final String option, final int value, final String why) {
        if (value > most) {
            throw new IllegalArgumentException(option + " " + value + ", expected at most " + most + ": " + why);
        }
    }

    /** Refuses a number that is not above 0, or infinite. */
    public static void checkAboveZero(final String option, final double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(option + " " + value + ", expected more than 0");
        }
    }
}
