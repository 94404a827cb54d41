package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A guest's accesses, watched: every page has a version at the source, which grows with every write, and one at the
 * destination, which is the source's at the moment a batch leaves. Also watches over guest time.
 */
final class VersionOracle implements AccessModel, MigrationListener {
    private static final int MISSING = -1;

    private final AccessModel model;
    private final Writes writes;

    private GuestMemory memory;
    private int[] source;
    private int[] destination;
    private boolean started;
    private boolean stopped;
    private boolean resumed;
    private double guestSeconds;
    private double skippedSeconds;
    private int advancesWhileStopped;
    private long pagesSent;
    private final List<Integer> sentAfterTheStop = new ArrayList<>();

    /** Which pages count as written while guest time advances. */
    enum Writes {
        /** Those the model writes, asked with a log of its own, so that repeated writes are seen as well. */
        EXACT,
        /** All that are in the dirty log: a log does not tell whether a page in it was written again. */
        WORST_CASE
    }

    VersionOracle(final AccessModel model, final Writes writes) {
        this.model = model;
        this.writes = writes;
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        assertNotStarted();
        memory = guest.memory();
        source = new int[memory.pages()];
        destination = new int[memory.pages()];
        Arrays.fill(destination, MISSING);
        final AccessProcess process = model.start(guest);
        return writes == Writes.EXACT ? new Exact(process) : new WorstCase(process);
    }

    @Override
    public void batchSent(final PageBatch batch) {
        pagesSent += batch.pages();
        if (stopped) {
            batch.forEach(sentAfterTheStop::add);
        }
        batch.forEach(page -> destination[page] = source[page]);
    }

    @Override
    public void vmStopped() {
        stopped = true;
    }

    @Override
    public void vmResumed() {
        resumed = true;
    }

    /** {@return the allocated pages whose last version the destination has not got} */
    PageSet stalePages() {
        final var stale = new PageSet(source.length);
        Objects.requireNonNull(memory).allocated().forEach(page -> {
            if (destination[page] != source[page]) {
                stale.add(page);
            }
        });
        return stale;
    }

    List<Integer> sentAfterTheStop() {
        return sentAfterTheStop;
    }

    boolean stopped() {
        return stopped;
    }

    boolean resumed() {
        return resumed;
    }

    /** {@return how far guest time has advanced, logged or not} */
    double guestSeconds() {
        return guestSeconds + skippedSeconds;
    }

    /** {@return how often guest time advanced when it should have stood still} */
    int advancesWhileStopped() {
        return advancesWhileStopped;
    }

    /** {@return pages of all batches} */
    long pagesSent() {
        return pagesSent;
    }

    private void assertNotStarted() {
        if (started) {
            throw new IllegalStateException("an oracle watches one guest only");
        }
        started = true;
    }

    private void timePasses(final double seconds) {
        if (stopped && !resumed && seconds != 0) {
            advancesWhileStopped++;
        }
        guestSeconds += seconds;
    }

    /** Once the VM runs at the destination, the source is what it was. */
    private void write(final int page) {
        if (!resumed) {
            source[page]++;
        }
    }

    private final class Exact implements AccessProcess {
        private final AccessProcess process;
        private final UpdateCounts counts = new UpdateCounts(memory.pages());
        private final int[] seen = new int[memory.pages()];
        private final PageLog own = new PageLog(counts);

        Exact(final AccessProcess process) {
            this.process = process;
        }

        @Override
        public void advance(final double seconds, final AccessLog log) {
            timePasses(seconds);
            process.advance(seconds, new AccessLog(own, log.reads()));
            own.pages().forEach(page -> {
                write(page);
                log.writes().log(page, page + 1, counts.get(page) - seen[page]);
                seen[page] = counts.get(page);
            });
            own.clear();
        }

        @Override
        public void skip(final double seconds) {
            skippedSeconds += seconds;
            process.skip(seconds);
        }
    }

    private final class WorstCase implements AccessProcess {
        private final AccessProcess process;

        WorstCase(final AccessProcess process) {
            this.process = process;
        }

        @Override
        public void advance(final double seconds, final AccessLog log) {
            timePasses(seconds);
            process.advance(seconds, log);
            log.writes().pages().forEach(VersionOracle.this::write);
        }

        @Override
        public void skip(final double seconds) {
            skippedSeconds += seconds;
            process.skip(seconds);
        }
    }
}
