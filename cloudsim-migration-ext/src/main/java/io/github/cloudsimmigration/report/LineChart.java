package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.report.Picture.Line;
import io.github.cloudsimmigration.report.Picture.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.lang3.Validate;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines with marks on them, over a logarithmic axis. */
final class LineChart {
    private static final int CURVE_STEPS = 24;

    /** The nearer its ends, the straighter a line is on a logarithmic axis. */
    private static final double CURVE_STEPS_PER_E = 8;

    /** The lowest mark is above the end of the vertical axis by this factor, to be whole. */
    private static final double ROOM_FOR_MARK = 1.2;

    /** Part of the x axis before 0, for marks at 0 to be whole. */
    private static final double BEFORE_ZERO = 0.008;

    private LineChart() {}

    /** {@return a chart of some lines; what is below the floor is drawn at it} */
    static XYChart of(
            final String title, final String xAxis, final String yAxis, final double floor, final List<Line> lines) {
        Validate.notEmpty(lines, "picture '%s': no lines, expected at least one", title);
        final XYChart chart = ChartStyle.xyChart(ChartStyle.WIDTH, title, xAxis, yAxis);
        chart.getStyler().setXAxisMin(-max(lines, Point::x) * BEFORE_ZERO);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(ChartStyle::number);
        final double bottom = floor / ROOM_FOR_MARK;
        ValueAxis.apply(chart.getStyler(), true, bottom, Math.max(max(lines, Point::y), floor));
        for (int i = 0; i < lines.size(); i++) {
            final Line line = lines.get(i);
            final XYSeries drawn = add(chart, line.name(), bent(line.points(), bottom), bottom);
            drawn.setMarker(SeriesMarkers.NONE);
            drawn.setLineStyle(ChartStyle.stroke(i)).setLineColor(ChartStyle.color(i));
        }
        for (int i = 0; i < lines.size(); i++) { // above all lines
            final Line line = lines.get(i);
            if (!line.marks().isEmpty()) {
                final XYSeries marks = add(chart, line.name() + " (mark)", line.marks(), floor);
                marks.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
                marks.setMarker(ChartStyle.markOnLine(i)).setMarkerColor(ChartStyle.color(i));
                marks.setShowInLegend(false);
            }
        }
        return chart;
    }

    private static double max(final List<Line> lines, final ToDoubleFunction<Point> coordinate) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(coordinate)
                .max()
                .orElseThrow();
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

    private static XYSeries add(final XYChart chart, final String name, final List<Point> points, final double floor) {
        return chart.addSeries(
                name,
                points.stream().mapToDouble(Point::x).toArray(),
                points.stream().mapToDouble(point -> Math.max(floor, point.y())).toArray());
    }
}
