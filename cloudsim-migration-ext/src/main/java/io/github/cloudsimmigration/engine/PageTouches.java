package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * When a guest first touches each page of a set, in the order in which it does. Drawn from its access process window by window of guest
 * time, a little ahead of the guest; inside a window the order is random.
 *
 * <p>Cost: O(n / 64) words a window; windows are as long as some dozen first touches take.
 */
final class PageTouches {
    private static final int FEW = 16;
    private static final int MANY = 64;
    private static final double FIRST_WINDOW_SECONDS = 1e-3;
    private static final double SHORTEST_WINDOW_SECONDS = 1e-6;
    private static final double HORIZON_SECONDS = 1;

    private final AccessProcess access;
    private final RandomGenerator random;
    private final PageSet untouched;
    private final PageLog touched;
    private final AccessLog log;
    private final PageSet fresh;
    private double windowSeconds = FIRST_WINDOW_SECONDS;
    private double drawnTo;
    private int[] pages = {};
    private double[] times = {};
    private int next;

    /**
     * Watches a guest from guest time 0.
     *
     * @param access its accesses
     * @param watched the pages to watch
     * @param random what the order inside a window is drawn from
     */
    PageTouches(final AccessProcess access, final PageSet watched, final RandomGenerator random) {
        this.access = access;
        this.random = random;
        this.untouched = watched.copy();
        this.touched = new PageLog(watched.capacity());
        this.log = new AccessLog(touched, touched);
        this.fresh = new PageSet(watched.capacity());
    }

    /** Draws on until a touch is known, or none comes within a second of guest time. */
    void lookAhead(final double guestSeconds) {
        while (next == pages.length && drawnTo < guestSeconds + HORIZON_SECONDS) {
            draw();
        }
    }

    /** {@return how many touches are known that have not been {@linkplain #take taken}} */
    int known() {
        return pages.length - next;
    }

    /** {@return the page of a known touch; 0 is the next one} */
    int page(final int index) {
        return pages[next + index];
    }

    /** {@return the guest time of a known touch, in seconds; that of the end of what is known if there is no such touch} */
    double time(final int index) {
        return next + index < pages.length ? times[next + index] : drawnTo;
    }

    /** Takes the next known touch. */
    void take() {
        next++;
    }

    private void draw() {
        access.advance(windowSeconds, log);
        fresh.set(touched.pages());
        fresh.retainAll(untouched);
        untouched.removeAll(fresh);
        pages = fresh.toArray();
        times = new double[pages.length];
        for (int i = 0; i < pages.length; i++) {
            times[i] = drawnTo + windowSeconds * random.nextDouble();
            final int j = i + random.nextInt(pages.length - i);
            final int page = pages[i];
            pages[i] = pages[j];
            pages[j] = page;
        }
        Arrays.sort(times);
        next = 0;
        drawnTo += windowSeconds;
        if (pages.length > MANY) {
            windowSeconds = Math.max(SHORTEST_WINDOW_SECONDS, windowSeconds / 2);
        } else if (pages.length < FEW) {
            windowSeconds = Math.min(HORIZON_SECONDS, windowSeconds * 2);
        }
    }
}
