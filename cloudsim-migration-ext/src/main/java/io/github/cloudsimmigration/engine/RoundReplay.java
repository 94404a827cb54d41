package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageCursor;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.SendOrder;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Technique;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.Validate;

/**
 * Runs a technique's decisions on an explicit list of rounds instead of a clock, so that they can be checked by hand: what
 * was written in each round, and what of it before the page's batch came up, is given.
 */
public final class RoundReplay {
    private static final double ROUND_SECONDS = 1;

    private final Technique technique;
    private final Script script;
    private final PageSelection.Selector selector;
    private final SendOrder.Sorter sorter;
    private final UpdateCounts updates;
    private final PageSet pending;
    private final StopRule.Judge judge;
    private final PageSet everSent;
    private final GuestMemory memory;
    private final List<RoundTally> tallies = new ArrayList<>();
    private final List<Round> rounds = new ArrayList<>();

    /**
     * What happens, round by round.
     *
     * @param pages the guest's number of pages, 1 or more
     * @param free the unallocated pages
     * @param initialUpdates update count of each page before round 1, observation included; empty for all 0
     * @param observed pages written in each interval of the observation, oldest first
     * @param bandwidthPagesPerSecond the link, in pages per second; infinite if unlimited. Every round lasts 1 s, whatever it sends
     * @param stopRules whether the stop rules apply; otherwise all rounds are run
     * @param rounds the rounds
     */
    public record Script(
            int pages,
            PageSet free,
            List<Integer> initialUpdates,
            List<PageSet> observed,
            double bandwidthPagesPerSecond,
            boolean stopRules,
            List<Writes> rounds) {
        public Script {
            Validate.isTrue(pages > 0, "replay of %d pages, expected 1 or more", pages);
            Validate.isTrue(
                    initialUpdates.isEmpty() || initialUpdates.size() == pages,
                    "%d initial update counts for %d pages, expected one for each page",
                    initialUpdates.size(),
                    pages);
            Validate.isTrue(
                    bandwidthPagesPerSecond > 0,
                    "bandwidth of %s pages/s, expected more than 0",
                    bandwidthPagesPerSecond);
            initialUpdates = List.copyOf(initialUpdates);
            observed = List.copyOf(observed);
            rounds = List.copyOf(rounds);
            for (int i = 0; i < rounds.size(); i++) {
                final PageSet astray = rounds.get(i).early().copy();
                astray.removeAll(rounds.get(i).dirty());
                Validate.isTrue(
                        astray.isEmpty(),
                        "round %d: early pages %s are not dirty, expected early within dirty",
                        i + 1,
                        astray);
            }
        }
    }

    /**
     * What the guest writes in a round.
     *
     * @param dirty all pages written: D(i)
     * @param early those of them that were written before their batch came up: E(i)
     */
    public record Writes(PageSet dirty, PageSet early) {}

    /**
     * What a technique does in a round.
     *
     * @param sent pages sent, in sending order
     * @param skipped pages left out because they were written before their turn, ascending
     * @param held pages neither sent nor skipped, ascending: refused by the selection, or left out by the order
     */
    public record Round(List<Integer> sent, PageSet skipped, PageSet held) {}

    /**
     * What a technique does in all.
     *
     * @param rounds round by round
     * @param finalRound the pages of the final round, ascending
     * @param stop why the live phase ended; empty if the script did first
     */
    public record Result(List<Round> rounds, PageSet finalRound, Optional<StopReason> stop) {}

    private RoundReplay(final Technique technique, final Script script) {
        this.technique = technique;
        this.script = script;
        this.memory = new GuestMemory(MemoryLayout.ofPages(script.pages()), 0);
        final PageSet allocated = PageSet.full(script.pages());
        allocated.removeAll(script.free());
        memory.allocateOnly(script.pages(), allocated);
        this.updates = new UpdateCounts(script.pages());
        for (int page = 0; page < script.initialUpdates().size(); page++) {
            updates.add(page, script.initialUpdates().get(page));
        }
        final var guest = new MigratingGuest(memory, updates, script::bandwidthPagesPerSecond);
        this.selector = technique.selection().start(guest);
        this.sorter = technique.order().start(guest);
        this.judge = technique.stopRule().start(guest);
        this.pending = PageSet.full(script.pages());
        this.everSent = new PageSet(script.pages());
        forgetFreePages();
    }

    /** {@return what the technique does when that happens} */
    public static Result run(final Technique technique, final Script script) {
        return new RoundReplay(technique, script).run();
    }

    private Result run() {
        script.observed().forEach(selector::observed);
        Optional<StopReason> stop = stop();
        for (int i = 0; i < script.rounds().size() && stop.isEmpty(); i++) {
            round(i + 1, script.rounds().get(i));
            stop = stop();
        }
        return new Result(List.copyOf(rounds), pending, stop);
    }

    private Optional<StopReason> stop() {
        return script.stopRules() ? judge.check(tallies) : Optional.empty();
    }

    private void round(final int number, final Writes writes) {
        final int pendingBefore = pending.cardinality();
        final PageSet chosen = new PageSet(script.pages());
        selector.choose(number, pending, chosen);

        final PageSet skipped = new PageSet(script.pages());
        final PageRanges order = sorter.order(number, chosen);
        if (technique.selection().peeks()) {
            final PageSet found = pending.copy();
            found.retainAll(writes.early());
            final PageBatch early = dealt(found, order);
            early.removeFrom(chosen);
            selector.foundEarly(early);
            early.addTo(skipped);
        }
        final PageBatch batch = dealt(chosen, order);
        final int firstSent = batch.pagesOutside(everSent);
        batch.addTo(everSent);
        selector.sent(batch);
        sorter.sent(batch);
        final List<Integer> sent = new ArrayList<>();
        batch.forEach(sent::add);
        batch.removeFrom(pending);
        final PageSet held = pending.copy();
        held.removeAll(skipped);
        rounds.add(new Round(sent, skipped, held));

        pending.addAll(writes.dirty());
        forgetFreePages();
        writes.dirty().forEach(page -> updates.add(page, 1));
        final long bytes = (long) sent.size() * memory.pageSize();
        judge.passed(bytes, ROUND_SECONDS, 1);
        judge.endsRound(pendingBefore - sent.size());
        final var tally = new RoundTally(
                number,
                pendingBefore,
                sent.size(),
                firstSent,
                skipped.cardinality(),
                held.cardinality(),
                bytes,
                ROUND_SECONDS,
                ROUND_SECONDS,
                writes.dirty().cardinality(),
                pending.cardinality());
        tallies.add(tally);
        if (technique.selection().samplingSeconds() > 0) {
            selector.sampled(writes.dirty());
        }
        selector.roundEnded(tally, writes.dirty());
        sorter.roundEnded(tally, writes.dirty());
    }

    private void forgetFreePages() {
        if (technique.selection().skipsFreePages()) {
            pending.retainAll(memory.allocated());
        }
    }

    private static PageBatch dealt(final PageSet pages, final PageRanges order) {
        final var batch = new PageBatch();
        new PageCursor(pages, order).deal(Integer.MAX_VALUE, batch);
        return batch;
    }
}
