package io.github.cloudsimmigration.scenarios.validation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;

/**
 * A figure that is predicted and measured, and how tables, JSON and pictures tell it.
 *
 * @param name what QEMU calls it
 * @param title what tables call it
 * @param unit what it is in, and pictures tell it in
 * @param floor where logarithmic axes begin, which those that differ by magnitudes have; 0 for linear ones
 * @param possible whether a run can have such a thing
 * @param value the figure
 * @param error by how much it is predicted wrongly
 * @param valueColumn how a table of runs tells it
 * @param errorColumn how a table of runs tells its error
 * @param spreadColumn how a summary tells the spread of its errors
 */
record Figure(
        String name,
        String title,
        String unit,
        double floor,
        Predicate<MeasuredRun> possible,
        Function<RunFigures, @Nullable Double> value,
        Function<Errors, Optional<Double>> error,
        Column valueColumn,
        Column errorColumn,
        Column spreadColumn) {
    private static final String SPREAD = "median p90";

    /** The one whose errors are also counted: those of at most one. */
    static final Figure SYNCS =
            counted("dirty-sync-count", "syncs", "syncs", run -> true, RunFigures::dirtySyncCount, Errors::syncs, 5);

    /** All of them, in the order in which they are told. */
    static final List<Figure> ALL = List.of(
            relative("total-time", "ms", 500, RunFigures::totalMillis, Errors::totalPercent, "ms", 1, 0, 2),
            relative("transferred", "bytes", 5e7, RunFigures::transferred, Errors::bytesPercent, "MB", 1e6, 1, 2),
            relative("downtime", "ms", 1, RunFigures::downtimeMillis, Errors::downtimePercent, "ms", 1, 0, 1),
            SYNCS,
            counted(
                    "postcopy-requests",
                    "requests",
                    "requests",
                    MeasuredRun::hasPostcopy,
                    RunFigures::postcopyRequests,
                    Errors::requests,
                    4),
            counted(
                    "cpu-throttle-percentage",
                    "throttle",
                    "%",
                    MeasuredRun::hasAutoConverge,
                    RunFigures::throttlePercent,
                    Errors::throttle,
                    4));

    /**
     * A column of numbers.
     *
     * @param heading what stands above them
     * @param width characters
     * @param scale what 1 stands for, in the figure's unit
     * @param decimals digits after the point
     */
    record Column(String heading, int width, double scale, int decimals) {
        /** {@return a text as wide as the column} */
        String cell(final String text) {
            return StringUtils.leftPad(text, width);
        }
    }

    /**
     * {@return a figure that differs by magnitudes, so that its errors are in percent}
     *
     * @param tableUnit what tables tell it in
     * @param scale the same in the figure's unit
     */
    private static Figure relative(
            final String name,
            final String unit,
            final double floor,
            final Function<RunFigures, @Nullable Double> value,
            final Function<Errors, Optional<Double>> error,
            final String tableUnit,
            final double scale,
            final int decimals,
            final int errorDecimals) {
        final String heading = name + " [" + tableUnit + "]";
        return new Figure(
                name,
                name,
                unit,
                floor,
                run -> true,
                value,
                error,
                new Column(heading, heading.length(), scale, decimals),
                new Column("err %", 7, 1, errorDecimals),
                new Column(SPREAD + " %", 15, 1, errorDecimals));
    }

    /** {@return a figure that is told as a whole number, and so are its errors, but not what lies between two of them} */
    private static Figure counted(
            final String name,
            final String title,
            final String unit,
            final Predicate<MeasuredRun> possible,
            final Function<RunFigures, @Nullable Double> value,
            final Function<Errors, Optional<Double>> error,
            final int errorWidth) {
        return new Figure(
                name,
                title,
                unit,
                0,
                possible,
                value,
                error,
                new Column(title, 8, 1, 0),
                new Column("err", errorWidth, 1, 0),
                new Column(SPREAD, SPREAD.length(), 1, 1));
    }

    /** {@return whether it differs by magnitudes} */
    boolean logarithmic() {
        return floor > 0;
    }
}
