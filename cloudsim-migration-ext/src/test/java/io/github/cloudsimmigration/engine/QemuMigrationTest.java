package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class QemuMigrationTest {
    private static final int PAGE = 4096;
    private static final double FAST = 1e12;
    private static final AccessModel IDLE = new IdleAccess();

    private static MigrationRecord run(
            final QemuParameters parameters, final int pages, final AccessModel access, final double bytesPerSecond) {
        final Technique technique = Techniques.qemuPrecopy(parameters);
        final var migration = new LiveMigration(technique, Guest.of(MemoryLayout.ofPages(pages), access), 1);
        return SoloRun.overUntil(ScheduledWire.constant(bytesPerSecond), migration, 100);
    }

    /** The bytes of a migration that QEMU did: 32 849 zero pages and 49 others. */
    @Test
    void bytesAreThoseOfARealMigration() {
        final AccessModel mostlyZero = guest -> {
            guest.memory().allocateOnly(guest.memory().pages(), PageSet.of(32_898, numbers(49)));
            return IDLE.start(guest);
        };
        final MigrationRecord record = run(QemuParameters.DEFAULT, 32_898, mostlyZero, FAST);
        assertThat(record.pages(PageKind.DUPLICATE)).isEqualTo(32_849);
        assertThat(record.bytesSent() - record.bytes(PageKind.DEVICE_STATE)).isEqualTo(496_829);
        assertThat(record.dirtySyncCount())
                .as("everything sent before a bandwidth is known")
                .isEqualTo(2);
        assertThat(record.ending().stopReason()).isEqualTo("all-sent");
    }

    private static int[] numbers(final int count) {
        final int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i * 7;
        }
        return numbers;
    }

    @Test
    void idleGuestTakesThreeSyncsAndTheUnsentRestIsSentOnce() {
        final double rate = 10_000 * (PAGE + 8.0);
        final MigrationRecord record = run(QemuParameters.DEFAULT, 20_000, IDLE, rate);
        assertThat(record.dirtySyncCount()).isEqualTo(3);
        assertThat(record.pagesSent()).isEqualTo(20_000);
        assertThat(record.setupSeconds()).isEqualTo(0.0025);
        assertThat(record.downtimeSeconds())
                .as("the rest is below 300 ms of the bandwidth, by no more than an iteration")
                .isBetween(0.24, 0.32);
        assertThat(record.totalSeconds()).isCloseTo(2.0, within(0.02));
    }

    @Test
    void bandwidthLimitIsLiftedForTheFinalCopy() {
        final double rate = 100_000 * (PAGE + 8.0);
        final String limit = Double.toString(rate / 10);
        final MigrationRecord record = run(QemuParameters.DEFAULT.with("max-bandwidth", limit), 20_000, IDLE, rate);
        assertThat(record.totalSeconds()).isCloseTo(1.73, within(0.08));
        assertThat(record.downtimeSeconds()).as("300 ms at a tenth of the rate").isLessThan(0.035);
    }

    /** Round 1 sends 80 000 zero pages in next to no time; those left are sent as fast as the link carries whole pages. */
    @Test
    void expectedDowntimeIsThatOfWholePagesWhateverZeroPagesTook() {
        final MigrationRecord record = runUntil(2.5, QemuParameters.DEFAULT);
        final int left = record.rounds().get(0).tally().left();
        assertThat(left).isGreaterThan(6_000);
        assertThat(record.expectedDowntimeSeconds()).isCloseTo(left / 10_000.0, within(0.03 * left / 10_000));
    }

    @Test
    void expectedDowntimeGoesByTheBandwidthThatIsGiven() {
        final MigrationRecord record = runUntil(
                2.5, QemuParameters.DEFAULT.with("version", "10.2").with("avail-switchover-bandwidth", "1000000"));
        assertThat(record.expectedDowntimeSeconds())
                .isEqualTo(record.rounds().get(0).tally().left() * 4096L / 1e6);
        assertThat(runUntil(
                                0.001,
                                QemuParameters.DEFAULT
                                        .with("version", "10.2")
                                        .with("avail-switchover-bandwidth", "1000000"))
                        .expectedDowntimeSeconds())
                .as("the limit before the first sync")
                .isEqualTo(0.3);
    }

    /**
     * {@return a migration of 80 000 zero pages and 20 000 others, a few seconds of which are written again, at 10 000 pages/s, as far as it is then}
     */
    private static MigrationRecord runUntil(final double seconds, final QemuParameters parameters) {
        final int pages = 100_000;
        final AccessModel writes = new UniformAccess(8_000, 20_000);
        final AccessModel mostlyZero = guest -> {
            guest.memory()
                    .allocateOnly(
                            pages, PageSet.of(pages, IntStream.range(0, 20_000).toArray()));
            return writes.start(guest);
        };
        final var migration = new LiveMigration(
                Techniques.qemuPrecopy(parameters), Guest.of(MemoryLayout.ofPages(pages), mostlyZero), 1);
        return SoloRun.overUntil(ScheduledWire.constant(10_000 * (PAGE + 8.0)), migration, seconds);
    }

    @Test
    void syncDoesNotRewindTheSweep() {
        final List<Integer> firstPages = new ArrayList<>();
        final MigrationListener listener = new MigrationListener() {
            private boolean begins = true;

            @Override
            public void batchSent(final PageBatch batch) {
                if (begins) {
                    batch.forEach(page -> {
                        if (begins) {
                            firstPages.add(page);
                            begins = false;
                        }
                    });
                }
            }

            @Override
            public void roundFinished(final RoundRecord round) {
                begins = true;
            }
        };
        final var guest = Guest.of(MemoryLayout.ofPages(20_000), new UniformAccess(8_000, 20_000));
        final var migration = new LiveMigration(MigrationId.ALONE, Techniques.qemuPrecopy(), guest, 1, listener);
        final MigrationRecord record = SoloRun.overUntil(ScheduledWire.constant(10_000 * (PAGE + 8.0)), migration, 10);
        final int unsent = record.rounds().get(0).tally().held();
        assertThat(unsent).isBetween(2_000, 3_000);
        assertThat(firstPages.get(0)).isZero();
        assertThat(firstPages.get(1)).as("where the first round ended").isEqualTo(20_000 - unsent);
    }

    @Test
    void migrationThatDoesNotConvergeRunsUntilItIsGivenUp() {
        final MigrationRecord record =
                run(QemuParameters.DEFAULT, 20_000, new UniformAccess(40_000, 20_000), 10_000 * (PAGE + 8.0));
        assertThat(record.ending().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.totalSeconds()).isCloseTo(100, within(1e-9));
    }

    @Test
    void autoConvergeThrottlesUntilItConverges() {
        final MigrationRecord record = run(
                QemuParameters.DEFAULT.with("auto-converge", "on"),
                20_000,
                new UniformAccess(40_000, 20_000),
                10_000 * (PAGE + 8.0));
        assertThat(record.completed()).isTrue();
        assertThat(record.cpuThrottle()).isGreaterThan(0.5);
    }

    /** 112 000 bytes and 9 500 for each virtual CPU but the first. */
    @Test
    void deviceStateGrowsWithTheVirtualCpus() {
        for (final Technique technique : List.of(
                Techniques.qemuPrecopy(),
                Techniques.qemuPrecopy(
                        QemuParameters.DEFAULT.with("postcopy-ram", "on").with("postcopy-after", "1")))) {
            final var guest = new Guest(MemoryLayout.ofPages(100), IDLE, 0, () -> 1.0, 8);
            final var record = SoloRun.over(ScheduledWire.constant(FAST), new LiveMigration(technique, guest, 1));
            assertThat(record.bytes(PageKind.DEVICE_STATE)).isEqualTo(178_500);
        }
    }

    /** The guest writes pages 0, 7, 14 ... 343 and half is not sent yet: 51 ranges of 16 bytes in 5 commands of 14. */
    @Test
    void postCopyTellsTheDestinationWhichPagesAreStale() {
        final AccessModel scattered = guest -> (seconds, log) -> {
            for (final int page : numbers(50)) {
                log.writes().log(page);
            }
        };
        final QemuParameters parameters = QemuParameters.DEFAULT
                .with("downtime-limit", "0")
                .with("postcopy-ram", "on")
                .with("postcopy-after", "0.5");
        final MigrationRecord record = run(parameters, 10_000, scattered, 10_000 * (PAGE + 8.0));
        assertThat(record.ending().stopReason()).isEqualTo("postcopy-requested");
        assertThat(record.bytes(PageKind.DEVICE_STATE)).isEqualTo(112_000 + 51 * 16 + 5 * 14);
        final MigrationRecord precopy = run(QemuParameters.DEFAULT, 10_000, scattered, 10_000 * (PAGE + 8.0));
        assertThat(precopy.bytes(PageKind.DEVICE_STATE)).isEqualTo(112_000);
    }

    @Test
    void multifdHelpsWhereTheProcessorIsTheLimit() {
        final MigrationRecord one = run(QemuParameters.DEFAULT.with("max-bandwidth", "0"), 400_000, IDLE, FAST);
        final MigrationRecord four = run(
                QemuParameters.DEFAULT
                        .with("max-bandwidth", "0")
                        .with("multifd", "on")
                        .with("multifd-channels", "4"),
                400_000,
                IDLE,
                FAST);
        assertThat(four.totalSeconds()).isCloseTo(one.totalSeconds() / 4, within(one.totalSeconds() / 20));
    }

    @Test
    void postCopyBeginsWhenItIsAskedForAndSendsEachPendingPageOnce() {
        final QemuParameters parameters =
                QemuParameters.DEFAULT.with("postcopy-ram", "on").with("postcopy-after", "1");
        final MigrationRecord record =
                run(parameters, 20_000, new UniformAccess(40_000, 20_000), 10_000 * (PAGE + 8.0));
        assertThat(record.completed()).isTrue();
        assertThat(record.dirtySyncCount()).isEqualTo(2);
        assertThat(record.bytes(CopyPhase.LIVE)).isCloseTo(10_000L * (PAGE + 8), within(100L * PAGE));
        assertThat(record.postCopy().requests()).isPositive();
        final long postcopied =
                record.rounds().get(record.rounds().size() - 1).tally().sent();
        assertThat(postcopied).isBetween(10_000L, 20_000L);
    }

    /** A throttled program paced by the clock is told of both times. */
    @Test
    void accessesMayBePacedByTheClock() {
        final List<Double> throttles = new ArrayList<>();
        final AccessModel paced = guest -> new Paced(guest, throttles);
        final MigrationRecord record =
                run(QemuParameters.DEFAULT.with("auto-converge", "on"), 20_000, paced, 10_000 * (PAGE + 8.0));
        assertThat(record.ending().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(throttles).contains(0.0, 0.2, 0.99);
    }

    private record Paced(AccessProcess process, List<Double> throttles) implements AccessProcess {
        Paced(final GuestContext guest, final List<Double> throttles) {
            this(new UniformAccess(40_000, 20_000).start(guest), throttles);
        }

        @Override
        public void advance(final double seconds, final AccessLog log) {
            process.advance(seconds, log);
        }

        @Override
        public void advance(final double seconds, final double throttle, final AccessLog log) {
            throttles.add(throttle);
            process.advance(seconds, log);
        }
    }
}
