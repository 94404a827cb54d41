package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageCursor;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.Traffic;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.PushOrder;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The source's side of post-copy: it sends the pages asked for, and pushes the others meanwhile. The page that is leaving is finished first.
 *
 * <p>A slice is what may leave until something happens; what has not begun to by then is unsent again.
 *
 * <p>Cost: O(1) per page sent.
 */
final class PushingSource {
    private static final int MAX_SLICE_PAGES = 1024;
    private static final double LAST_BYTE = 0.5;

    private final double maxPushBytesPerSecond;
    private final double oneWaySeconds;
    private final int oneIn;
    private final PageEncoding.Encoder encoder;
    private final PushOrder.Pusher pusher;
    private final FaultingGuest guest;
    private final Consumer<PageBatch> listener;

    private final PageSet unsent;
    private final PageQueue demanded = new PageQueue();
    private final Traffic traffic = new Traffic();
    private final @Nullable Traffic each; // if all pages are alike
    private final Traffic encoded = new Traffic();

    private final int[] slice = new int[MAX_SLICE_PAGES];
    private final double[] sliceEnds = new double[MAX_SLICE_PAGES];
    private final PageBatch batch = new PageBatch();
    private double sliceCpuSeconds;
    private int slicePages;
    private boolean firstIsPartial;
    private boolean firstIsDemanded;
    private int partialPage = -1;
    private double partialBytesLeft;
    private double bytesPerSecond = Double.POSITIVE_INFINITY;

    /**
     * Begins with nothing sent.
     *
     * @param how push order and limit
     * @param oneWaySeconds from here to the destination
     * @param oneIn how many pages of the guest each page stands for
     * @param pending the pages to send
     * @param encoder how they are sent
     * @param guest the VM at the destination
     * @param listener shown the pages that have left
     */
    PushingSource(
            final PostCopy how,
            final double oneWaySeconds,
            final int oneIn,
            final PageSet pending,
            final PageEncoding.Encoder encoder,
            final FaultingGuest guest,
            final Consumer<PageBatch> listener) {
        maxPushBytesPerSecond = how.maxBytesPerSecond();
        pusher = how.pushOrder().start();
        this.oneWaySeconds = oneWaySeconds;
        this.oneIn = oneIn;
        this.encoder = encoder;
        this.guest = guest;
        this.listener = listener;
        unsent = pending.copy();
        encoder.begin(CopyPhase.POSTCOPY, traffic);
        each = eachOf(pending);
    }

    /** {@return what each of some pages is on the wire; null if they are not known to be alike} */
    private @Nullable Traffic eachOf(final PageSet pages) {
        final var cursor = new PageCursor(pages, PageRanges.sweep(pages.capacity()));
        if (!cursor.deal(Integer.MAX_VALUE, batch) || !encoder.alike(batch)) {
            return null;
        }
        final var first = new Traffic();
        batch.keepFirst(1);
        encoder.encode(batch, CopyPhase.POSTCOPY, first);
        return first;
    }

    /** {@return what has gone over the wire} */
    Traffic traffic() {
        return traffic;
    }

    /** {@return whether a page is still here, and nobody has asked for it} */
    boolean holds(final int page) {
        return unsent.contains(page);
    }

    /** {@return whether no page is to be sent but the one that is leaving} */
    boolean hasSentTheRest() {
        return unsent.isEmpty() && demanded.isEmpty();
    }

    /** {@return whether all pages have left} */
    boolean hasSentAll() {
        return partialPage < 0 && hasSentTheRest();
    }

    /** A request for a page has come. */
    void demand(final int page) {
        if (unsent.contains(page)) {
            unsent.remove(page);
            demanded.add(page, 0);
            pusher.faulted(page);
        }
    }

    /** {@return a step that sends until something happens, in so many seconds at the latest; or that waits for it} */
    Step next(final double until) {
        cutSlice(until);
        if (slicePages == 0) {
            return new Step.Wait(until);
        }
        final double bytes = sliceBytes();
        final double prepared = sliceCpuSeconds > 0 && bytes > 0 ? bytes / sliceCpuSeconds : Double.POSITIVE_INFINITY;
        final double limit = isAwaited() ? Double.POSITIVE_INFINITY : maxPushBytesPerSecond;
        return new Step.Send((long) Math.ceil(bytes), 0, Math.min(limit, prepared), until, sliceCpuSeconds);
    }

    /** {@return whether it goes on evenly at one rate, whatever is asked for: all pages are alike, and none is pushed more slowly} */
    boolean goesEvenly() {
        return each != null && maxPushBytesPerSecond == Double.POSITIVE_INFINITY;
    }

    /** {@return for how long there will be more to send than a page, if it goes on evenly} */
    double secondsToLastPage(final double rate) {
        return (bytesLeft() - ofEachPage().bytes()) / rate;
    }

