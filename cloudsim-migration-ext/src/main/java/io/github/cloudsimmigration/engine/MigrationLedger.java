package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.Technique;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a migration has done so far, and the record of it. */
final class MigrationLedger {
    private final MigrationId id;
    private final Technique technique;
    private final MemoryLayout memory;
    private final long seed;

    private final List<RoundRecord> rounds = new ArrayList<>();
    private final List<RoundTally> tallies = new ArrayList<>();
    private double pagesPerSecond = Double.POSITIVE_INFINITY;
    private double expectedDowntimeSeconds;
    private int dirtySyncs = 1;
    private double setupSeconds;
    private double suspendSeconds;
    private double resumeSeconds;
    private double lostCpuSeconds;
    private @Nullable MigrationRecord record;

    MigrationLedger(final MigrationId id, final Technique technique, final MemoryLayout memory, final long seed) {
        this.id = id;
        this.technique = technique;
        this.memory = memory;
        this.seed = seed;
        expectedDowntimeSeconds = technique.stopRule().downtimeLimitSeconds();
    }

    /** {@return the number of the round that comes next, from 1} */
    int nextRound() {
        return rounds.size() + 1;
    }

    /** {@return the rounds of the live phase, oldest first} */
    List<RoundTally> tallies() {
        return tallies;
    }

    /** {@return the pace of the last round of the live phase that sent anything, in pages of the memory per second; infinite before} */
    double pagesPerSecond() {
        return pagesPerSecond;
    }

    /** Takes note of time before round 1. */
    void passSetup(final double seconds) {
        setupSeconds += seconds;
    }

    /** Takes note of time from stopping the VM to the final round. */
    void passSuspending(final double seconds) {
        suspendSeconds += seconds;
    }

    /** Takes note of time from the end of the final round until the VM runs again. */
    void passResuming(final double seconds) {
        resumeSeconds += seconds;
    }

    /** Takes note of CPU time that the throttle took from each vCPU. */
    void lostCpu(final double seconds) {
        lostCpuSeconds += seconds;
    }

    /** Takes note that the dirty log was read and cleared. */
    void synced() {
        dirtySyncs++;
    }

    /** Takes note of a round that has ended. */
    void ended(final RoundRecord round) {
        rounds.add(round);
        if (round.phase() == CopyPhase.LIVE) {
            final RoundTally tally = round.tally();
            tallies.add(tally);
            if (tally.sent() > 0 && tally.sendSeconds() > 0) {
                pagesPerSecond = tally.sent() / tally.sendSeconds() / memory.oneIn();
            }
        }
    }

    /** Reckons how long sending the rest would take. Nothing but the limit is known before a round has ended. */
    void expectDowntime() {
        final double bandwidth = technique.stopRule().reckonedBytesPerSecond(RoundTally.bytesPerSecond(tallies));
        if (bandwidth > 0 && !tallies.isEmpty()) {
            expectedDowntimeSeconds = (long) tallies.get(tallies.size() - 1).left() * memory.pageSize() / bandwidth;
        }
    }

    /** {@return the bytes sent in the rounds that have ended} */
    long bytesSent() {
        long bytes = 0;
        for (final RoundRecord round : rounds) {
            bytes += round.tally().bytes();
        }
        return bytes;
    }

    /** {@return how long the rounds of a phase have lasted} */
    double seconds(final CopyPhase phase) {
        double seconds = 0;
        for (final RoundRecord round : rounds) {
            if (round.phase() == phase) {
                seconds += round.tally().seconds();
            }
        }
        return seconds;
    }

    /**
     * Closes the ledger.
     *
     * @param ending how the migration ended
     * @param remainingBytes what is still pending
     * @param postCopy what post-copy did
     * @return the record
     */
    MigrationRecord close(final Ending ending, final long remainingBytes, final PostCopyResult postCopy) {
        final double downtimeSeconds = suspendSeconds + seconds(CopyPhase.STOPPED);
        final var result = new MigrationRecord(
                id,
                technique.name(),
                technique.parameters(),
                seed,
                ending,
                setupSeconds,
                setupSeconds + seconds(CopyPhase.LIVE) + downtimeSeconds + postCopy.seconds(),
                downtimeSeconds,
                downtimeSeconds + resumeSeconds,
                expectedDowntimeSeconds,
                memory.bytes(),
                memory.pageSize(),
                remainingBytes,
                dirtySyncs,
                lostCpuSeconds,
                0,
                postCopy,
                rounds);
        record = result;
        return result;
    }

    /** {@return whether the migration has ended} */
    boolean isClosed() {
        return record != null;
    }

    /** {@return the record, once the ledger is closed} */
    MigrationRecord record() {
        if (record == null) {
            throw new IllegalStateException("the migration has no record yet");
        }
        return record;
    }
}
