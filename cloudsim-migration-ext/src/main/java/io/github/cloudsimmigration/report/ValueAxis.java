package io.github.cloudsimmigration.report;

import org.knowm.xchart.style.AxesChartStyler;

/** The vertical axis of values, linear or logarithmic. */
final class ValueAxis {
    /** Powers of ten are enough of labels for an axis that spans more. */
    private static final double FEW_DECADES = 1e4;

    private static final double ROOM_ABOVE = 1.08;
    private static final double ROOM_ABOVE_LOGARITHMIC = 1.5;

    private ValueAxis() {}

    /** {@return what an axis measures, and whether it is logarithmic} */
    static String title(final String axis, final boolean logarithmic) {
        return logarithmic ? axis + ", logarithmic" : axis;
    }

    /** Lets an axis go from a floor, above 0 if it is logarithmic, to a little more than the greatest value. */
    static void apply(final AxesChartStyler styler, final boolean logarithmic, final double floor, final double max) {
        final double top = max * (logarithmic ? ROOM_ABOVE_LOGARITHMIC : ROOM_ABOVE);
        styler.setYAxisLogarithmic(logarithmic).setYAxisLogarithmicDecadeOnly(false);
        styler.setYAxisMin(floor);
        styler.setYAxisMax(top);
        final boolean everyDecade = logarithmic && top > floor * FEW_DECADES;
        styler.setYAxisTickLabelsFormattingFunction(
                value -> logarithmic && !isLabelled(value, everyDecade) ? "" : ChartStyle.number(value));
    }

    /** {@return whether a tick of a logarithmic axis has a label: powers of ten, and between a few of these 2 and 5 times them} */
    private static boolean isLabelled(final double value, final boolean powersOfTenOnly) {
        final long digit = Math.round(value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9)));
        return digit == 1 || (!powersOfTenOnly && (digit == 2 || digit == 5));
    }
}
