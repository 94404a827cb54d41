package io.github.cloudsimmigration.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.lang3.Validate;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture of some figures, as PNG and as SVG. The same figures give the same bytes on the same machine (text takes the room its
 * fonts need). Needs no display.
 *
 * <p>Colours are those of M. Okabe and K. Ito, "Color Universal Design", 2008, which the colour-blind can tell apart, with grey for black,
 * and for yellow, which is pale on white, the wine of P. Tol, "Colour Schemes", 2021; where there are more than eight things, line style or
 * brightness tells them apart too.
 */
public final class Picture {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 800;

    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xE69F00),
            new Color(0x009E73),
            new Color(0xD55E00),
            new Color(0x56B4E9),
            new Color(0xCC79A7),
            new Color(0x882255),
            new Color(0x606060));

    private static final Color TEXT = new Color(0x303030);
    private static final Color GRID = new Color(0xE6E6E6);
    private static final float LINE_WIDTH = 2;
    private static final float[][] DASHES = {{}, {8, 5}, {2, 4}, {12, 4, 2, 4}};
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP
    };

    private static final int CURVE_STEPS = 24;

    /** The nearer its ends, the straighter a line is on a logarithmic axis. */
    private static final double CURVE_STEPS_PER_E = 8;

    private static final int MANY_GROUPS = 9;
    private static final int LABEL_DEGREES = 35;

    /** Values that differ by more than this factor need a logarithmic axis. */
    private static final double WIDE_RANGE = 30;

    /** Powers of ten are enough of labels for an axis that spans more. */
    private static final double FEW_DECADES = 1e4;

    /** The lowest mark is above the end of a logarithmic axis by this factor, to be whole. */
    private static final double ROOM_FOR_MARK = 1.2;

    /** Part of the x axis before 0, for marks at 0 to be whole. */
    private static final double BEFORE_ZERO = 0.008;

    /** Part of its room that a group of bars takes. */
    private static final double GROUP_WIDTH = 0.85;

    private static final Pattern LONG_FRACTION = Pattern.compile("(\\.\\d\\d)\\d+");

    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final char NARROW_SPACE = '\u2009';

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
     * @param points where it goes through
     * @param mark index of a point to mark; -1 for none
     */
    public record Line(String name, List<Point> points, int mark) {
        public Line {
            Validate.notEmpty(points, "line %s: no points, expected at least one", name);
            points = List.copyOf(points);
        }
    }

    /** A point of a line. */
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
        final double[] positive = series.stream()
                .flatMap(bars -> bars.values().stream())
                .mapToDouble(Spread::median)
                .filter(value -> value > 0)
                .sorted()
                .toArray();
        Validate.isTrue(positive.length > 0, "picture '%s': no value above 0, expected at least one", title);
        final double max = series.stream()
                .flatMap(bars -> bars.values().stream())
                .mapToDouble(Spread::max)
                .max()
                .orElseThrow();
        final boolean logarithmic = max > positive[0] * WIDE_RANGE;

        final var chart = new WhiskerChart(series);
        chart.setTitle(title);
        chart.setYAxisTitle(logarithmic ? axis + ", logarithmic" : axis);
        style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(GROUP_WIDTH);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        if (groups.size() >= MANY_GROUPS) {
            chart.getStyler().setXAxisLabelRotation(LABEL_DEGREES);
            chart.getStyler().setXAxisLabelAlignment(TextAlignment.Right);
        }
        final double floor = logarithmic ? wellBelow(positive[0]) : 0;
        valueAxis(chart.getStyler(), logarithmic, floor, max);
        for (int i = 0; i < series.size(); i++) {
            final List<Double> heights = series.get(i).values().stream()
                    .map(value -> value.median() > 0 ? value.median() : Double.NaN)
                    .toList();
            final CategorySeries bars = chart.addSeries(series.get(i).name(), groups, heights);
            bars.setFillColor(color(i));
        }
        return new Picture(chart);
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
        Validate.notEmpty(lines, "picture '%s': no lines, expected at least one", title);
        final XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .build();
        style(chart.getStyler());
        final double end = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(0);
        chart.getStyler().setXAxisMin(-end * BEFORE_ZERO);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(Picture::number);
        final double max = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(floor);
        final double bottom = floor / ROOM_FOR_MARK;
        valueAxis(chart.getStyler(), true, bottom, Math.max(max, floor));
        for (int i = 0; i < lines.size(); i++) {
            final Line line = lines.get(i);
            final XYSeries drawn = addLine(chart, line.name(), bent(line.points(), bottom), bottom);
            drawn.setMarker(SeriesMarkers.NONE);
            drawn.setLineStyle(stroke(i)).setLineColor(color(i));
        }
        for (int i = 0; i < lines.size(); i++) { // above all lines
            final Line line = lines.get(i);
            if (line.mark() >= 0) {
                final XYSeries mark = addLine(
                        chart, line.name() + " (mark)", List.of(line.points().get(line.mark())), floor);
                mark.setMarker(MARKERS[i / COLORS.size() % MARKERS.length]).setMarkerColor(color(i));
                mark.setShowInLegend(false);
            }
        }
        return new Picture(chart);
    }

    /** Straight lines between the points are curves on a logarithmic axis: they go through more points. */
    private static List<Point> bent(final List<Point> points, final double floor) {
        final List<Point> bent = new ArrayList<>();
        for (int i = 0; i + 1 < points.size(); i++) {
            final Point from = points.get(i);
            final Point to = points.get(i + 1);
            final double ratio = Math.max(floor, from.y()) / Math.max(floor, to.y());
            final int steps =
                    (int) Math.min(CURVE_STEPS, Math.max(1, Math.ceil(Math.abs(Math.log(ratio)) * CURVE_STEPS_PER_E)));
            for (int step = 0; step < steps; step++) {
                // Closer to the end, where the curve bends most.
                final double part = 1 - Math.pow(1 - (double) step / steps, 3);
                bent.add(new Point(from.x() + part * (to.x() - from.x()), from.y() + part * (to.y() - from.y())));
            }
        }
        bent.add(points.get(points.size() - 1));
        return bent;
    }

    private static XYSeries addLine(
            final XYChart chart, final String name, final List<Point> points, final double floor) {
        return chart.addSeries(
                name,
                points.stream().mapToDouble(Point::x).toArray(),
                points.stream().mapToDouble(point -> Math.max(floor, point.y())).toArray());
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
            final List<Line> kinds) {
        Validate.notEmpty(kinds, "picture '%s': no points, expected at least one", title);
        final XYChart chart = new XYChartBuilder()
                .width(HEIGHT)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(logarithmic ? xAxis + ", logarithmic" : xAxis)
                .yAxisTitle(logarithmic ? yAxis + ", logarithmic" : yAxis)
                .build();
        style(chart.getStyler());
        final double[] values = kinds.stream()
                .flatMap(kind -> kind.points().stream())
                .flatMapToDouble(point -> java.util.stream.DoubleStream.of(point.x(), point.y()))
                .sorted()
                .toArray();
        Validate.isTrue(
                logarithmic ? values[0] > 0 : values[0] >= 0,
                "picture '%s': a value of %s, expected %s",
                title,
                values[0],
                logarithmic ? "above 0" : "0 or more");
        final double greatest = values[values.length - 1];
        final double least = logarithmic ? values[0] / 1.3 : -Math.max(1, greatest) * 0.03;
        final double most = logarithmic ? greatest * 1.3 : Math.max(1, greatest * 1.08);
        chart.getStyler().setXAxisLogarithmic(logarithmic).setYAxisLogarithmic(logarithmic);
        chart.getStyler()
                .setXAxisMin(least)
                .setXAxisMax(most)
                .setYAxisMin(least)
                .setYAxisMax(most);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(Picture::number);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(Picture::number);
        final XYSeries diagonal = chart.addSeries("equal", new double[] {least, most}, new double[] {least, most});
        diagonal.setMarker(SeriesMarkers.NONE).setLineColor(GRID.darker());
        for (int i = 0; i < kinds.size(); i++) {
            final Line kind = kinds.get(i);
            final XYSeries series = chart.addSeries(
                    kind.name(),
                    kind.points().stream().mapToDouble(Point::x).toArray(),
                    kind.points().stream().mapToDouble(Point::y).toArray());
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            series.setMarker(MARKERS[i % MARKERS.length]).setMarkerColor(color(i));
        }
        return new Picture(chart);
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

    private static void style(final AxesChartStyler styler) {
        styler.setBaseFont(font(Font.PLAIN, 15));
        styler.setChartTitleFont(font(Font.BOLD, 19));
        styler.setAxisTitleFont(font(Font.PLAIN, 16));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, 15));
        styler.setLegendFont(font(Font.PLAIN, 15));
        styler.setChartFontColor(TEXT);
        styler.setAxisTickLabelsColor(TEXT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartPadding(18);
        styler.setChartTitlePadding(14);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1);
        styler.setAxisTickMarksColor(TEXT);
        styler.setAxisTickPadding(8);
        styler.setYAxisTickMarkSpacingHint(60);
        styler.setYAxisLabelAlignment(TextAlignment.Right);
        styler.setMarkerSize(9);
        styler.setLocale(Locale.ROOT);
        styler.setAntiAlias(true);
    }

    private static void valueAxis(
            final AxesChartStyler styler, final boolean logarithmic, final double floor, final double max) {
        final double top = logarithmic ? max * 1.5 : max * 1.08;
        styler.setYAxisLogarithmic(logarithmic).setYAxisLogarithmicDecadeOnly(false);
        styler.setYAxisMin(floor);
        styler.setYAxisMax(top);
        final boolean everyDecade = logarithmic && top > floor * FEW_DECADES;
        styler.setYAxisTickLabelsFormattingFunction(
                value -> logarithmic && !isLabelled(value, everyDecade) ? "" : number(value));
    }

    /** {@return whether a tick of a logarithmic axis has a label: powers of ten, and between a few of these 2 and 5 times them} */
    private static boolean isLabelled(final double value, final boolean powersOfTenOnly) {
        final long digit = Math.round(value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9)));
        return digit == 1 || (!powersOfTenOnly && (digit == 2 || digit == 5));
    }

    private static String number(final double value) {
        if (value >= GIGA) {
            return plain(value / GIGA) + " G";
        }
        return value >= MEGA ? plain(value / MEGA) + " M" : plain(value);
    }

    private static String plain(final double value) {
        final double rounded = Math.rint(value * MEGA) / MEGA;
        return rounded == Math.rint(rounded)
                ? String.format(Locale.ROOT, "%,.0f", rounded).replace(',', NARROW_SPACE)
                : Double.toString(rounded);
    }

    /** {@return the greatest of 1, 2 and 5 times a power of ten that is at most half of a value} */
    private static double wellBelow(final double value) {
        final double decade = Math.pow(10, Math.floor(Math.log10(value / 2)));
        final double digit = value / 2 / decade;
        return decade * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
    }

    private static Color color(final int index) {
        Color color = COLORS.get(index % COLORS.size());
        for (int round = index / COLORS.size(); round > 0; round--) {
            color = color.darker();
        }
        return color;
    }

    private static BasicStroke stroke(final int index) {
        final float[] dash = DASHES[index / COLORS.size() % DASHES.length];
        return dash.length == 0
                ? new BasicStroke(LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    private static Font font(final int style, final int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** Bars with hatching and whiskers over them: XChart has symmetrical ones only, and none that are right on a logarithmic axis. */
    private static final class WhiskerChart extends CategoryChart {
        private static final double LARGEST_CAP = 8;
        private static final double HATCH_DISTANCE = 8;

        private final List<Bars> series;

        WhiskerChart(final List<Bars> series) {
            super(WIDTH, HEIGHT);
            this.series = List.copyOf(series);
        }

        @Override
        public void paint(final Graphics2D g, final int width, final int height) {
            super.paint(g, width, height);
            g.setStroke(new BasicStroke(1));
            final Rectangle2D room = plot.getBounds();
            final int groups = series.get(0).values().size();
            final double barWidth = room.getWidth() / groups * GROUP_WIDTH / series.size();
            for (int i = 0; i < series.size(); i++) {
                for (int group = 0; group < groups; group++) {
                    final double middleOfGroup = room.getX() + room.getWidth() / groups * (group + 0.5);
                    final double x = middleOfGroup + (i + 0.5 - series.size() / 2.0) * barWidth;
                    final Spread spread = series.get(i).values().get(group);
                    if (series.get(i).hatched().contains(group) && spread.median() > 0) {
                        g.setColor(Color.WHITE);
                        hatch(g, x - barWidth / 2, x + barWidth / 2, getScreenYFromChart(spread.median()));
                    }
                    if (spread.max() > spread.min()) {
                        g.setColor(TEXT);
                        whisker(g, x, spread, Math.min(LARGEST_CAP, barWidth / 2));
                    }
                }
            }
        }

        /** Draws rising lines across a bar, each beginning and ending at its edges. */
        private void hatch(final Graphics2D g, final double left, final double right, final double top) {
            final double bottom = getScreenYFromChart(getStyler().getYAxisMin());
            final double width = right - left;
            final double height = bottom - top;
            for (double rise = HATCH_DISTANCE - width; rise < height; rise += HATCH_DISTANCE) {
                g.draw(new Line2D.Double(
                        left + Math.max(0, -rise),
                        bottom - Math.max(0, rise),
                        left + Math.min(width, height - rise),
                        bottom - Math.min(height, width + rise)));
            }
        }

        private void whisker(final Graphics2D g, final double x, final Spread spread, final double cap) {
            final double floor = getStyler().getYAxisMin();
            final double top = getScreenYFromChart(Math.max(floor, spread.max()));
            final double bottom = getScreenYFromChart(Math.max(floor, spread.min()));
            g.draw(new Line2D.Double(x, bottom, x, top));
            g.draw(new Line2D.Double(x - cap / 2, top, x + cap / 2, top));
            g.draw(new Line2D.Double(x - cap / 2, bottom, x + cap / 2, bottom));
        }
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
