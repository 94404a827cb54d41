package io.github.cloudsimmigration.access;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.Validate;

/**
 * How many pages of a guest are dirty as a function of the time since all were clean: what QEMU's proposed {@code calc-dirty-rate} of a
 * sample of pages tells.
 *
 * <p>Source: A. Gudkov, "Migration time prediction using calc-dirty-rate", qemu-devel, April 2023.
 *
 * @param pageSize bytes per page, a power of two
 * @param pages the guest's pages
 * @param nonZeroPages how many of them are not zero; only these are written
 * @param points at which times how many pages were dirty, in the order of time
 */
public record DirtyCurve(int pageSize, int pages, double nonZeroPages, List<Point> points) {
    private static final double MILLIS = 1e-3;

    /**
     * A point of the curve.
     *
     * @param seconds time since all pages were clean, above 0
     * @param dirtyPages pages of the guest that are dirty then
     */
    public record Point(double seconds, double dirtyPages) {}

    public DirtyCurve {
        points = List.copyOf(points);
        Validate.isTrue(
                pageSize > 0 && Integer.bitCount(pageSize) == 1,
                "page size %d bytes, expected a power of two",
                pageSize);
        Validate.isTrue(pages > 0, "dirty curve of %d pages, expected 1 or more", pages);
        Validate.isTrue(
                nonZeroPages >= 0 && nonZeroPages <= pages,
                "%s pages of %d are not zero, expected 0 to all",
                nonZeroPages,
                pages);
        Validate.notEmpty(points, "dirty curve of no points, expected at least one");
        Point before = new Point(0, 0);
        for (final Point point : points) {
            Validate.isTrue(
                    point.seconds > before.seconds && Double.isFinite(point.seconds),
                    "point of a dirty curve at %s s after one at %s s, expected ascending times above 0",
                    point.seconds,
                    before.seconds);
            Validate.isTrue(
                    point.dirtyPages >= before.dirtyPages,
                    "%s pages dirty after %s s, %s before, expected no fewer as time goes by",
                    point.dirtyPages,
                    point.seconds,
                    before.dirtyPages);
            before = point;
        }
        Validate.isTrue(
                before.dirtyPages <= nonZeroPages + 1e-6 * pages,
                "%s pages dirty, expected at most the %s that are not zero",
                before.dirtyPages,
                nonZeroPages);
    }

    /**
     * Reads the output of {@code calc-dirty-rate}: an object with {@code page-size}, {@code n-total-pages}, {@code n-sampled-pages}, {@code
     * n-zero-pages} (of the sample), {@code periods} (ms) and {@code n-dirty-pages} (of the sample), or with such an object as its {@code
     * return}.
     *
     * @throws IllegalArgumentException if it is not that; the message says what was expected
     */
    public static DirtyCurve parse(final String json) {
        try {
            final JsonElement element = JsonParser.parseString(json);
            Validate.isTrue(element.isJsonObject(), "no JSON object, expected the output of calc-dirty-rate");
            final JsonObject object = element.getAsJsonObject();
            return object.has("return") && object.get("return").isJsonObject()
                    ? read(object.getAsJsonObject("return"))
                    : read(object);
        } catch (final JsonParseException e) {
            throw new IllegalArgumentException("no JSON, expected the output of calc-dirty-rate: " + e.getMessage(), e);
        }
    }

    private static DirtyCurve read(final JsonObject json) {
        final int pageSize = (int) whole(json, "page-size", 1 << 30);
        final int pages = (int) whole(json, "n-total-pages", Integer.MAX_VALUE);
        final double sampled = whole(json, "n-sampled-pages", pages);
        Validate.isTrue(pages > 0 && sampled > 0, "'n-sampled-pages' has %s, expected 1 or more", sampled);
        final double scale = pages / sampled;
        final double zero = whole(json, "n-zero-pages", sampled);
        final List<Double> periods = numbers(json, "periods");
        final List<Double> dirty = numbers(json, "n-dirty-pages");
        Validate.isTrue(
                periods.size() == dirty.size() && !periods.isEmpty(),
                "%d 'periods' and %d 'n-dirty-pages', expected as many of both, at least one",
                periods.size(),
                dirty.size());
        final List<Point> points = new ArrayList<>();
        for (int i = 0; i < periods.size(); i++) {
            points.add(new Point(periods.get(i) * MILLIS, dirty.get(i) * scale));
        }
        return new DirtyCurve(pageSize, pages, (sampled - zero) * scale, points);
    }

    private static double whole(final JsonObject json, final String key, final double most) {
        Validate.isTrue(json.has(key), "'%s' is missing, expected the output of calc-dirty-rate", key);
        final double number = number(json.get(key), key);
        Validate.isTrue(
                number >= 0 && number <= most && number == Math.rint(number),
                "'%s' has %s, expected a whole number of 0 to %s",
                key,
                number,
                most);
        return number;
    }

    private static List<Double> numbers(final JsonObject json, final String key) {
        Validate.isTrue(
                json.has(key) && json.get(key).isJsonArray(), "'%s' is missing or no list, expected numbers", key);
        final JsonArray array = json.getAsJsonArray(key);
        final List<Double> numbers = new ArrayList<>();
        for (final JsonElement element : array) {
            final double number = number(element, key);
            Validate.isTrue(number >= 0 && Double.isFinite(number), "'%s' has %s, expected 0 or more", key, number);
            numbers.add(number);
        }
        return numbers;
    }

    private static double number(final JsonElement element, final String key) {
        Validate.isTrue(
                element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber(),
                "'%s' has %s, expected numbers",
                key,
                element);
        return element.getAsDouble();
    }

    /** {@return how many pages are dirty after a time: linear between the points, and on beyond the last, up to all that are not zero} */
    public double dirtyPages(final double seconds) {
        Point from = new Point(0, 0);
        Point to = points.get(0);
        for (int i = 1; i < points.size() && seconds > to.seconds; i++) {
            from = to;
            to = points.get(i);
        }
        final double slope = (to.dirtyPages - from.dirtyPages) / (to.seconds - from.seconds);
        return Math.max(0, Math.min(nonZeroPages, from.dirtyPages + slope * (seconds - from.seconds)));
    }

    /** {@return the accesses that would make such a curve} */
    public FittedAccess fit() {
        return FittedAccess.to(this);
    }
}
