package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.PageLog;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * Replays a page trace at the pace of guest time. The trace's pages are the guest's first ones; those resident when the trace
 * began are allocated from the start, the others once they are written.
 *
 * <p>A trace tells in which interval a page was written, not when. The pages of an interval are written one after the other,
 * evenly over the interval, in an order drawn once for the trace ({@link WriteOrder}) that every replay enters at a random place.
 *
 * @param trace the trace
 * @param offsetSeconds where in the trace the guest boots; counted from the trace's start, modulo its length
 * @param looping whether it begins again when it ends; otherwise the guest is idle from then on
 */
public record PageTraceAccess(PageTrace trace, double offsetSeconds, boolean looping) implements AccessModel {
    public PageTraceAccess {
        Validate.isTrue(
                offsetSeconds >= 0 && Double.isFinite(offsetSeconds),
                "offset %s s into a page trace, expected 0 or more",
                offsetSeconds);
    }

    /** {@return the trace from its beginning, over and over} */
    public static PageTraceAccess looping(final PageTrace trace) {
        return new PageTraceAccess(trace, 0, true);
    }

    /** {@return what the trace writes on average, whatever the CPU utilization} */
    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.of(trace.pagesPerSecond());
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        return Optional.of(new PageTraceAccess(trace.sampled(oneIn), offsetSeconds, looping));
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final GuestMemory memory = guest.memory();
        Validate.isTrue(
                trace.pages() <= memory.pages(),
                "page trace of %d pages, expected at most the guest's %d pages",
                trace.pages(),
                memory.pages());
        Validate.isTrue(
                trace.pageSize() == memory.pageSize(),
                "page trace with pages of %d bytes, expected the guest's %d bytes",
                trace.pageSize(),
                memory.pageSize());
        memory.allocateOnly(trace.pages(), trace.resident());
        final var replay = new Replay(memory, guest.random());
        replay.skip(offsetSeconds % trace.seconds());
        return replay;
    }

    private final class Replay implements AccessProcess {
        private final GuestMemory memory;
        private final RepeatableDraws random;
        private double position;
        private int interval;
        private boolean firstPass = true;
        private boolean ended;
        private WriteOrder.@Nullable Cursor cursor;
        private int written;

        Replay(final GuestMemory memory, final RandomGenerator random) {
            this.memory = memory;
            this.random = new RepeatableDraws(random);
        }

        private Replay(final Replay other) {
            memory = other.memory;
            random = other.random.copy();
            position = other.position;
            interval = other.interval;
            firstPass = other.firstPass;
            ended = other.ended;
            cursor = other.cursor == null ? null : other.cursor.copy();
            written = other.written;
        }

        @Override
        public int reach() {
            return trace.pages();
        }

        @Override
        public Optional<AccessProcess> copy() {
            return Optional.of(new Replay(this));
        }

        @Override
        public void advance(final double guestSeconds, final AccessLog log) {
            final PageLog writes = log.writes();
            double left = guestSeconds;
            while (left > 0 && !ended) {
                if (position == trace.startOf(interval)) {
                    left = writes.counting() ? countBlocks(left, writes) : logIntervals(left, writes);
                    if (left <= 0) {
                        return;
                    }
                }
                final double room = trace.endOf(interval) - position;
                if (left < room) {
                    position += left;
                    writePart(writes);
                    return;
                }
                left -= room;
                writeRest(writes);
                nextInterval();
            }
        }

        @Override
        public void skip(final double guestSeconds) {
            if (ended || guestSeconds == 0) {
                return;
            }
            final double total = position + guestSeconds;
            if (total >= trace.endOf(interval)) {
                ended = !looping && total >= trace.seconds();
                firstPass &= total < trace.seconds();
                interval = trace.intervalAt(total % trace.seconds());
                startInterval();
            }
            position = ended ? 0 : total % trace.seconds();
            final var log = new PageLog(trace.pages());
            writePart(log);
            memory.wrote(firstPass ? trace.writtenBetween(0, interval) : trace.everWritten());
            memory.wrote(log.pages());
        }

        /** Logs whole loops and whole intervals at once. {@return the guest time that is left} */
        private double logIntervals(final double seconds, final PageLog writes) {
            double left = seconds;
            if (looping && interval == 0 && left >= trace.seconds()) {
                writes.log(trace.everWritten(), 1);
                firstPass = false;
                left %= trace.seconds();
            }
            int next = interval;
            while (next < trace.intervals() - 1 && left >= trace.endOf(next) - trace.startOf(next)) {
                left -= trace.endOf(next) - trace.startOf(next);
                next++;
            }
            trace.forEachWritten(interval, next, pages -> writes.log(pages, 1));
            jumpTo(next);
            return left;
        }

        /** Counts whole loops and whole blocks at once. {@return the guest time that is left} */
        private double countBlocks(final double seconds, final PageLog writes) {
            if (!trace.totals().startsBlock(interval)) {
                return seconds;
            }
            double passed = 0;
            if (looping && seconds >= trace.seconds()) {
                final int loops = (int) (seconds / trace.seconds());
                trace.totals().logLoops(loops, writes);
                passed = Math.min(seconds, loops * trace.seconds());
                firstPass = false;
            }
            final int next = trace.totals().lastBlockStart(interval, position + seconds - passed);
            if (next > interval) {
                trace.totals().logBlocks(interval, next, writes);
                passed += trace.startOf(next) - position;
                jumpTo(next);
            }
            return seconds - passed;
        }

        private void jumpTo(final int later) {
            if (later > interval) {
                interval = later;
                position = trace.startOf(later);
                startInterval();
            }
        }

        private void writePart(final PageLog writes) {
            final double start = trace.startOf(interval);
            final WriteOrder order = trace.order(interval);
            writeUpTo((int) (order.pages() * (position - start) / (trace.endOf(interval) - start)), order, writes);
        }

        private void writeUpTo(final int due, final WriteOrder order, final PageLog writes) {
            if (order.pages() == 0) {
                return;
            }
            if (cursor == null) {
                cursor = order.cursorAt(random.nextInt(order.pages()));
            }
            if (due > written) {
                cursor.log(due - written, writes);
                written = due;
            }
        }

        private void writeRest(final PageLog writes) {
            final WriteOrder order = trace.order(interval);
            if (cursor == null) {
                order.log(writes);
            } else {
                writeUpTo(order.pages(), order, writes);
            }
        }

        private void nextInterval() {
            position = trace.endOf(interval);
            interval++;
            if (interval == trace.intervals()) {
                interval = 0;
                position = 0;
                firstPass = false;
                ended = !looping;
            }
            startInterval();
        }

        private void startInterval() {
            cursor = null;
            written = 0;
        }
    }
}
