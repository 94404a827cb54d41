package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Writes at times that are drawn in advance: the same ones however guest time is cut into parts.
 *
 * @param writesPerSecond how many on average
 * @param pages to which of the first pages, with equal chances
 * @param seed what times and pages are drawn from
 */
public record Timetable(double writesPerSecond, int pages, long seed) implements AccessModel {
    @Override
    public AccessProcess start(final GuestContext guest) {
        return new Writes(0, 0, gap(0));
    }

    private double gap(final long number) {
        return -Math.log1p(-new SplittableRandom(seed + 2 * number).nextDouble()) / writesPerSecond;
    }

    private int page(final long number) {
        return new SplittableRandom(seed + 2 * number + 1).nextInt(pages);
    }

    private final class Writes implements AccessProcess {
        private long number;
        private double now;
        private double next;

        Writes(final long number, final double now, final double next) {
            this.number = number;
            this.now = now;
            this.next = next;
        }

        @Override
        public int reach() {
            return pages;
        }

        @Override
        public Optional<AccessProcess> copy() {
            return Optional.of(new Writes(number, now, next));
        }

        @Override
        public void advance(final double guestSeconds, final AccessLog log) {
            pass(guestSeconds, log);
        }

        @Override
        public void skip(final double guestSeconds) {
            pass(guestSeconds, AccessLog.ofWrites(new PageLog(pages)));
        }

        private void pass(final double guestSeconds, final AccessLog log) {
            now += guestSeconds;
            while (next <= now) {
                log.writes().log(page(number));
                number++;
                next += gap(number);
            }
        }
    }
}