    /** {@return a step that sends all pages, if it goes on evenly, but ends after so long} */
    Step.Send sendAll(final double until) {
        final double cpuSeconds = ofEachPage().cpuSeconds();
        final double prepared = cpuSeconds > 0 ? ofEachPage().bytes() / cpuSeconds : Double.POSITIVE_INFINITY;
        final double pages = bytesLeft() / ofEachPage().bytes();
        return new Step.Send((long) bytesLeft(), 0, prepared, until, pages * cpuSeconds);
    }

    private double bytesLeft() {
        final int pages = unsent.cardinality() + demanded.size();
        return pages * (double) ofEachPage().bytes() + partialBytesLeft;
    }

    private Traffic ofEachPage() {
        return Objects.requireNonNull(each, "pages are not alike");
    }

    /** {@return whether a virtual CPU waits for what is sent now, or for a page behind it} */
    private boolean isAwaited() {
        return !demanded.isEmpty() || (firstIsPartial && guest.awaits(partialPage));
    }

    /** {@return the bytes of the slice under way; 0 if there is none} */
    double sliceBytes() {
        return slicePages == 0 ? 0 : sliceEnds[slicePages - 1];
    }

    /** {@return whether so many bytes are all of the slice under way, if there is one} */
    boolean isWhole(final double bytes) {
        return slicePages > 0 && bytes + LAST_BYTE >= sliceBytes();
    }

    private void cutSlice(final double until) {
        slicePages = 0;
        sliceCpuSeconds = 0;
        firstIsPartial = partialPage >= 0;
        firstIsDemanded = false;
        double end = 0;
        if (firstIsPartial) {
            final Traffic whole = onTheWire(partialPage);
            end = partialBytesLeft;
            sliceCpuSeconds = whole.bytes() == 0 ? 0 : whole.cpuSeconds() * end / whole.bytes();
            append(partialPage, end);
            if (guest.awaits(partialPage)) {
                return;
            }
        }
        if (!demanded.isEmpty()) {
            if (!firstIsPartial) {
                firstIsDemanded = true;
                append(demanded.first(), bytesOf(demanded.first()));
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
        final Traffic whole = onTheWire(page);
        sliceCpuSeconds += whole.cpuSeconds();
        return whole.bytes();
    }

    /** {@return what a page is on the wire; valid until the next is asked for} */
    private Traffic onTheWire(final int page) {
        if (each != null) {
            return each;
        }
        encoded.clear();
        batch.clear();
        batch.add(page);
        encoder.encode(batch, CopyPhase.POSTCOPY, encoded);
        return encoded;
    }

    /**
     * Books the pages of the slice under way that have left whole; what has not begun to is unsent again.
     *
     * @param now the time
     * @param seconds for how long the slice was under way
     * @param bytes how much of it was sent
     * @param whole whether that is all of it
     */
    void sent(final double now, final double seconds, final double bytes, final boolean whole) {
        if (slicePages == 0) {
            return;
        }
        final double pace = bytes > 0 ? seconds / bytes : 0;
        int begun = slicePages;
        while (!whole && begun > 1 && sliceEnds[begun - 2] >= bytes - LAST_BYTE) {
            begun--;
        }
        for (int i = slicePages - 1; i >= begun; i--) {
            takeBack(slice[i]);
        }
        if (begun == 1 && !whole && !firstIsPartial && bytes <= LAST_BYTE) {
            notBegun();
            return;
        }
        if (firstIsDemanded) {
            demanded.remove();
        }
        if (bytes > 0 && seconds > 0) {
            bytesPerSecond = bytes / seconds;
        }
        final int sent = whole ? slicePages : begun - 1;
        book(sent);
        for (int i = 0; i < sent; i++) {
            final double left = now - seconds + Math.min(seconds, sliceEnds[i] * pace);
            guest.onItsWay(slice[i], left + oneWaySeconds);
        }
        partialPage = whole ? -1 : slice[begun - 1];
        partialBytesLeft = whole ? 0 : Math.max(0, sliceEnds[begun - 1] - bytes);
        slicePages = 0;
    }

    private void notBegun() {
        if (!firstIsDemanded) {
            takeBack(slice[0]);
        }
        slicePages = 0;
    }

    private void takeBack(final int page) {
        pusher.takeBack(page);
        unsent.add(page);
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

    /** Ends. The page that was leaving has not been sent, but some of its bytes have. */
    void abort() {
        if (partialPage < 0) {
            return;
        }
        if (partialBytesLeft > LAST_BYTE) {
            final Traffic whole = onTheWire(partialPage);
            traffic.addAll(PartOfSlice.of(whole, Math.round(whole.bytes() - partialBytesLeft), oneIn));
        } else {
            slice[0] = partialPage;
            book(1);
        }
    }
}
