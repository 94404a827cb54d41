package io.github.cloudsimmigration.access;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.cloudsimmigration.memory.MemoryLayout;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/** Reads what {@code calc-dirty-rate} tells; see {@link MeasuredCurve#read}. */
final class MeasuredCurveReader {
    private static final String PERIODS = "periods";
    private static final String DIRTY_PAGES = "n-dirty-pages";
    private static final double MILLIS = 1e3;
    private static final double MOST_DIGITS = 1e15;
    private static final JsonPrimitive MEASURED = new JsonPrimitive("measured");
    private static final JsonPrimitive IN_MILLIS = new JsonPrimitive("millisecond");

    /** A measurement may end sooner than it was to by this part. */
    private static final double TOO_SOON = 0.01;

    private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");
    private static final Pattern PLACE = Pattern.compile("at line \\d+ column \\d+");

    private MeasuredCurveReader() {}

    /** {@return the curve in a stream} */
    static MeasuredCurve read(final InputStream input, final String name) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap(input.readAllBytes());
        try {
            return of(JsonParser.parseString(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString()));
        } catch (final CharacterCodingException e) {
            throw new IOException(name + ": not UTF-8, expected the output of calc-dirty-rate", e);
        } catch (final JsonParseException e) {
            throw new IOException(name + ": " + complaint(e), e);
        } catch (final IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static String complaint(final JsonParseException exception) {
        final String said = String.valueOf(exception.getMessage());
        final Matcher place = PLACE.matcher(said);
        final String where = place.find() ? " " + place.group() : "";
        if (exception.getCause() instanceof EOFException || said.contains("Unterminated")) {
            return "no JSON, it ends" + where + ": is the file cut off?";
        }
        return "no JSON" + where + ", expected the output of calc-dirty-rate";
    }

    private static MeasuredCurve of(final JsonElement json) {
        if (!json.isJsonObject()) {
            throw new IllegalArgumentException("expected a JSON object with periods and n-dirty-pages");
        }
        final JsonObject answer = json.getAsJsonObject();
        if (answer.get("error") instanceof JsonObject error && error.get("desc") instanceof JsonPrimitive reason) {
            throw new IllegalArgumentException("QEMU answered with an error: " + reason.getAsString());
        }
        return of(answer.get("return") instanceof JsonObject result ? result : answer);
    }

    private static MeasuredCurve of(final JsonObject json) {
        final boolean answered = json.has("status") || json.has("dirty-rate");
        Validate.isTrue(
                !answered || json.has(PERIODS) || json.has(DIRTY_PAGES),
                "no curve, as QEMU answers without A. Gudkov's patches of 2023, expected what it answers with them: n-total-pages,"
                        + " n-sampled-pages, n-zero-pages, periods and n-dirty-pages");
        final int total = count(json, "n-total-pages");
        final int sampled = count(json, "n-sampled-pages");
        final int zero = count(json, "n-zero-pages");
        Validate.isTrue(
                sampled <= total && zero < sampled,
                "n-total-pages %d, n-sampled-pages %d, n-zero-pages %d, expected total >= sampled > zero",
                total,
                sampled,
                zero);
        final double[] seconds = numbers(json, PERIODS);
        final double[] pages = numbers(json, DIRTY_PAGES);
        check(seconds, pages, sampled - zero);
        checkThatItIsWhole(json, seconds[seconds.length - 1]);
        final double scale = (double) total / sampled;
        final int zeroPages = (int) Math.round(zero * scale);
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] /= MILLIS;
            pages[i] = Math.min(pages[i] * scale, (double) total - zeroPages);
        }
        return new MeasuredCurve(
                new DirtyCurve(seconds, pages, total - zeroPages),
                zeroPages,
                json.has("page-size") ? count(json, "page-size") : MemoryLayout.DEFAULT_PAGE_SIZE);
    }

    private static void check(final double[] millis, final double[] pages, final int nonZero) {
        Validate.isTrue(
                millis.length == pages.length && millis.length > 1,
                "'periods' has %d values and 'n-dirty-pages' %d, expected as many of both, two or more",
                millis.length,
                pages.length);
        for (int i = 0; i < millis.length; i++) {
            Validate.isTrue(
                    millis[i] > (i == 0 ? 0 : millis[i - 1]),
                    "'periods' has %s after %s, expected ascending times above 0",
                    text(millis[i]),
                    i == 0 ? "nothing" : text(millis[i - 1]));
            Validate.isTrue(pages[i] >= 0, "'n-dirty-pages' has %s, expected 0 or more", text(pages[i]));
            Validate.isTrue(
                    pages[i] == Math.rint(pages[i]), "'n-dirty-pages' has %s, expected whole pages", text(pages[i]));
            Validate.isTrue(
                    i == 0 || pages[i] >= pages[i - 1],
                    "'n-dirty-pages' has %s after %s, expected no less than before: a dirty page stays dirty",
                    text(pages[i]),
                    i == 0 ? "nothing" : text(pages[i - 1]));
            Validate.isTrue(
                    pages[i] <= nonZero,
                    "'n-dirty-pages' has %s, expected at most the %d sampled pages that are not zero",
                    text(pages[i]),
                    nonZero);
        }
    }

    /** Refuses a measurement that had not ended when it was asked for, or whose end is missing: QEMU goes on until the calc-time. */
    private static void checkThatItIsWhole(final JsonObject json, final double endMillis) {
        final JsonElement status = json.get("status");
        Validate.isTrue(
                status == null || status.equals(MEASURED),
                "'status' is %s, expected measured: the measurement has not ended",
                status);
        if (json.has("calc-time")) {
            final double unit = IN_MILLIS.equals(json.get("calc-time-unit")) ? 1 : MILLIS;
            final double expected = number(json.get("calc-time"), "calc-time") * unit;
            Validate.isTrue(
                    endMillis >= expected * (1 - TOO_SOON),
                    "'periods' end with %s, expected the calc-time of %s ms: is the curve cut off?",
                    text(endMillis),
                    text(expected));
        }
    }

    private static String text(final double number) {
        final boolean whole = number == Math.rint(number) && Math.abs(number) < MOST_DIGITS;
        return whole ? Long.toString((long) number) : Double.toString(number);
    }

    /** {@return what the file has there} The parser takes a bare NaN for a text. */
    private static String text(final JsonElement element) {
        final boolean bare = element instanceof JsonPrimitive primitive && NO_NUMBERS.contains(primitive.getAsString());
        return bare ? element.getAsString() : element.toString();
    }

    private static int count(final JsonObject json, final String key) {
        final double number = number(json.get(key), key);
        if (number != Math.rint(number) || number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "'" + key + "' is " + json.get(key) + ", expected a whole number from 0 to " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    private static double[] numbers(final JsonObject json, final String key) {
        final JsonElement list = json.get(key);
        if (list == null || !list.isJsonArray()) {
            throw new IllegalArgumentException(
                    "'" + key + "' is " + (list == null ? "missing" : list) + ", expected a list of numbers");
        }
        final JsonArray array = list.getAsJsonArray();
        final double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(array.get(i), key);
        }
        return numbers;
    }

    private static double number(final @Nullable JsonElement element, final String key) {
        if (element == null) {
            throw new IllegalArgumentException("'" + key + "' is missing, expected a number");
        }
        if (!element.isJsonPrimitive()
                || !element.getAsJsonPrimitive().isNumber()
                || !Double.isFinite(element.getAsDouble())) {
            throw new IllegalArgumentException("'" + key + "' has " + text(element) + ", expected a number");
        }
        return element.getAsDouble();
    }
}
