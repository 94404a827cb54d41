package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.Traffic;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.PushOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Post-copy, event by event: the VM runs at the destination and touches pages, the source sends those asked for and pushes the others.
 *
 * <p>A page's way: {@code unsent} until its first byte leaves, then in flight, then {@code arrived}. A touch of an unsent page stalls a
 * virtual CPU and puts the page, once the request has reached the source, before all that are only pushed; the page in flight is
 * finished first.
 *
 * <p>In a sample a page's fault stands for the faults of all the pages it stands for, one after the other: it stalls the virtual CPU for
 * as long as they would together. The arrival of the last page is not delayed by that.
 *
 * <p>Cost: a step for each push slice and some for each fault, O(1) per page sent.
 */
final class PostCopyStream {
    private static final int MAX_SLICE_PAGES = 1024;
    private static final double LAST_BYTE = 0.5;

    private final PostCopy how;
    private final double oneWaySeconds;
    private final int oneIn;
    private final double requestSeconds;
    private final double installSeconds;
    private final double minorFaultSeconds;
    private final PageEncoding.Encoder encoder;
    private final PushOrder.Pusher pusher;
    private final PageTouches touches;
    private final int vcpus;
    private final Consumer<PageBatch> listener;

    private final PageSet unsent;
    private final PageSet arrived;
    private final PageQueue requests = new PageQueue();
    private final Deque<Integer> demanded = new ArrayDeque<>();
    private final PageQueue inFlight = new PageQueue();
    private final List<Stall> stalls = new ArrayList<>();

    private final int[] slice = new int[MAX_SLICE_PAGES];
    private final double[] sliceEnds = new double[MAX_SLICE_PAGES];
    private final PageBatch batch = new PageBatch();
    private final Traffic sliceTraffic = new Traffic();
    private final Traffic traffic = new Traffic();
    private int slicePages;
    private boolean firstIsPartial;
    private boolean firstIsDemanded;
    private double partialBytesLeft;
    private int partialPage = -1;
    private double bytesPerSecond = Double.POSITIVE_INFINITY;

    private double promisedSeconds;
    private double now;
    private double guestSeconds;
    private double stalledCpuSeconds;
    private double blockSeconds;
    private int networkFaults;
    private int inFlightFaults;
    private int minorFaults;
    private int awaited;

    /** A virtual CPU that waits for a page. */
    private static final class Stall {
        private final int page;
        private double end = Double.POSITIVE_INFINITY;

        Stall(final int page) {
            this.page = page;
        }
    }

    /**
     * Begins post-copy.
     *
     * @param how push order and latencies
     * @param networkRoundTripSeconds what the network adds to a round trip
     * @param oneIn how many pages of the guest each page stands for
     * @param pending the pages to send
     * @param encoder how they are sent
     * @param touches when the VM first touches them, by guest time from here on
     * @param vcpus virtual CPUs
     * @param listener shown the pages that have left
     */
    PostCopyStream(
            final PostCopy how,
            final double networkRoundTripSeconds,
            final int oneIn,
            final PageSet pending,
            final PageEncoding.Encoder encoder,
            final PageTouches touches,
            final int vcpus,
            final Consumer<PageBatch> listener) {
        this.how = how;
        this.oneWaySeconds = (how.roundTripSeconds() + networkRoundTripSeconds) / 2;
        this.oneIn = oneIn;
        this.requestSeconds = (2 * oneIn - 1) * oneWaySeconds + oneIn * how.queueSeconds();
        this.installSeconds = oneIn * how.installSeconds();
        this.minorFaultSeconds = oneIn * how.minorFaultSeconds();
        this.encoder = encoder;
        this.pusher = how.pushOrder().start();
        this.touches = touches;
        this.vcpus = vcpus;
        this.listener = listener;
        this.unsent = pending.copy();
        this.arrived = PageSet.full(pending.capacity());
        arrived.removeAll(pending);
        encoder.begin(CopyPhase.POSTCOPY, traffic);
    }

    /** {@return whether everything has arrived and every virtual CPU runs} */
    boolean finished() {
        return partialPage < 0 && demanded.isEmpty() && inFlight.isEmpty() && stalls.isEmpty() && unsent.isEmpty();
    }

