package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of a migration: who, how, how much, how long, and how it ended. Times are in seconds, amounts in pages and
 * bytes; reports use QEMU's names for them.
 *
 * @param id who migrated from where to where
 * @param technique the technique's name
 * @param parameters the technique's decisions with their parameters
 * @param seed what everything random in this migration was drawn from
 * @param ending how it ended
 * @param setupSeconds time before round 1: the technique's set-up, and its observation of the VM
 * @param totalSeconds time from the start until the source had finished
 * @param downtimeSeconds time from stopping the VM until the source had finished (QEMU's downtime)
 * @param blackoutSeconds time from stopping the VM until it ran again
 * @param expectedDowntimeSeconds what was pending at the last sync, as whole pages, over the bandwidth to reckon with, that of the last
 *     round that sent anything if no other is given; the downtime limit before there was one
 * @param ramTotalBytes size of the guest's memory
 * @param pageSize bytes of one of its pages
 * @param ramRemainingBytes what was still pending at the end
 * @param dirtySyncCount how often the dirty log was read and cleared
 * @param lostCpuSeconds CPU time that each vCPU lost at the source to the throttle, and to CloudSim Plus's flat overhead if that is charged
 * @param targetCpuSeconds CPU time the target spent on receiving, in seconds of one processor; 0 unless a datacenter charges for it
 * @param postCopy what post-copy did beside sending pages
 * @param rounds the rounds in order: those while the VM ran at the source, the final one, with the VM stopped, and that of post-copy
 */
public record MigrationRecord(
        MigrationId id,
        String technique,
        Map<String, String> parameters,
        long seed,
        Ending ending,
        double setupSeconds,
        double totalSeconds,
        double downtimeSeconds,
        double blackoutSeconds,
        double expectedDowntimeSeconds,
        long ramTotalBytes,
        int pageSize,
        long ramRemainingBytes,
        int dirtySyncCount,
        double lostCpuSeconds,
        double targetCpuSeconds,
        PostCopyResult postCopy,
        List<RoundRecord> rounds) {
    private static final double BITS_PER_MEGABIT = 1e6;
    private static final double PERIOD_SECONDS = 1;

    public MigrationRecord {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        rounds = List.copyOf(rounds);
    }

    /** {@return the record of a request that was turned down before anything happened} */
    public static MigrationRecord refused(
            final MigrationId id,
            final Technique technique,
            final MemoryLayout memory,
            final long seed,
            final Ending ending) {
        return new MigrationRecord(
                id,
                technique.name(),
                technique.parameters(),
                seed,
                ending,
                0,
                0,
                0,
                0,
                0,
                memory.bytes(),
                memory.pageSize(),
                memory.bytes(),
                0,
                0,
                0,
                PostCopyResult.NONE,
                List.of());
    }

    /** {@return the same with another ending} */
    public MigrationRecord withEnding(final Ending newEnding) {
        return with(newEnding, lostCpuSeconds, targetCpuSeconds);
    }

    /**
     * {@return the same of a VM that loses CPU time to something else too while it runs at the source}
     *
     * @param share the part it loses of what the throttle leaves it, 0 to 1
     */
    public MigrationRecord slowedBy(final double share) {
        final double liveSeconds = totalSeconds - downtimeSeconds - postCopy.seconds();
        return with(ending, lostCpuSeconds + share * (liveSeconds - lostCpuSeconds), targetCpuSeconds);
    }

    /** {@return the same with another CPU time spent at the target} */
    public MigrationRecord withTargetCpuSeconds(final double seconds) {
        return with(ending, lostCpuSeconds, seconds);
    }

    private MigrationRecord with(
            final Ending newEnding, final double newLostCpuSeconds, final double newTargetCpuSeconds) {
        return new MigrationRecord(
                id,
                technique,
                parameters,
                seed,
                newEnding,
                setupSeconds,
                totalSeconds,
                downtimeSeconds,
                blackoutSeconds,
                expectedDowntimeSeconds,
                ramTotalBytes,
                pageSize,
                ramRemainingBytes,
                dirtySyncCount,
                newLostCpuSeconds,
                newTargetCpuSeconds,
                postCopy,
                rounds);
    }

    public boolean completed() {
        return ending.outcome() == Outcome.COMPLETED;
    }

    /** {@return when it ended, in simulated seconds} */
    public double endSeconds() {
        return id.startSeconds() + totalSeconds;
    }

    /** {@return whether it completed, and not after its deadline} */
    public boolean inTime() {
        return completed() && endSeconds() <= id.deadlineSeconds();
    }

    /** {@return pages sent in all rounds} */
    public long pagesSent() {
        return rounds.stream().mapToLong(round -> round.tally().sent()).sum();
    }

    /** {@return pages of those that had been sent before} */
    public long pagesResent() {
        return pagesSent()
                - rounds.stream().mapToLong(round -> round.tally().firstSent()).sum();
    }

    /** {@return bytes on the wire in all rounds (ram.transferred and device state)} */
    public long bytesSent() {
        return bytes(CopyPhase.LIVE) + bytes(CopyPhase.STOPPED) + bytes(CopyPhase.POSTCOPY);
    }

    /** {@return bytes sent while the VM was in a phase} */
    public long bytes(final CopyPhase phase) {
        return rounds.stream()
                .filter(round -> round.phase() == phase)
                .mapToLong(round -> round.tally().bytes())
                .sum();
    }

    /** {@return CPU time the source spent on choosing, encoding and exploring, not on sending, in seconds of one processor} */
    public double sourceCpuSeconds() {
        return rounds.stream()
                .mapToDouble(round -> round.traffic().cpuSeconds())
                .sum();
    }

    /** {@return CPU time the VM lost in all, to standing still, throttle and faults, in seconds of each of its virtual CPUs} */
    public double slowdownSeconds() {
        return blackoutSeconds + lostCpuSeconds + postCopy.stalledCpuSeconds();
    }

    /** {@return what went over the wire in all rounds} */
    public Traffic traffic() {
        final var all = new Traffic();
        rounds.forEach(round -> all.addAll(round.traffic()));
        return all;
    }

    /** {@return pages of one kind in all rounds} */
    public long pages(final PageKind kind) {
        return rounds.stream().mapToLong(round -> round.traffic().pages(kind)).sum();
    }

    /** {@return bytes of one kind in all rounds} */
    public long bytes(final PageKind kind) {
        return rounds.stream().mapToLong(round -> round.traffic().bytes(kind)).sum();
    }

    /**
     * {@return pages that became pending per second in the last period of the live phase} As in QEMU a period ends with the first round that
     * ends a second or more after it began; a live phase that was over before is a period.
     */
    public double dirtyPagesRate() {
        double rate = 0;
        double seconds = 0;
        long pages = 0;
        boolean ended = false;
        for (final RoundRecord round : rounds) {
            if (round.phase() != CopyPhase.LIVE) {
                break;
            }
            seconds += round.tally().seconds();
            pages += round.tally().newlyPending();
            final boolean ends = seconds >= PERIOD_SECONDS;
            if (ends || !ended) {
                rate = seconds > 0 ? pages / seconds : 0;
            }
            if (ends) {
                ended = true;
                seconds = 0;
                pages = 0;
            }
        }
        return rate;
    }

    /** {@return the mean rate on the wire over the total time without the set-up, as QEMU counts it, in Mbit/s (10^6 bits)} */
    public double mbps() {
        final double seconds = totalSeconds - setupSeconds;
        return seconds > 0 ? bytesSent() * 8 / seconds / BITS_PER_MEGABIT : 0;
    }

    /** {@return the highest share of CPU time the VM lost to the throttle, 0 to 1} */
    public double cpuThrottle() {
        return rounds.stream().mapToDouble(RoundRecord::throttle).max().orElse(0);
    }
}
