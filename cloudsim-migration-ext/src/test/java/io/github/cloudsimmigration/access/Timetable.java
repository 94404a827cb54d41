package io.github.cloudsimmigration.access;

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
        final var random = new SplittableRandom(seed);
        return new AccessProcess() {
            private double now;
            private double next = gap();

            @Override
            public int reach() {
                return pages;
            }

            @Override
            public void advance(final double guestSeconds, final AccessLog log) {
                now += guestSeconds;
                while (next <= now) {
                    log.writes().log(random.nextInt(pages));
                    next += gap();
                }
            }

            @Override
            public void skip(final double guestSeconds) {
                now += guestSeconds;
                while (next <= now) {
                    random.nextInt(pages);
                    next += gap();
                }
            }

            private double gap() {
                return -Math.log1p(-random.nextDouble()) / writesPerSecond;
            }
        };
    }
}
