package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.util.ArrayList;
import java.util.List;

/**
 * The destination's side of post-copy: the VM runs, touches pages, and stalls where one has not arrived.
 *
 * <p>In a sample a page's fault stands for the faults of all the pages it stands for, one after the other: it stalls the virtual CPU for
 * as long as they would together.
 */
final class FaultingGuest {
    private final double requestSeconds;
    private final double installSeconds;
    private final double minorFaultSeconds;
    private final int oneIn;
    private final int vcpus;
    private final PageTouches touches;

    private final PageSet arrived;
    private final PageQueue inFlight = new PageQueue();
    private final PageQueue requests = new PageQueue();
    private final List<Stall> stalls = new ArrayList<>();
    private int awaited;

    private double guestSeconds;
    private double stalledCpuSeconds;
    private double blockSeconds;
    private int networkFaults;
    private int inFlightFaults;
    private int minorFaults;

    /** A virtual CPU that waits for a page. */
    private static final class Stall {
        private final int page;
        private double end = Double.POSITIVE_INFINITY;

        Stall(final int page) {
            this.page = page;
        }
    }

    /**
     * Begins with the VM running.
     *
     * @param how how long faults take
     * @param oneWaySeconds from here to the source
     * @param oneIn how many pages of the guest each page stands for
     * @param missing the pages that have not arrived
     * @param touches when the VM first touches them, by guest time from here on
     * @param vcpus virtual CPUs
     */
    FaultingGuest(
            final PostCopy how,
            final double oneWaySeconds,
            final int oneIn,
            final PageSet missing,
            final PageTouches touches,
            final int vcpus) {
        requestSeconds = (2 * oneIn - 1) * oneWaySeconds + oneIn * how.queueSeconds();
        installSeconds = oneIn * how.installSeconds();
        minorFaultSeconds = oneIn * how.minorFaultSeconds();
        this.oneIn = oneIn;
        this.vcpus = vcpus;
        this.touches = touches;
        arrived = PageSet.full(missing.capacity());
        arrived.removeAll(missing);
    }

    /** {@return the share of the virtual CPUs that stand still now} */
    double stalledShare() {
        return (double) stalls.size() / vcpus;
    }

    /** {@return the time that each virtual CPU has stood still so far, on average} */
    double stalledCpuSeconds() {
        return stalledCpuSeconds;
    }

    /** {@return whether nothing is on its way here and every virtual CPU runs} */
    boolean waitsForNothing() {
        return inFlight.isEmpty() && stalls.isEmpty();
    }

    /** {@return whether a virtual CPU waits for a page that has not left the source whole} */
    boolean awaits(final int page) {
        if (awaited > 0) {
            for (final Stall stall : stalls) {
                if (stall.page == page) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@return when the last page that is on its way arrives; infinity if none is} */
    double lastArrival() {
        return inFlight.lastTime();
    }

    /**
     * {@return when the next thing happens if nothing more leaves the source: a touch, the end of a stall, or a request that reaches the
     * source}
     */
    double nextEvent(final double now) {
        double next = Math.min(nextTouch(now), requests.firstTime());
        for (final Stall stall : stalls) {
            next = Math.min(next, stall.end);
        }
        return next;
    }

    private double nextTouch(final double now) {
        if (stalls.size() == vcpus) {
            return Double.POSITIVE_INFINITY;
        }
        touches.lookAhead(guestSeconds);
        int first = 0;
        if (minorFaultSeconds == 0) {
            while (first < touches.known() && arrived.contains(touches.page(first))) {
                first++;
            }
        }
        return now + (touches.time(first) - guestSeconds) / (1 - stalledShare());
    }

    /** Lets time pass in which nothing happens. */
    void pass(final double seconds) {
        final double running = 1 - stalledShare();
        guestSeconds += seconds * running;
        stalledCpuSeconds += seconds * (1 - running);
        blockSeconds += stalls.size() == vcpus ? seconds : 0;
    }

    /** A page has left the source whole, and will be here at some time. */
    void onItsWay(final int page, final double arrival) {
        inFlight.add(page, arrival);
        if (awaited > 0) {
            for (final Stall stall : stalls) {
                if (stall.page == page) {
                    stall.end = arrival + installSeconds;
                    awaited--;
                }
            }
        }
    }

    /** Lets everything happen that is due, in the order of a page's way. */
    void happen(final double now, final PushingSource source) {
        final double due = now + Math.ulp(now) * 4;
        while (inFlight.firstTime() <= due) {
            arrived.add(inFlight.remove());
        }
        if (!stalls.isEmpty()) {
            stalls.removeIf(stall -> stall.end <= due);
        }
        while (requests.firstTime() <= due) {
            source.demand(requests.remove());
        }
        while (stalls.size() < vcpus && touches.known() > 0 && isDue(touches.time(0), now)) {
            final int page = touches.page(0);
            touches.take();
            touch(page, now, source);
        }
    }

    private boolean isDue(final double time, final double now) {
        return time <= guestSeconds + Math.max(guestSeconds, now) * 1e-15 + 1e-15;
    }

    private void touch(final int page, final double now, final PushingSource source) {
        if (arrived.contains(page)) {
            minorFaults += oneIn;
            if (minorFaultSeconds > 0) {
                stall(page).end = now + minorFaultSeconds;
            }
            return;
        }
        final Stall stall = stall(page);
        if (source.holds(page)) {
            networkFaults += oneIn;
            requests.add(page, now + requestSeconds);
            awaited++;
            return;
        }
        minorFaults += oneIn;
        inFlightFaults += oneIn;
        stall.end = inFlight.timeOf(page) + installSeconds;
        awaited += stall.end < Double.POSITIVE_INFINITY ? 0 : 1;
    }

    private Stall stall(final int page) {
        final var stall = new Stall(page);
        stalls.add(stall);
        return stall;
    }

    /**
     * {@return what post-copy did}
     *
     * @param seconds how long it lasted by the driver's clock
     */
    PostCopyResult result(final double seconds) {
        return new PostCopyResult(seconds, networkFaults, minorFaults, inFlightFaults, stalledCpuSeconds, blockSeconds);
    }
}
