package io.github.cloudsimmigration.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import org.junit.jupiter.api.Test;

/** Worked out by hand: 1024 MiB stopped and copied at 64 MiB/s, in 16 s. */
final class MigrationCostTest {
    private static final double TOLERANCE = 1e-9;
    private static final double MIB = 1 << 20;
    private static final MigrationRecord COPY = copy();

    private static MigrationRecord copy() {
        final Technique plain = Techniques.stopAndCopy().toBuilder()
                .encoding(new WholePages(0))
                .switchOver(new StopAndCopy(0, 0, 4))
                .build();
        return run(plain, Guest.of(MemoryLayout.ofPages(1 << 18), new IdleAccess()));
    }

    private static MigrationRecord run(final Technique technique, final Guest guest) {
        return SoloRun.over(ScheduledWire.constant(64 * MIB), new LiveMigration(technique, guest, 1));
    }

    @Test
    void figuresAreTheRecords() {
        final MigrationCost cost = MigrationCost.of(COPY, CostModel.DEFAULT);
        assertThat(cost.completed()).isTrue();
        assertThat(cost.rounds()).isOne();
        assertThat(cost.totalSeconds()).isCloseTo(16, within(TOLERANCE));
        assertThat(cost.downtimeSeconds()).isCloseTo(16, within(TOLERANCE));
        assertThat(cost.blackoutSeconds()).isCloseTo(20, within(TOLERANCE));
        assertThat(cost.slowdownSeconds()).isCloseTo(20, within(TOLERANCE));
        assertThat(cost.bytes()).isEqualTo(1L << 30);
        assertThat(cost.sourceCpuSeconds()).isZero();
        assertThat(cost.money()).isZero();
    }

    /** 0.512 x 1024 + 20.165. */
    @Test
    void linearEnergyIsThePublishedFit() {
        assertThat(MigrationCost.of(COPY, CostModel.DEFAULT).joules()).isCloseTo(544.453, within(TOLERANCE));
    }

    @Test
    void refusedMigrationTakesNoEnergy() {
        final var refused = MigrationRecord.refused(
                MigrationId.ALONE,
                Techniques.stopAndCopy(),
                MemoryLayout.ofBytes(1 << 20),
                0,
                new Ending(Outcome.REFUSED, "no-target", ""));
        final MigrationCost cost = MigrationCost.of(refused, CostModel.DEFAULT);
        assertThat(cost.joules()).isZero();
        assertThat(cost.completed()).isFalse();
        assertThat(cost.degradation()).isZero();
    }

    /**
     * 2^30 bytes at 2 ns each keep one of four cores busy for 2.147 s of the 16: 0.03355 of the host more. From 100 W idle to 200 W that
     * is 3.355 W, 53.69 J. The target has twice the cores and so half of it.
     */
    @Test
    void extraPowerOfBothHostsIsIntegrated() {
        final double joules = 100 * (1L << 30) * 2e-9 / 4;
        final var energy = new PowerEnergy(
                new HostPower(busy -> 100 + 100 * busy, 0.3, 4, 2e-9),
                new HostPower(busy -> 100 + 100 * busy, 0.6, 8, 2e-9));
        assertThat(energy.joules(COPY)).isCloseTo(joules * 1.5, within(1e-6));
    }

    /** Nothing is written: the second round sends nothing and takes no time, nor do the hand-over's no bytes. */
    @Test
    void roundsThatTakeNoTimeTakeNoEnergy() {
        final Technique twoRounds = Techniques.xenPrecopy().toBuilder()
                .encoding(new WholePages(0))
                .stopRule(new ClassicStop(2, 0, 9, 1, ClassicStop.Counted.SENT))
                .switchOver(new StopAndCopy(0, 0, 0))
                .build();
        final MigrationRecord idle = run(twoRounds, Guest.of(MemoryLayout.ofPages(1 << 18), new IdleAccess()));
        assertThat(idle.rounds()).hasSize(3);
        final var host = new HostPower(busy -> 100 * busy, 0, 1, 2e-9);
        assertThat(new PowerEnergy(host, host).joules(idle)).isCloseTo(2 * 100 * (1L << 30) * 2e-9, within(1e-6));
    }

    @Test
    void busyHostDrawsNoMore() {
        final HostPower full = new HostPower(busy -> 100 + 100 * busy, 1, 4, 1e-9);
        assertThat(new PowerEnergy(full, full).joules(COPY)).isZero();
    }

    /** Encoding takes the source 3 µs a page: of 2^18 pages 0.786 s of its only core, at 100 W more. */
    @Test
    void sourcePaysForItsEncoding() {
        final MigrationRecord me2 =
                run(Techniques.me2(), Guest.of(MemoryLayout.ofPages(1 << 18).withAllocated(1), new IdleAccess()));
        final var source = new HostPower(busy -> 100 * busy, 0, 1, 0);
        final var target = new HostPower(busy -> 100 * busy, 0, 1, 0);
        assertThat(me2.sourceCpuSeconds()).isGreaterThan(0.78);
        assertThat(new PowerEnergy(source, target).joules(me2)).isCloseTo(100 * me2.sourceCpuSeconds(), within(1e-6));
    }

