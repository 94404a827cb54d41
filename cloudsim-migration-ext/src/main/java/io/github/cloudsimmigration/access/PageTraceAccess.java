package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.lang3.Validate;

/**
 * Replays a page trace at the pace of guest time. The trace's pages are the guest's first ones; those resident when the trace
 * began are allocated from the start, the others once they are written.
 *
 * <p>A trace tells in which interval a page was written, not when. The pages of an interval are written one after the other
 * in random order, evenly over the interval.
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
        final var replay = new Replay(memory, guest.random());
        replay.skip(offsetSeconds);
        return replay;
    }

    private final class Replay implements AccessProcess {
        private final GuestMemory memory;
        private final RandomGenerator random;
        private double position;
        private boolean firstPass = true;
        private int interval;
        private int[] order = {};
        private int orderSize = -1;
        private int written;
        private boolean ended;

        Replay(final GuestMemory memory, final RandomGenerator random) {
            this.memory = memory;
            this.random = random;
        }

        @Override
        public void advance(final double guestSeconds, final AccessLog log) {
            final PageLog writes = log.writes();
            double left = guestSeconds;
            if (looping && interval == 0 && position == 0 && left >= trace.seconds()) {
                left = wholeLoops(left, writes);
            }
            while (left > 0 && !ended) {
                final double end = trace.endOf(interval);
                final double room = end - position;
                if (left < room) {
                    position += left;
                    writePart(writes);
                    return;
                }
                left -= room;
                writeRest(writes);
                nextInterval();
                if (interval == 0 && looping && left >= trace.seconds()) {
                    left = wholeLoops(left, writes);
                }
            }
        }

        @Override
        public void skip(final double guestSeconds) {
            if (ended) {
                return;
            }
            final double total = position + guestSeconds;
            ended = !looping && total >= trace.seconds();
            firstPass &= total < trace.seconds();
            position = ended ? 0 : total % trace.seconds();
            interval = trace.intervalAt(position);
            orderSize = -1;
            written = 0;
            writePart(new PageLog(trace.pages()));
            allocate();
        }

        private void allocate() {
            final PageSet allocated = new PageSet(memory.pages());
            trace.resident().forEachRun(allocated::addRange);
            for (int page = 0; page < trace.pages(); page++) {
                final int firstWritten = trace.firstWritten(page);
                if (firstPass ? firstWritten < interval : firstWritten < trace.intervals()) {
                    allocated.add(page);
                }
            }
            for (int i = 0; i < written; i++) {
                allocated.add(order[i]);
            }
            memory.allocateOnly(trace.pages(), allocated);
        }

        private double wholeLoops(final double seconds, final PageLog writes) {
            final long loops = (long) (seconds / trace.seconds());
            final int times = (int) Math.min(Integer.MAX_VALUE, loops);
            for (int i = 0; i < trace.intervals(); i++) {
                trace.forEachWrittenRun(i, (from, to) -> writes.log(from, to, times));
            }
            return seconds - loops * trace.seconds();
        }

        private void writePart(final PageLog writes) {
            if (orderSize < 0) {
                shuffleInterval();
            }
            final double start = trace.startOf(interval);
            final int due = (int) (orderSize * (position - start) / (trace.endOf(interval) - start));
            while (written < due) {
                writes.log(order[written++]);
            }
        }

        private void writeRest(final PageLog writes) {
            if (orderSize < 0) {
                trace.forEachWrittenRun(interval, (from, to) -> writes.log(from, to, 1));
                return;
            }
            while (written < orderSize) {
                writes.log(order[written++]);
            }
        }

        private void nextInterval() {
            position = trace.endOf(interval);
            interval++;
            orderSize = -1;
            written = 0;
            if (interval == trace.intervals()) {
                interval = 0;
                position = 0;
                firstPass = false;
                ended = !looping;
            }
        }

        private void shuffleInterval() {
            orderSize = 0;
            trace.forEachWrittenRun(interval, (from, to) -> {
                if (orderSize + to - from > order.length) {
                    order = Arrays.copyOf(order, 2 * (orderSize + to - from));
                }
                for (int page = from; page < to; page++) {
                    order[orderSize++] = page;
                }
            });
            Draws.shuffle(order, orderSize, random);
        }
    }
}
