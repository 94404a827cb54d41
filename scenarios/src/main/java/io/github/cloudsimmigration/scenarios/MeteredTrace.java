package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.access.PageTraceAccess;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A page trace, replayed over and over, of which it is known how much it writes on average. A page counts once in every interval of the trace in
 * which it is written, so a program writes more than that.
 *
 * @param replay the trace
 * @param pagesPerSecond pages written per second, whatever the CPU utilization
 */
record MeteredTrace(PageTraceAccess replay, double pagesPerSecond) implements AccessModel {
    /** {@return how many pages a trace writes per second} */
    static double pagesPerSecond(final PageTrace trace) {
        final long pages = IntStream.range(0, trace.intervals())
                .mapToLong(interval -> trace.written(interval).cardinality())
                .sum();
        return pages / trace.seconds();
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        return replay.start(guest);
    }

    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.of(pagesPerSecond);
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        return replay.sampled(oneIn);
    }
}
