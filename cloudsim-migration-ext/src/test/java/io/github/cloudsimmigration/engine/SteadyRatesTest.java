package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cloudsimmigration.access.Timetable;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.LooksAtEveryBatch;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.PushOrder;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whoever knows the rates, and says when they change, has fewer steps: what happens in them is what happens batch by batch, or event by event. */
final class SteadyRatesTest {
    private static final int MIGRATIONS = 400;
    private static final int CHANGES = 40;

    /** A random migration, and the rates of its link. */
    private static final class Drawn {
        private final RandomMigrations migration;
        private final Technique technique;
        private final Guest guest;
        private final double sweepSeconds;
        private final double[] times = new double[CHANGES];
        private final double[] rates = new double[CHANGES];

        Drawn(final long seed) {
            migration = new RandomMigrations(seed);
            final var random = migration.random();
            technique = migration.composition().toBuilder()
                    .batchPages(1 + random.nextInt(64))
                    .build();
            sweepSeconds = migration.memory().bytes() / migration.constantRate();
            final double between = sweepSeconds * random.nextDouble();
            for (int i = 0; i < CHANGES; i++) {
                times[i] = i == 0 ? 0 : times[i - 1] + 2 * between * random.nextDouble();
                rates[i] = migration.constantRate() * (0.2 + 2 * random.nextDouble());
            }
            final int pages = 1 + random.nextInt(migration.memory().pages());
            final double writes = random.nextDouble() * 2 * migration.memory().pages() / sweepSeconds;
            guest = new Guest(migration.memory(), new Timetable(writes, pages, seed), migration.upSeconds(), () -> 1.0);
        }

        LiveMigration start(final Technique how) {
            return new LiveMigration(how, guest, 1);
        }

        SteadyDrive drive(final Technique how) {
            return new SteadyDrive(start(how), times, rates);
        }

        MigrationRecord stepByStep(final Technique how, final double until) {
            return SoloRun.overUntil(ScheduledWire.steps(times, rates), start(how), until);
        }
    }

    @Test
    void roundsGoAsTheyGoBatchByBatch() {
        int longSteps = 0;
        for (long seed = 0; seed < MIGRATIONS; seed++) {
            final var drawn = new Drawn(seed);
            final Technique technique = drawn.technique;
            if (technique.switchOver() instanceof PostCopy) {
                continue;
            }
            final MigrationRecord batchByBatch =
                    drawn.stepByStep(LooksAtEveryBatch.of(technique), 20 * drawn.sweepSeconds);
            if (!batchByBatch.completed()) {
                continue; // where it is cut off depends on the steps
            }
            final SteadyDrive drive = drawn.drive(technique);
            assertThat(drive.until(Double.POSITIVE_INFINITY))
                    .as("seed %d, %s", seed, technique.parameters())
                    .usingRecursiveComparison()
                    .ignoringFields("parameters")
                    .withComparatorForType(Comparator.comparingDouble(SteadyRatesTest::rounded), Double.class)
                    .isEqualTo(batchByBatch);
            longSteps += drive.longSteps();
        }
        assertThat(longSteps).isGreaterThan(MIGRATIONS / 2);
    }

    /** The order in which pages are pushed does not depend on where they are, so that a byte more or less decides little. */
    @Test
    void pagesFollowAsTheyFollowEventByEvent() {
        int requests = 0;
        int reference = 0;
        int longSteps = 0;
        for (long seed = 0; seed < MIGRATIONS; seed++) {
            final var drawn = new Drawn(seed);
            if (!(drawn.technique.switchOver() instanceof PostCopy how)) {
                continue;
            }
            final Technique technique = drawn.technique.toBuilder()
                    .encoding(new WholePages(8))
                    .switchOver(how.withPushOrder(PushOrder.SEQUENTIAL))
                    .build();
            final MigrationRecord eventByEvent =
                    drawn.stepByStep(LooksAtEveryBatch.of(technique), 20 * drawn.sweepSeconds);
            if (!eventByEvent.completed()) {
                continue;
            }
            final SteadyDrive drive = drawn.drive(technique);
            final MigrationRecord record = drive.until(Double.POSITIVE_INFINITY);
            final String what = "seed %d, %s".formatted(seed, technique.parameters());
            RecordChecks.check(what, record, drive.now());
            assertThat(record.ending()).as(what).isEqualTo(eventByEvent.ending());
            assertThat(record.bytesSent()).as(what).isEqualTo(eventByEvent.bytesSent());
            assertThat(record.rounds()).as(what).hasSameSizeAs(eventByEvent.rounds());
            assertThat(record.totalSeconds())
                    .as(what)
                    .isCloseTo(eventByEvent.totalSeconds(), within(0.01 * drawn.sweepSeconds));
            requests += record.postCopy().requests();
            reference += eventByEvent.postCopy().requests();
            longSteps += drive.longSteps();
        }
        assertThat((double) requests).isCloseTo(reference, withinPercentage(1));
        assertThat(requests).isGreaterThan(MIGRATIONS);
        assertThat(longSteps).isGreaterThan(MIGRATIONS / 4);
    }

    @Test
    void recordOfAMigrationDoesNotTellThatSomebodyAskedMeanwhile() {
        int requests = 0;
        for (long seed = 0; seed < MIGRATIONS; seed++) {
            final var drawn = new Drawn(seed);
            if (!(drawn.technique.switchOver() instanceof PostCopy)) {
                continue;
            }
            final double end = 20 * drawn.sweepSeconds;
            final MigrationRecord unasked = drawn.drive(drawn.technique).until(end);
            assertThat(drawn.drive(drawn.technique)
                            .asking(new SplittableRandom(seed))
                            .until(end))
                    .as("seed %d, %s", seed, drawn.technique.parameters())
                    .isEqualTo(unasked);
            requests += unasked.postCopy().requests();
        }
        assertThat(requests).isGreaterThan(MIGRATIONS);
    }

    private static double rounded(final double number) {
        return Math.round(number * 1e6) / 1e6;
    }
}
