package io.github.cloudsimmigration.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.lang3.Validate;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A picture of some figures, as PNG and as SVG. The same figures give the same bytes on the same machine (text takes the room its
 * fonts need). Needs no display. The colour-blind can tell its colours apart.
 */
public final class Picture {
    private static final Pattern LONG_FRACTION = Pattern.compile("(\\.\\d\\d)\\d+");

    private final byte[] png;
    private final byte[] svg;

    /**
     * Bars of one colour.
     *
     * @param name what they stand for
     * @param values one for each group; the bar is the median, its whisker goes from the smallest to the
     *     largest; no bar for 0
     * @param hatched in which groups the bar is hatched, numbered from 0
     */
    public record Bars(String name, List<Spread> values, Set<Integer> hatched) {
        public Bars {
            values = List.copyOf(values);
            hatched = Set.copyOf(hatched);
        }

        public Bars(final String name, final List<Spread> values) {
            this(name, values, Set.of());
        }
    }

    /**
     * A line.
     *
     * @param name what it stands for
     * @param points where it goes through, at least one
     * @param marks those of them that have a mark
     */
    public record Line(String name, List<Point> points, List<Point> marks) {
        public Line {
            Validate.notEmpty(points, "line %s: no points, expected at least one", name);
            points = List.copyOf(points);
            marks = List.copyOf(marks);
        }

        public Line(final String name, final List<Point> points) {
            this(name, points, List.of());
        }
    }

    /**
     * Points of one kind.
     *
     * @param name what they stand for
     * @param points where they are, at least one
     */
    public record Points(String name, List<Point> points) {
        public Points {
            Validate.notEmpty(points, "points %s: none, expected at least one", name);
            points = List.copyOf(points);
        }
    }

    /** A place in a picture, in the units of its axes. */
    public record Point(double x, double y) {}

    private Picture(final IChart chart) {
        png = encoded(chart, "png");
        svg = LONG_FRACTION
                .matcher(new String(encoded(chart, "svg"), StandardCharsets.UTF_8))
                .replaceAll("$1")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * {@return groups of bars, as many in each as there are colours}
     *
     * @param title above the picture
     * @param axis what the bars measure, with its unit
     * @param groups what stands under each group
     * @param series the bars, by colour; at least one value is above 0
     */
    public static Picture bars(
            final String title, final String axis, final List<String> groups, final List<Bars> series) {
        return new Picture(BarChart.of(title, axis, groups, series));
    }

    /**
     * {@return lines over a common axis; the vertical one is logarithmic}
     *
     * @param title above the picture
     * @param xAxis what runs to the right, with its unit
     * @param yAxis what runs upwards, with its unit
     * @param floor where the vertical axis begins, just below it, above 0; lines that go below end there
     * @param lines the lines, at least one
     */
    public static Picture lines(
            final String title, final String xAxis, final String yAxis, final double floor, final List<Line> lines) {
        return new Picture(LineChart.of(title, xAxis, yAxis, floor, lines));
    }

    /**
     * {@return points of several kinds beside the diagonal, on which both values are the same}
     *
     * @param title what it shows
     * @param xAxis what is told along the x axis, with its unit
     * @param yAxis what is told along the y axis, with its unit
     * @param logarithmic whether both axes are logarithmic; else they are linear and begin a little below 0
     * @param kinds the points by kind, all values above 0 on logarithmic axes, none below on linear ones
     */
    public static Picture scatter(
            final String title,
            final String xAxis,
            final String yAxis,
            final boolean logarithmic,
            final List<Points> kinds) {
        return new Picture(ScatterChart.of(title, xAxis, yAxis, logarithmic, kinds));
    }

    /** {@return the picture as PNG} */
    public byte[] png() {
        return png.clone();
    }

    /** {@return the picture as SVG} */
    public byte[] svg() {
        return svg.clone();
    }

    /** Writes {@code name.png} and {@code name.svg} into a folder. */
    public void writeTo(final Path folder, final String name) throws IOException {
        Files.write(folder.resolve(name + ".png"), png);
        Files.write(folder.resolve(name + ".svg"), svg);
    }

    private static byte[] encoded(final IChart chart, final String format) {
        final var out = new ByteArrayOutputStream();
        try {
            ChartEncoder.saveChart(chart, out, format);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
