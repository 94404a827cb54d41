package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import java.util.List;

/**
 * Writes pages one after the other, one in each millisecond of guest time: the first in the first, and so on.
 *
 * @param pages the pages
 */
record Touches(List<Integer> pages) implements AccessModel {
    static final double SECONDS = 1e-3;

    static Touches of(final Integer... pages) {
        return new Touches(List.of(pages));
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        return new AccessProcess() {
            private double now;
            private int next;

            @Override
            public void advance(final double guestSeconds, final AccessLog log) {
                now += guestSeconds;
                for (; next < pages.size() && next * SECONDS < now; next++) {
                    log.writes().log(pages.get(next));
                }
            }
        };
    }
}
