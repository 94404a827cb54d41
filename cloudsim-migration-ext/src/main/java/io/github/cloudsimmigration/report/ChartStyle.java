package io.github.cloudsimmigration.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What all charts look like: size, fonts, colours, strokes, marks and numbers.
 *
 * <p>Colours are those of M. Okabe and K. Ito, "Color Universal Design", 2008, which the colour-blind can tell apart, with grey for black,
 * and for yellow, which is pale on white, the wine of P. Tol, "Colour Schemes", 2021; where there are more than eight things, line style or
 * brightness tells them apart too.
 */
final class ChartStyle {
    /** Width in pixels, unless a chart is square. */
    static final int WIDTH = 1600;

    /** Height in pixels. */
    static final int HEIGHT = 800;

    static final Color TEXT = new Color(0x303030);
    static final Color GRID = new Color(0xE6E6E6);

    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xE69F00),
            new Color(0x009E73),
            new Color(0xD55E00),
            new Color(0x56B4E9),
            new Color(0xCC79A7),
            new Color(0x882255),
            new Color(0x606060));

    private static final float LINE_WIDTH = 2;
    private static final float[][] DASHES = {{}, {8, 5}, {2, 4}, {12, 4, 2, 4}};
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP
    };

    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final char NARROW_SPACE = '\u2009';

    private ChartStyle() {}

    /** {@return an empty chart of points, so many pixels wide} */
    static XYChart xyChart(final int width, final String title, final String xAxis, final String yAxis) {
        final XYChart chart = new XYChartBuilder()
                .width(width)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .build();
        apply(chart.getStyler());
        return chart;
    }

    static void apply(final AxesChartStyler styler) {
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

    /** {@return the colour of the thing of a number, from 0; once all are used up, they come again darker} */
    static Color color(final int index) {
        Color color = COLORS.get(index % COLORS.size());
        for (int round = round(index); round > 0; round--) {
            color = color.darker();
        }
        return color;
    }

    /** {@return the stroke of the line of a number, from 0: another one each time the colours come again} */
    static BasicStroke stroke(final int index) {
        final float[] dash = DASHES[round(index) % DASHES.length];
        return dash.length == 0
                ? new BasicStroke(LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    /** {@return the mark on the line of a number, from 0: another one each time the colours come again} */
    static Marker markOnLine(final int index) {
        return marker(round(index));
    }

    /** {@return the mark of a number, from 0} */
    static Marker marker(final int index) {
        return MARKERS[index % MARKERS.length];
    }

    /** {@return how often all colours have been used up before} */
    private static int round(final int index) {
        return index / COLORS.size();
    }

    /** {@return a number as axes have it: with M for 10<sup>6</sup>, G for 10<sup>9</sup>, and a narrow space between thousands} */
    static String number(final double value) {
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

    private static Font font(final int style, final int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
