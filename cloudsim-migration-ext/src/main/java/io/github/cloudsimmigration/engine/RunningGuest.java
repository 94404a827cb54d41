package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import io.github.cloudsimmigration.technique.PageEncoding.Need;
import io.github.cloudsimmigration.technique.Technique;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The VM that goes on while it is sent: as its time passes it writes to its memory, and the hypervisor logs the pages.
 *
 * <p>Key idea: what was written is found out only when somebody looks. Time that passes is saved up until then, so a stretch nobody looks at costs
 * one step, however many slices were sent meanwhile.
 */
final class RunningGuest {
    private final GuestMemory memory;
    private final int vcpus;
    private AccessProcess access;
    private final @Nullable UpdateCounts updates;
    private final PageLog dirtyLog;
    private final AccessLog accessLog;
    private final double samplingSeconds;
    private final Consumer<PageSet> sampled;
    private @Nullable WriteSamples samples; // none before the first round
    private double throttle;
    private double unloggedSeconds;
    private @Nullable Moment remembered;

    /** What it was like once. */
    private record Moment(AccessProcess access, PageSet logged, double unloggedSeconds, double throttle) {}

    /**
     * Boots a VM, and lets it run until its migration begins.
     *
     * @param guest what it is like
     * @param technique what the technique wants to know decides what is counted
     * @param random what its memory's contents and its accesses are drawn from
     * @param sampled shown every sample of the dirty log, if the technique takes samples
     */
    RunningGuest(
            final Guest guest,
            final Technique technique,
            final SplittableRandom random,
            final Consumer<PageSet> sampled) {
        vcpus = guest.vcpus();
        memory = new GuestMemory(guest.memory(), random.nextLong());
        access = guest.access().start(new GuestContext(memory, random.split(), guest.cpuUtilization()));
        final boolean sinceBoot = technique.selection().countsUpdates();
        updates = sinceBoot || technique.encoding().needs(Need.UPDATE_COUNTS)
                ? new UpdateCounts(memory.pages(), Math.min(access.reach(), memory.pages()))
                : null;
        dirtyLog = updates == null ? new PageLog(memory.pages()) : new PageLog(updates);
        accessLog = AccessLog.ofWrites(dirtyLog);
        this.sampled = sampled;
        samplingSeconds = technique.selection().samplingSeconds();
        if (sinceBoot) {
            access.advance(guest.upSeconds(), accessLog);
            memory.wrote(dirtyLog.pages());
            dirtyLog.clear();
        } else {
            access.skip(guest.upSeconds());
        }
    }

    GuestMemory memory() {
        return memory;
    }

    /** {@return its virtual CPUs} */
    int vcpus() {
        return vcpus;
    }

    AccessProcess access() {
        return access;
    }

    /** {@return how often each page was written, if the technique wants to know} */
    @Nullable
    UpdateCounts updates() {
        return updates;
    }

    /** Takes samples of the dirty log from now on, if the technique wants them. */
    void startSampling() {
        if (samples == null && samplingSeconds > 0) {
            samples = new WriteSamples(dirtyLog, samplingSeconds, this::sample);
        }
    }

    /**
     * Lets the guest run on.
     *
     * @param seconds how long
     * @param lostShare the share of its CPU time that it is denied meanwhile, 0 to below 1
     */
    void pass(final double seconds, final double lostShare) {
        if (!(lostShare >= 0 && lostShare < 1)) {
            throw new IllegalStateException("CPU throttle " + lostShare + ", expected 0 to below 1");
        }
        if (lostShare != throttle && unloggedSeconds > 0) {
            logWrites();
        }
        throttle = lostShare;
        unloggedSeconds += seconds;
        if (!canWait()) {
            logWrites();
        }
    }

    /** {@return whether what it accesses follows its own time only, so that this may pass later and in longer parts} */
    boolean canWait() {
        return access.reach() < AccessProcess.EVERYWHERE;
    }

    /**
     * Remembers how it is now, so that it can be taken {@link #goBack back}. {@return whether it can: not if its
     * writes are counted, or if it follows more than its own time}
     */
    boolean remember() {
        final Optional<AccessProcess> copy = updates == null && canWait() ? access.copy() : Optional.empty();
        if (copy.isEmpty()) {
            return false;
        }
        remembered = new Moment(copy.get(), dirtyLog.pages().copy(), unloggedSeconds, throttle);
        return true;
    }

    /** Takes it back to what it remembers. */
    void goBack() {
        if (remembered == null) {
            throw new IllegalStateException("the guest was to go back, expected something that it remembers");
        }
        access = remembered.access().copy().orElseThrow();
        dirtyLog.restore(remembered.logged());
        unloggedSeconds = remembered.unloggedSeconds();
        throttle = remembered.throttle();
    }

    /** {@return whether it may write to pages of a batch} */
    boolean reaches(final PageBatch batch) {
        return batch.reachesBelow(access.reach());
    }

    /** {@return the pages written since the last sync; a live view} */
    PageSet peek() {
        logWrites();
        return dirtyLog.pages();
    }

    /** Moves the pages written since the last sync into a set, whose former content is dropped. */
    void sync(final PageSet dirty) {
        logWrites();
        if (samples == null) {
            dirtyLog.drainTo(dirty);
        } else {
            samples.endRound(dirty);
        }
        memory.wrote(dirty);
    }

    /** Brings the contents of a batch's pages up to now, the time they are sent, even of pages that were written and will be sent again. */
    void noteContents(final PageBatch batch) {
        if (!contentsAreFinal(batch)) {
            memory.wrote(batch, peek());
        }
    }

    /** {@return whether nothing the guest may write to a batch's pages changes what they look like} */
    boolean contentsAreFinal(final PageBatch batch) {
        return !reaches(batch) || memory.settled(batch);
    }

    private void sample(final PageSet written) {
        memory.wrote(written);
        sampled.accept(written);
    }

    /** Enters what was written in all time that has passed into the log. */
    private void logWrites() {
        double left = unloggedSeconds;
        unloggedSeconds = 0;
        while (samples != null && left >= samples.untilNext()) {
            final double part = samples.untilNext();
            access.advance(part, throttle, accessLog);
            samples.pass(part);
            left -= part;
        }
        access.advance(left, throttle, accessLog);
        if (samples != null) {
            samples.pass(left);
        }
    }
}
