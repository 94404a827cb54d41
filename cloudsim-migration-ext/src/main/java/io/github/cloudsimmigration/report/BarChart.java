package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.report.Picture.Bars;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.apache.commons.lang3.Validate;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;

/**
 * Groups of bars, with hatching and whiskers over them: XChart has symmetrical whiskers only, and none that are right on a logarithmic
 * axis.
 */
final class BarChart extends CategoryChart {
    /** Labels of more groups are slanted. */
    private static final int MANY_GROUPS = 9;

    private static final int LABEL_DEGREES = 35;

    /** Values that differ by more than this factor need a logarithmic axis. */
    private static final double WIDE_RANGE = 30;

    /** Part of its room that a group of bars takes. */
    private static final double GROUP_WIDTH = 0.85;

    /** Width of the widest cap of a whisker, in pixels. */
    private static final double LARGEST_CAP = 8;

    /** Pixels from one line of hatching up to the next. */
    private static final double HATCH_DISTANCE = 8;

    private final List<Bars> series;

    private BarChart(final List<Bars> series) {
        super(ChartStyle.WIDTH, ChartStyle.HEIGHT);
        this.series = List.copyOf(series);
    }

    /** {@return a chart of some bars; its axis is logarithmic if they differ widely} */
    static BarChart of(final String title, final String axis, final List<String> groups, final List<Bars> series) {
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

        final var chart = new BarChart(series);
        chart.setTitle(title);
        chart.setYAxisTitle(ValueAxis.title(axis, logarithmic));
        chart.style(groups.size());
        ValueAxis.apply(chart.getStyler(), logarithmic, logarithmic ? wellBelow(positive[0]) : 0, max);
        for (int i = 0; i < series.size(); i++) {
            final List<Double> heights = series.get(i).values().stream()
                    .map(value -> value.median() > 0 ? value.median() : Double.NaN)
                    .toList();
            final CategorySeries bars = chart.addSeries(series.get(i).name(), groups, heights);
            bars.setFillColor(ChartStyle.color(i));
        }
        return chart;
    }

    private void style(final int groups) {
        ChartStyle.apply(getStyler());
        getStyler().setAvailableSpaceFill(GROUP_WIDTH);
        getStyler().setPlotGridVerticalLinesVisible(false);
        if (groups >= MANY_GROUPS) {
            getStyler().setXAxisLabelRotation(LABEL_DEGREES);
            getStyler().setXAxisLabelAlignment(TextAlignment.Right);
        }
    }

    /** {@return the greatest of 1, 2 and 5 times a power of ten that is at most half of a value} */
    private static double wellBelow(final double value) {
        final double decade = Math.pow(10, Math.floor(Math.log10(value / 2)));
        final double digit = value / 2 / decade;
        return decade * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
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
                    g.setColor(ChartStyle.TEXT);
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