    /** {@return the share of the virtual CPUs that stand still now} */
    double stalledShare() {
        return (double) stalls.size() / vcpus;
    }

    /** {@return what has gone over the wire} */
    Traffic traffic() {
        return traffic;
    }

    /**
     * {@return what post-copy did}
     *
     * @param seconds how long it lasted by the driver's clock
     */
    PostCopyResult result(final double seconds) {
        return new PostCopyResult(seconds, networkFaults, minorFaults, inFlightFaults, stalledCpuSeconds, blockSeconds);
    }

    /** {@return what to do next: send until something happens at the destination, or wait for it} */
    Step next() {
        final double until = Math.max(0, nextEvent() - now);
        promisedSeconds = until;
        cutSlice(until);
        if (slicePages == 0) {
            return new Step.Wait(until);
        }
        final double bytes = sliceEnds[slicePages - 1];
        final double cpuSeconds = sliceTraffic.cpuSeconds();
        final double prepared = cpuSeconds > 0 && bytes > 0 ? bytes / cpuSeconds : Double.POSITIVE_INFINITY;
        final double limit = awaitsSlice() ? Double.POSITIVE_INFINITY : how.maxBytesPerSecond();
        return new Step.Send((long) Math.ceil(bytes), 0, Math.min(limit, prepared), until, cpuSeconds);
    }

    /** {@return whether a virtual CPU waits for what is sent now, or for a page behind it} */
    private boolean awaitsSlice() {
        return !demanded.isEmpty() || (firstIsPartial && isAwaited(partialPage));
    }

    /**
     * Says how the step went.
     *
     * @param measuredSeconds how long it took
     * @param bytes how much of it was sent
     */
    void done(final double measuredSeconds, final double bytes) {
        final boolean whole = isWhole(bytes);
        pass(whole ? measuredSeconds : promisedSeconds, bytes, whole);
        happen();
    }

    /**
     * Ends in the middle of a step. The page on its way has not been sent, but some of its bytes have.
     *
     * @param seconds how much of the step has passed
     * @param bytes how much of it was sent
     */
    void abort(final double seconds, final double bytes) {
        pass(seconds, bytes, isWhole(bytes));
        if (partialPage < 0) {
            return;
        }
        sliceTraffic.clear();
        final double crossed = bytesOf(partialPage) - partialBytesLeft;
        if (partialBytesLeft > LAST_BYTE) {
            traffic.addAll(PartOfSlice.of(sliceTraffic, Math.round(crossed), oneIn));
        } else {
            slice[0] = partialPage;
            book(1);
        }
    }

    /** {@return whether so many bytes are all of the slice under way} */
    private boolean isWhole(final double bytes) {
        return slicePages > 0 && bytes + LAST_BYTE >= sliceEnds[slicePages - 1];
    }

    private void pass(final double seconds, final double bytes, final boolean whole) {
        final double running = 1 - stalledShare();
        guestSeconds += seconds * running;
        stalledCpuSeconds += seconds * (1 - running);
        blockSeconds += stalls.size() == vcpus ? seconds : 0;
        now += seconds;
        if (slicePages > 0) {
            account(seconds, bytes, whole);
        }
    }

    private void cutSlice(final double until) {
        slicePages = 0;
        sliceTraffic.clear();
        firstIsPartial = partialPage >= 0;
        firstIsDemanded = false;
        double end = 0;
        if (firstIsPartial) {
            end = partialBytesLeft;
            append(partialPage, end);
            if (isAwaited(partialPage)) {
                return;
            }
        }
        if (!demanded.isEmpty()) {
            if (!firstIsPartial) {
                firstIsDemanded = true;
                append(demanded.peekFirst(), bytesOf(demanded.peekFirst()));
            }
            return;
        }
        final double enough = until < Double.POSITIVE_INFINITY ? until * bytesPerSecond : Double.POSITIVE_INFINITY;
        while (slicePages < MAX_SLICE_PAGES && end <= enough) {
            final int page = pusher.next(unsent);
            if (page < 0) {
                return;
            }
            unsent.remove(page);
            end += bytesOf(page);
            append(page, end);
        }
    }

    private void append(final int page, final double end) {
        slice[slicePages] = page;
        sliceEnds[slicePages] = end;
        slicePages++;
    }