    /** 3.6 MJ at 0.30, 1 GiB at 0.02, 16 s of downtime at 0.001 and 20 s of lost CPU time at 0.0005. */
    @Test
    void moneyAddsUpWhatHasAPrice() {
        final var model = new CostModel(migration -> 3.6e6, new Prices(0.30, 0.02, 0.001, 0.0005));
        assertThat(MigrationCost.of(COPY, model).money()).isCloseTo(0.30 + 0.02 + 0.016 + 0.010, within(TOLERANCE));
    }

    /** 20 of 1000 s. */
    @Test
    void pdmIsTheLostPartOfTheActiveTime() {
        final MigrationCost cost = MigrationCost.of(COPY, CostModel.DEFAULT);
        assertThat(cost.pdm(1_000)).isCloseTo(0.02, within(TOLERANCE));
        assertThat(cost.degradation()).isCloseTo(1, within(TOLERANCE));
        assertThatIllegalArgumentException().isThrownBy(() -> cost.pdm(0)).withMessageContaining("active");
    }

    /** 25 of 100 s; and 10 s of a hand-over that goes on for 4 s when 16 s of sending are over. */
    @Test
    void degradationIsTheLostPartOfTheMigration() {
        assertThat(new MigrationCost(true, 5, 100, 2, 2, 25, 0, 0, 0, 0).degradation())
                .isEqualTo(0.25);
        assertThat(new MigrationCost(true, 1, 16, 16, 20, 10, 0, 0, 0, 0).degradation())
                .isEqualTo(0.5);
    }

    /** 1000 MB at 100 MB/s with 20 MB/s dirtied: 1000 + 200 + 40 + 8, the last 8 with the VM stopped. */
    @Test
    void analyticPreCopyIsAGeometricSeries() {
        final var formula = new AnalyticPreCopy(1_000_000_000, 20e6, 100e6, 10_000_000, 30);
        assertThat(formula.liveRounds()).isEqualTo(3);
        assertThat(formula.bytes()).isCloseTo(1_248e6, within(1e-3));
        assertThat(formula.totalSeconds()).isCloseTo(12.48, within(TOLERANCE));
        assertThat(formula.downtimeSeconds()).isCloseTo(0.08, within(TOLERANCE));
    }

    @Test
    void analyticPreCopyThatDoesNotConvergeEndsAfterItsRounds() {
        assertThat(new AnalyticPreCopy(1_000, 100, 100, 10, 4).bytes()).isCloseTo(5_000, within(TOLERANCE));
        assertThat(new AnalyticPreCopy(1_000, 200, 100, 10, 2).bytes()).isCloseTo(7_000, within(TOLERANCE));
    }

    /** 1 GiB at 64 MiB/s: 16 s to 80 s less a page, and half a second for the rest. */
    @Test
    void boundsAreOneAndFiveTimesTheMemory() {
        final var bounds = new AkoushBounds(1 << 30, 4_096, 64 * MIB, 0.4, 0.1);
        assertThat(bounds.minTotalSeconds()).isCloseTo(16.5, within(TOLERANCE));
        assertThat(bounds.maxTotalSeconds()).isCloseTo(80.5 - 4_096 / (64 * MIB), within(TOLERANCE));
        assertThat(bounds.minDowntimeSeconds()).isCloseTo(0.1, within(TOLERANCE));
        assertThat(bounds.maxDowntimeSeconds()).isCloseTo(16.1, within(TOLERANCE));
    }

    @Test
    void aPriceBelowNothingIsRefusedByItsUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prices(0, -1, 0, 0))
                .withMessage("price of a gibibyte: -1.0, expected 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prices(0, 0, 0, Double.NaN))
                .withMessage("price of a lost second of CPU time: NaN, expected 0 or more");
    }

    @Test
    void xenKeepsWithinTheBounds() {
        final Technique xen = Techniques.xenPrecopy().toBuilder()
                .encoding(new WholePages(0))
                .switchOver(new StopAndCopy(0, 0.1, 0))
                .build();
        final var bounds = new AkoushBounds(1 << 28, 4_096, 64 * MIB, 0, 0.1);
        for (final double writes : new double[] {0, 100, 3_000, 15_000, 60_000}) {
            final MigrationRecord record =
                    run(xen, Guest.of(MemoryLayout.ofPages(1 << 16), new UniformAccess(writes, 50_000)));
            assertThat(record.totalSeconds())
                    .as("%s writes/s", writes)
                    .isBetween(bounds.minTotalSeconds() - TOLERANCE, bounds.maxTotalSeconds());
            assertThat(record.downtimeSeconds())
                    .isBetween(bounds.minDowntimeSeconds() - TOLERANCE, bounds.maxDowntimeSeconds() + TOLERANCE);
        }
    }
}
