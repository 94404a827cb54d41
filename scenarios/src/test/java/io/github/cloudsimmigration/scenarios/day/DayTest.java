package io.github.cloudsimmigration.scenarios.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cloudsimmigration.cost.SlaAccount;
import io.github.cloudsimmigration.cost.SlaLedger;
import io.github.cloudsimmigration.datacenter.SlaMonitor;
import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyConsolidation;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyAbstract;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small synthetic day. */
final class DayTest {
    private static final double DAY_SECONDS = 86_400;

    private final List<SlaMonitor> closer = new ArrayList<>();

    /** A consolidation that is watched every second, too. */
    private VmAllocationPolicy watched(final VmSelectionPolicy selection) {
        return new VmAllocationPolicyConsolidation(selection, 0.8, 0.35) {
            @Override
            public VmAllocationPolicyAbstract setDatacenter(final Datacenter datacenter) {
                if (datacenter instanceof DatacenterSimple simple && closer.isEmpty()) {
                    simple.getSimulation()
                            .addOnSimulationStartListener(info -> closer.add(SlaMonitor.watch(simple, 1)));
                }
                return super.setDatacenter(datacenter);
            }
        }.setMaxMigrationsPerHost(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xen-precopy", "stop-and-copy", "proposed", "qemu-precopy"})
    void lastsADayWhateverTheTechnique(final String technique) throws IOException {
        final SlaLedger sla = new Day(Day.small(), Consolidation::policy)
                .run(Techniques.byName(technique), MovePolicy.DEFAULT, progress -> {})
                .sla();
        assertThat(sla.vms().values())
                .extracting(SlaAccount::activeSeconds)
                .allSatisfy(seconds -> assertThat(seconds).isCloseTo(DAY_SECONDS, within(1.0)));
    }

    private static Day.Setup idleUntilFive(final double before) {
        return before(before, 0.6);
    }

    private static Day.Setup before(final double five, final double after) {
        final double[] demand = new double[288];
        Arrays.fill(demand, 0, 60, five);
        Arrays.fill(demand, 60, 288, after);
        final Day.Setup small = small();
        return new Day.Setup(6, 8, 0, small.linkBytesPerSecond(), List.of(demand), small.writes(), 42);
    }

    private static Day.Setup small() {
        try {
            return Day.small();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CloudSim Plus would not look at them again. A hundredth of a CPU is almost nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void vmsThatAllBeginIdleAreSeenWhenTheyWantSomething(final boolean stock) {
        final List<Day.Result> results = Stream.of(0.0, 0.01)
                .map(before -> new Day(idleUntilFive(before), Consolidation::policy))
                .map(day -> stock
                        ? day.runStock(MovePolicy.DEFAULT, progress -> {})
                        : day.run(Techniques.xenPrecopy(), MovePolicy.DEFAULT, progress -> {}))
                .toList();
        assertThat(results.get(0).sla().energyKwh())
                .isCloseTo(results.get(1).sla().energyKwh(), withinPercentage(5));
        assertThat(results.get(0).imbalance().cpu()).isPositive();
    }

    @Test
    void dayOnWhichNobodyWantsAnythingEnds() {
        final SlaLedger sla = new Day(before(0, 0), Consolidation::policy)
                .run(Techniques.xenPrecopy(), MovePolicy.DEFAULT, progress -> {})
                .sla();
        assertThat(sla.vms().values())
                .extracting(SlaAccount::activeSeconds)
                .allSatisfy(seconds -> assertThat(seconds).isLessThanOrEqualTo(DAY_SECONDS + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xen-precopy", "proposed"})
    void nothingBeginsToMigrateOnceTheDayIsOver(final String technique) {
        final Day.Result result = new Day(small(), Consolidation::policy)
                .run(Techniques.byName(technique), MovePolicy.DEFAULT, progress -> {});
        assertThat(result.migrations())
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.id().startSeconds()).isLessThan(DAY_SECONDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xen-precopy", "proposed"})
    void violationsAreThoseSeenByACloserLook(final String technique) throws IOException {
        final SlaLedger sla = new Day(Day.small(), this::watched)
                .run(Techniques.byName(technique), MovePolicy.DEFAULT, progress -> {})
                .sla();
        final SlaLedger seen = closer.get(0).ledger();
        assertThat(seen.slatah()).isPositive();
        assertThat(sla.slatah()).isCloseTo(seen.slatah(), within(0.1 * seen.slatah()));
        assertThat(sla.pdm()).isCloseTo(seen.pdm(), within(0.01 * seen.pdm()));
        assertThat(sla.energyKwh()).isCloseTo(seen.energyKwh(), within(0.005 * seen.energyKwh()));
    }
}