    private double bytesOf(final int page) {
        final long before = sliceTraffic.bytes();
        batch.clear();
        batch.add(page);
        encoder.encode(batch, CopyPhase.POSTCOPY, sliceTraffic);
        return sliceTraffic.bytes() - before;
    }

    /** Books the pages that have left whole; what has not begun to is unsent again. */
    private void account(final double seconds, final double bytes, final boolean whole) {
        final double pace = bytes > 0 ? seconds / bytes : 0;
        int begun = slicePages;
        while (!whole && begun > 1 && sliceEnds[begun - 2] >= bytes - LAST_BYTE) {
            begun--;
        }
        for (int i = slicePages - 1; i >= begun; i--) {
            pusher.takeBack(slice[i]);
            unsent.add(slice[i]);
        }
        if (begun == 1 && !whole && !firstIsPartial && bytes <= LAST_BYTE) {
            notBegun();
            return;
        }
        if (firstIsDemanded) {
            demanded.removeFirst();
        }
        if (bytes > 0 && seconds > 0) {
            bytesPerSecond = bytes / seconds;
        }
        final int sent = whole ? slicePages : begun - 1;
        book(sent);
        for (int i = 0; i < sent; i++) {
            left(slice[i], now - seconds + Math.min(seconds, sliceEnds[i] * pace));
        }
        partialPage = whole ? -1 : slice[begun - 1];
        partialBytesLeft = whole ? 0 : Math.max(0, sliceEnds[begun - 1] - bytes);
        slicePages = 0;
    }

    private void notBegun() {
        if (!firstIsDemanded) {
            pusher.takeBack(slice[0]);
            unsent.add(slice[0]);
        }
        slicePages = 0;
    }

    private void book(final int sent) {
        batch.clear();
        for (int i = 0; i < sent; i++) {
            batch.add(slice[i]);
        }
        if (!batch.isEmpty()) {
            encoder.encode(batch, CopyPhase.POSTCOPY, traffic);
            listener.accept(batch);
        }
    }

    private void left(final int page, final double time) {
        final double arrival = time + oneWaySeconds;
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

    private boolean isAwaited(final int page) {
        if (awaited > 0) {
            for (final Stall stall : stalls) {
                if (stall.page == page) {
                    return true;
                }
            }
        }
        return false;
    }

    private double nextEvent() {
        double next = Math.min(nextTouch(), requests.firstTime());
        for (final Stall stall : stalls) {
            next = Math.min(next, stall.end);
        }
        if (unsent.isEmpty() && demanded.isEmpty()) {
            next = Math.min(next, inFlight.lastTime());
        }
        return next;
    }

    private double nextTouch() {
        if (stalls.size() == vcpus) {
            return Double.POSITIVE_INFINITY;
        }
        touches.lookAhead(guestSeconds);
        int first = 0;
        if (how.minorFaultSeconds() == 0) {
            while (first < touches.known() && arrived.contains(touches.page(first))) {
                first++;
            }
        }
        return now + (touches.time(first) - guestSeconds) / (1 - stalledShare());
    }

    /** Lets everything happen that is due, in the order of a page's way. */
    private void happen() {
        final double due = now + Math.ulp(now) * 4;
        while (inFlight.firstTime() <= due) {
            arrived.add(inFlight.remove());
        }
        if (!stalls.isEmpty()) {
            stalls.removeIf(stall -> stall.end <= due);
        }
        while (requests.firstTime() <= due) {
            reachSource(requests.remove());
        }
        while (stalls.size() < vcpus && touches.known() > 0 && isDueInGuest(touches.time(0))) {
            final int page = touches.page(0);
            touches.take();
            touch(page);
        }
    }

    private boolean isDueInGuest(final double time) {
        return time <= guestSeconds + Math.max(guestSeconds, now) * 1e-15 + 1e-15;
    }

    private void reachSource(final int page) {
        if (unsent.contains(page)) {
            unsent.remove(page);
            demanded.addLast(page);
            pusher.faulted(page);
        }
    }

    private void touch(final int page) {
        if (arrived.contains(page)) {
            minorFaults += oneIn;
            if (how.minorFaultSeconds() > 0) {
                stall(page).end = now + minorFaultSeconds;
            }
            return;
        }
        final Stall stall = stall(page);
        if (unsent.contains(page)) {
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
}
