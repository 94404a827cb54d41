package io.github.cloudsimmigration.scenarios;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.access.DirtyCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What QEMU's {@code calc-dirty-rate} tells about a VM.
 *
 * @param curve the dirty curve of its pages that are not zero
 * @param zeroPages how many are zero
 * @param pageSize bytes of a page
 */
record MeasuredCurve(DirtyCurve curve, int zeroPages, int pageSize) {
    private static final double MILLIS = 1e3;

    /**
     * Reads a curve.
     *
     * @throws IOException if the file cannot be read or is no curve; the message names the file and what was expected
     */
    static MeasuredCurve read(final Path file) throws IOException {
        try {
            final JsonElement json = JsonParser.parseString(Files.readString(InputFiles.file(file)));
            if (!json.isJsonObject()) {
                throw new IOException(file + ": expected a JSON object with periods and n-dirty-pages");
            }
            return of(json.getAsJsonObject());
        } catch (final JsonParseException | java.nio.charset.CharacterCodingException e) {
            throw new IOException(file + ": no JSON, expected the output of calc-dirty-rate: " + e.getMessage(), e);
        } catch (final IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static MeasuredCurve of(final JsonObject json) {
        final int total = count(json, "n-total-pages");
        final int sampled = count(json, "n-sampled-pages");
        final int zero = count(json, "n-zero-pages");
        if (sampled < 1 || sampled > total || zero > sampled) {
            throw new IllegalArgumentException("n-total-pages " + total + ", n-sampled-pages " + sampled
                    + ", n-zero-pages " + zero + ", expected total >= sampled >= zero, and a sample of at least 1");
        }
        final double[] seconds = numbers(json, "periods");
        final double[] pages = numbers(json, "n-dirty-pages");
        if (seconds.length != pages.length || seconds.length == 0) {
            throw new IllegalArgumentException("'periods' has " + seconds.length + " values and 'n-dirty-pages' "
                    + pages.length + ", expected as many of both, at least one: is the file cut off?");
        }
        final double scale = (double) total / sampled;
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] /= MILLIS;
            pages[i] *= scale;
        }
        final int zeroPages = (int) Math.round(zero * scale);
        return new MeasuredCurve(
                new DirtyCurve(seconds, pages, total - zeroPages),
                zeroPages,
                json.has("page-size") ? count(json, "page-size") : 4096);
    }

    private static int count(final JsonObject json, final String key) {
        final double number = number(json.get(key), key);
        if (number != Math.rint(number) || number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "'" + key + "' is " + json.get(key) + ", expected a whole number of 0 or more");
        }
        return (int) number;
    }

    private static double[] numbers(final JsonObject json, final String key) {
        if (!json.has(key) || !json.get(key).isJsonArray()) {
            throw new IllegalArgumentException("'" + key + "' is missing, expected a list of numbers");
        }
        final JsonArray array = json.getAsJsonArray(key);
        final double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(array.get(i), key);
        }
        return numbers;
    }

    private static double number(final @org.jspecify.annotations.Nullable JsonElement element, final String key) {
        if (element == null
                || !element.isJsonPrimitive()
                || !element.getAsJsonPrimitive().isNumber()) {
            throw new IllegalArgumentException("'" + key + "' has " + element + ", expected a number");
        }
        return element.getAsDouble();
    }
}
