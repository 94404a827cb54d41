package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.report.Picture.Point;
import io.github.cloudsimmigration.report.Picture.Points;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.lang3.Validate;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Points beside the diagonal, on two axes that are the same. */
final class ScatterChart {
    /** What a logarithmic axis goes beyond the least and the greatest value, as a factor. */
    private static final double LOGARITHMIC_MARGIN = 1.3;

    /** What a linear axis begins below 0, as a part of the greatest value. */
    private static final double MARGIN_BELOW = 0.03;

    /** Where a linear axis ends, in greatest values. */
    private static final double MARGIN_ABOVE = 1.08;

    /** A linear axis goes at least this far. */
    private static final double SHORTEST = 1;

    private ScatterChart() {}

    /** {@return a chart of points of several kinds} */
    static XYChart of(
            final String title,
            final String xAxis,
            final String yAxis,
            final boolean logarithmic,
            final List<Points> kinds) {
        Validate.notEmpty(kinds, "picture '%s': no points, expected at least one", title);
        final double[] values = kinds.stream()
                .flatMap(kind -> kind.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(point.x(), point.y()))
                .sorted()
                .toArray();
        Validate.isTrue(
                logarithmic ? values[0] > 0 : values[0] >= 0,
                "picture '%s': a value of %s, expected %s",
                title,
                values[0],
                logarithmic ? "above 0" : "0 or more");
        final double greatest = values[values.length - 1];
        final double from = logarithmic ? values[0] / LOGARITHMIC_MARGIN : -Math.max(SHORTEST, greatest) * MARGIN_BELOW;
        final double to = logarithmic ? greatest * LOGARITHMIC_MARGIN : Math.max(SHORTEST, greatest * MARGIN_ABOVE);

        final XYChart chart = ChartStyle.xyChart(
                ChartStyle.HEIGHT, title, ValueAxis.title(xAxis, logarithmic), ValueAxis.title(yAxis, logarithmic));
        setAxes(chart.getStyler(), logarithmic, from, to);
        final XYSeries diagonal = chart.addSeries("equal", new double[] {from, to}, new double[] {from, to});
        diagonal.setMarker(SeriesMarkers.NONE).setLineColor(ChartStyle.GRID.darker());
        for (int i = 0; i < kinds.size(); i++) {
            final Points kind = kinds.get(i);
            final XYSeries series = chart.addSeries(
                    kind.name(),
                    kind.points().stream().mapToDouble(Point::x).toArray(),
                    kind.points().stream().mapToDouble(Point::y).toArray());
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            series.setMarker(ChartStyle.marker(i)).setMarkerColor(ChartStyle.color(i));
        }
        return chart;
    }

    private static void setAxes(
            final AxesChartStyler styler, final boolean logarithmic, final double from, final double to) {
        styler.setXAxisLogarithmic(logarithmic).setYAxisLogarithmic(logarithmic);
        styler.setXAxisMin(from).setXAxisMax(to).setYAxisMin(from).setYAxisMax(to);
        styler.setXAxisTickLabelsFormattingFunction(ChartStyle::number);
        styler.setYAxisTickLabelsFormattingFunction(ChartStyle::number);
    }
}
