package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.access.ZipfAccess;
import io.github.cloudsimmigration.engine.RoundReplay.Script;
import io.github.cloudsimmigration.engine.RoundReplay.Writes;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guest of a migration wrote, replayed: the same pages are sent in the same rounds and order. */
final class EngineReplayTest {
    private static final int SEEDS = 150;
    private static final double ROUNDING_PAGES = 1e-6;
    private static final double STRIPE_ESTIMATE_WEIGHT = 0.5;

    static Stream<Technique> techniquesWithoutClock() {
        return Stream.of(
                Techniques.xenPrecopy(),
                Techniques.dpdt(),
                Techniques.reuseDistance(),
                Techniques.twoPhase(),
                Techniques.blockHistory());
    }

    @ParameterizedTest
    @MethodSource("techniquesWithoutClock")
    void replaySendsWhatTheEngineSent(final Technique technique) {
        int longest = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            final var drawn = new RandomMigrations(seed);
            final var run = new Recording(drawn.memory().pages());
            final int batchPages = 1 + drawn.random().nextInt(200);
            run.run(
                    technique.toBuilder().batchPages(batchPages).build(),
                    new Guest(drawn.memory(), drawn.access(), drawn.upSeconds(), () -> 1.0),
                    drawn.link(),
                    seed);
            run.checkAgainstReplay(technique, seed);
            longest = Math.max(longest, run.writes.size());
        }
        assertThat(longest).as("rounds of the longest run").isGreaterThan(10);
    }

    /** Rounds take their time here, so it is the reference that is asked, told what the link kept pace with. */
    @Test
    void microwiperFollowsTheMeasuredRate() {
        int held = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            final var drawn = new RandomMigrations(seed);
            final var run = new Recording(drawn.memory().pages());
            run.run(
                    Techniques.microwiper(),
                    new Guest(drawn.memory(), drawn.access(), drawn.upSeconds(), () -> 1.0),
                    drawn.link(),
                    seed);
            final var reference = new MicrowiperReference(run.script(), i -> pagesKeptPaceWith(run.rounds, i));
            reference.run();
            assertThat(run.liveRounds()).as("seed %d", seed).isEqualTo(reference.sent());
            held += run.rounds.stream().mapToInt(round -> round.tally().held()).sum();
        }
        assertThat(held).as("pages held in all").isPositive();
    }

    private static double pagesKeptPaceWith(final List<RoundRecord> rounds, final int i) {
        double measured = 0;
        double estimate = 0;
        for (final RoundRecord round : rounds.subList(0, i - 1)) {
            final RoundTally tally = round.tally();
            if (tally.sent() > 0) {
                measured = tally.sent() / tally.sendSeconds();
            }
            estimate = tally.round() == 1
                    ? measured
                    : STRIPE_ESTIMATE_WEIGHT * measured + (1 - STRIPE_ESTIMATE_WEIGHT) * estimate;
        }
        return estimate * rounds.get(i - 2).tally().seconds() + ROUNDING_PAGES;
    }

    /** On a link of 2^30 bytes per second a guest of 10 MiB takes less than 50 ms: every round is as long as a sample. */
    @Test
    void weightedHistoryReplaysWhereEveryRoundIsOneSample() {
        int held = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            final var drawn = new RandomMigrations(seed);
            final int pages = Math.min(drawn.memory().pages(), 2_500);
            final var run = new Recording(pages);
            final var sized = MemoryLayout.ofPages(pages);
            run.run(
                    Techniques.weightedHistory(),
                    Guest.of(sized, new ZipfAccess(40.0 * pages, pages, 1)),
                    ScheduledWire.constant(1 << 30),
                    seed);
            run.checkAgainstReplay(Techniques.weightedHistory(), seed);
            held += run.rounds.stream().mapToInt(round -> round.tally().held()).sum();
        }
        assertThat(held).as("pages held in all").isPositive();
    }

    /** A migration whose writes and sends are taken down. */
    private static final class Recording implements MigrationListener {
        private final int pages;
        private final List<Writes> writes = new ArrayList<>();
        private final List<RoundRecord> rounds = new ArrayList<>();
        private final List<List<Integer>> sent = new ArrayList<>();
        private List<Integer> sentNow = new ArrayList<>();
        private String stop = "";

        Recording(final int pages) {
            this.pages = pages;
        }

        void run(final Technique technique, final Guest guest, final ScheduledWire link, final long seed) {
            final Technique watched = technique.toBuilder()
                    .selection(new Watched(technique.selection(), writes))
                    .build();
            final var migration = new LiveMigration(MigrationId.ALONE, watched, guest, seed, this);
            stop = SoloRun.over(link, migration).ending().stopReason();
        }

        @Override
        public void batchSent(final PageBatch batch) {
            batch.forEach(sentNow::add);
        }

        @Override
        public void roundFinished(final RoundRecord round) {
            rounds.add(round);
            sent.add(sentNow);
            sentNow = new ArrayList<>();
        }

        Script script() {
            return new Script(pages, new PageSet(pages), List.of(), List.of(), Double.POSITIVE_INFINITY, true, writes);
        }

        List<List<Integer>> liveRounds() {
            return sent.subList(0, writes.size());
        }

        void checkAgainstReplay(final Technique technique, final long seed) {
            final RoundReplay.Result replay = RoundReplay.run(technique, script());
            assertThat(replay.rounds().stream().map(RoundReplay.Round::sent))
                    .as("%s, seed %d", technique.name(), seed)
                    .isEqualTo(liveRounds());
            assertThat(replay.finalRound().toArray())
                    .as("%s, seed %d, final round", technique.name(), seed)
                    .containsExactly(sent.get(writes.size()).stream()
                            .mapToInt(page -> page)
                            .toArray());
            assertThat(replay.stop().map(Object::toString)).as("seed %d", seed).contains(stop);
        }
    }

    /** Takes down what was written in each round, and what was found in the log when a batch came up. */
    private record Watched(PageSelection selection, List<Writes> writes) implements PageSelection {
        @Override
        public boolean peeks() {
            return selection.peeks();
        }

        @Override
        public boolean skipsFreePages() {
            return selection.skipsFreePages();
        }

        @Override
        public double samplingSeconds() {
            return selection.samplingSeconds();
        }

        @Override
        public Selector start(final MigratingGuest guest) {
            final Selector selector = selection.start(guest);
            final PageSet found = new PageSet(guest.pages());
            return new Selector() {
                @Override
                public void choose(final int round, final PageSet pending, final PageSet send) {
                    selector.choose(round, pending, send);
                }

                @Override
                public void foundEarly(final PageBatch early) {
                    early.addTo(found);
                    selector.foundEarly(early);
                }

                @Override
                public void sent(final PageBatch batch) {
                    selector.sent(batch);
                }

                @Override
                public void sampled(final PageSet written) {
                    selector.sampled(written);
                }

                @Override
                public void roundEnded(final RoundTally tally, final PageSet dirty) {
                    writes.add(new Writes(dirty.copy(), found.copy()));
                    found.clear();
                    selector.roundEnded(tally, dirty);
                }
            };
        }
    }
}
