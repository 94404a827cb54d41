package io.github.cloudsimmigration.datacenter.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.Prices;
import io.github.cloudsimmigration.datacenter.Lab;
import io.github.cloudsimmigration.datacenter.VmSchedulerOvercommit;
import io.github.cloudsimmigration.engine.MigrationRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyBestFit;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationStaticThreshold;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHostSimple;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/**
 * Hosts draw 100 W idle and 200 W at full load, so a VM draws the same wherever it is, and only a host that is switched off saves
 * something. A migration costs 1000 J, or 2 of money.
 */
final class VetoTest {
    private static final double OVER = 0.8;
    private static final double UNDER = 0.3;
    private static final MigrationCost COST = new MigrationCost(true, 2, 10, 1, 1, 1, 1_000_000, 0, 1_000, 2);

    /** 0.2 for a second of a processor that a VM wants and does not get. */
    private static final Prices PRICES = new Prices(0, 0, 0, 0.2);

    private Lab lab;
    private VmAllocationPolicyConsolidation consolidation;
    private VmAllocationPolicyVeto policy;

    private void start(final int hosts, final double under, final double horizonSeconds) {
        consolidation = new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumBytes(), OVER, under);
        start(hosts, VmAllocationPolicyVeto.byEnergy(consolidation, horizonSeconds));
    }

    private void start(final int hosts, final VmAllocationPolicyVeto veto) {
        policy = veto.setPredictor((vm, source, target) -> COST);
        lab = Lab.with(policy, Lab.hosts(hosts));
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.homes.get(vm)));
        lab.datacenter.setSchedulingInterval(1);
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
    }

    private Vm vm(final int home, final int pes, final double utilization) {
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, pes, 128), home);
        for (int i = 0; i < pes; i++) {
            lab.cloudlet(vm, 30 * utilization, utilization);
        }
        return vm;
    }

    private List<MigrationRecord> clearOneVm(final double horizonSeconds, final double deadline) {
        start(2, UNDER, horizonSeconds);
        lab.hosts.get(0).setIdleShutdownDeadline(deadline);
        vm(0, 1, 0.4);
        vm(1, 2, 1);
        return lab.run().records();
    }

    /** Host 0 idles for 2 s and is off then: 100 W for all but 2 s of the horizon. 1000 J are 10 s of that. */
    @Test
    void clearingAHostPaysFromTwelveSecondsOn() {
        assertThat(clearOneVm(11.9, 2)).isEmpty();
        assertThat(policy.getVetoes()).isNotEmpty().allSatisfy(veto -> {
            assertThat(veto.gain()).isCloseTo(990, within(1e-6));
            assertThat(veto.cost()).isEqualTo(1_000);
            assertThat(veto.groupSize()).isEqualTo(1);
            assertThat(veto.source()).isEqualTo(lab.hosts.get(0));
            assertThat(veto.target()).isEqualTo(lab.hosts.get(1));
        });
        assertThat(clearOneVm(12.1, 2)).hasSize(1).allMatch(MigrationRecord::completed);
        assertThat(policy.getVetoes()).isEmpty();
    }

    @Test
    void hostThatIsNeverSwitchedOffSavesNothing() {
        assertThat(clearOneVm(1e6, -1)).isEmpty();
        assertThat(policy.getVetoes())
                .isNotEmpty()
                .allSatisfy(veto -> assertThat(veto.gain()).isCloseTo(0, within(1e-3)));
    }

    private List<MigrationRecord> clearTwoVms(final double horizonSeconds, final int maxMigrations) {
        start(2, UNDER, horizonSeconds);
        consolidation.setMaxMigrationsPerHost(maxMigrations);
        lab.hosts.get(0).setIdleShutdownDeadline(2);
        vm(0, 1, 0.2);
        vm(0, 1, 0.2);
        vm(1, 2, 1);
        return lab.run().records();
    }

    /** Neither of the two saves anything alone; the host they leave saves 100 W for all but 2 s, and they cost 2000 J. */
    @Test
    void movesThatClearAHostAreJudgedTogether() {
        assertThat(clearTwoVms(21.9, 2)).isEmpty();
        assertThat(policy.getVetoes()).isNotEmpty().allSatisfy(veto -> {
            assertThat(veto.groupSize()).isEqualTo(2);
            assertThat(veto.gain()).isCloseTo(1_990, within(1e-6));
            assertThat(veto.cost()).isEqualTo(2_000);
        });
        assertThat(clearTwoVms(22.1, 2)).hasSize(2);
    }

    /** The host draws 110 W; one of its two VMs takes 5 W along and earns half of what the host could save: 50 W in all, for 1000 J. */
    @Test
    void stepThatBeginsToClearAHostEarnsItsPartOfIt() {
        assertThat(clearTwoVms(19.9, 1)).isEmpty();
        assertThat(policy.getVetoes()).isNotEmpty().allSatisfy(veto -> {
            assertThat(veto.groupSize()).isEqualTo(1);
            assertThat(veto.gain()).isCloseTo(995, within(1e-6));
        });
        assertThat(clearTwoVms(20.1, 1)).hasSize(2).allMatch(MigrationRecord::completed);
    }

    private void overload(final VmAllocationPolicyVeto veto) {
        start(3, veto);
        lab.hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(2)));
        for (int i = 0; i < 6; i++) {
            vm(0, 1, 1);
        }
        vm(1, 1, 0.5);
    }

    /**
     * Six VMs want six processors of four. One or two that leave give everybody two seconds of a processor more each second; a third only
     * brings the host below the threshold. Two at 2 each are paid for by one processor each at 0.2 a second from 10 s on.
     */
    @Test
    void reliefIsWorthTheCpuTimeItGivesInMoney() {
        overload(VmAllocationPolicyVeto.byMoney(overloadPolicy(), 9.9, PRICES));
        lab.run();
        assertThat(lab.records()).isEmpty();
        overload(VmAllocationPolicyVeto.byMoney(overloadPolicy(), 10.1, PRICES));
        lab.run();
        assertThat(lab.records()).hasSize(2).allMatch(MigrationRecord::completed);
        assertThat(policy.getVetoes())
                .isNotEmpty()
                .allSatisfy(veto -> assertThat(veto.gain()).isZero());
    }

    /** A host at full load draws no more when it is asked for more, so relief costs energy. */
    @Test
    void reliefIsWorthNothingInEnergy() {
        overload(VmAllocationPolicyVeto.byEnergy(overloadPolicy(), 1e6));
        lab.run();
        assertThat(lab.records()).isEmpty();
        assertThat(policy.getVetoes()).isNotEmpty().allMatch(veto -> veto.gain() <= 0);
    }

    private static VmAllocationPolicy overloadPolicy() {
        return new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumBytes(), OVER, 0);
    }

    /** At 7.2 for a kilowatt-hour 100 W cost 0.0002 a second; the 2 of a migration are 10 000 s of that, after the 2 s in which the host idles. */
    @Test
    void energyHasItsPriceInMoney() {
        final var prices = new Prices(7.2, 0, 0, 0);
        assertThat(clearOneVm(VmAllocationPolicyVeto.byMoney(clearing(), 9_999, prices)))
                .isEmpty();
        assertThat(clearOneVm(VmAllocationPolicyVeto.byMoney(clearing(), 10_003, prices)))
                .hasSize(1);
    }

    private static VmAllocationPolicy clearing() {
        return new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumBytes(), OVER, UNDER);
    }

    private List<MigrationRecord> clearOneVm(final VmAllocationPolicyVeto veto) {
        start(2, veto);
        lab.hosts.get(0).setIdleShutdownDeadline(2);
        vm(0, 1, 0.4);
        vm(1, 2, 1);
        return lab.run().records();
    }

    @Test
    void migrationThatDoesNotEndNeverPays() {
        start(2, VmAllocationPolicyVeto.byEnergy(clearing(), 1e6));
        policy.setPredictor((vm, source, target) -> new MigrationCost(false, 2, 10, 1, 1, 1, 1, 0, 0, 0));
        lab.hosts.get(0).setIdleShutdownDeadline(2);
        vm(0, 1, 0.4);
        vm(1, 2, 1);
        assertThat(lab.run().records()).isEmpty();
        assertThat(policy.getVetoes()).isNotEmpty();
    }

    /** Host 1 is full. The VM that the plan takes away from there to make room stays, for that saves nothing; so the other one has to. */
    @Test
    void moveThatCountsOnTheRoomOfADroppedOneIsDropped() {
        start(3, VmAllocationPolicyVeto.byEnergy(new Swap(), 100));
        lab.hosts.get(0).setIdleShutdownDeadline(2);
        vm(0, 1, 0.4);
        vm(1, 3, 1);
        vm(1, 1, 1);
        vm(2, 1, 1);
        lab.run();
        assertThat(lab.records()).isEmpty();
        assertThat(policy.getVetoes())
                .isNotEmpty()
                .extracting(VmAllocationPolicyVeto.Veto::cost)
                .contains(1_000.0, Double.POSITIVE_INFINITY);
        assertThat(policy.getVetoes())
                .filteredOn(veto -> Double.isInfinite(veto.cost()))
                .isNotEmpty()
                .allMatch(veto -> veto.source() == lab.hosts.get(0) && veto.target() == lab.hosts.get(1));
    }

    /** Empties host 0 into host 1, and takes a VM from there to host 2. */
    private final class Swap extends VmAllocationPolicyMigrationStaticThreshold {
        Swap() {
            super(new VmSelectionPolicyMinimumBytes(), OVER);
        }

        @Override
        public Map<Vm, Host> getOptimizedAllocationMap(final List<? extends Vm> vms) {
            final Map<Vm, Host> plan = new LinkedHashMap<>();
            lab.hosts.get(0).<Vm>getVmList().forEach(vm -> plan.put(vm, lab.hosts.get(1)));
            lab.hosts.get(1).<Vm>getVmList().stream()
                    .filter(vm -> vm.getPesNumber() == 1)
                    .forEach(vm -> plan.put(vm, lab.hosts.get(2)));
            return plan;
        }
    }

    @Test
    void hostSwitchedOnForNothingIsSwitchedOffAgain() {
        start(2, 0, 0);
        lab.at(0.005, () -> lab.hosts.get(1).setActive(false));
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1);
        }
        lab.at(10.5, () -> assertThat(lab.hosts.get(1).isActive()).isFalse());
        lab.at(20.5, () -> assertThat(lab.hosts.get(1).isActive()).isFalse());
        lab.run();
        assertThat(lab.records()).isEmpty();
        assertThat(policy.getVetoes()).isNotEmpty();
    }

    /** The stock datacenter asks its policy whether it found something, and waits if so; but it does not know this one. */
    @Test
    void searchIsDelayedAsWithoutIt() {
        start(2, UNDER, 0);
        lab.datacenter.setHostSearchRetryDelay(1000);
        vm(0, 1, 0.4);
        vm(1, 2, 1);
        lab.run();
        assertThat(policy.getVetoes()).hasSize(1);
    }

    @Test
    void placementIsThatOfTheWrappedPolicy() {
        policy = VmAllocationPolicyVeto.byEnergy(new VmAllocationPolicyBestFit(), 60);
        lab = Lab.with(policy, Lab.hosts(2));
        lab.vm(0, 128);
        final Vm second = lab.vm(1, 128);
        lab.at(5, () -> assertThat(second.getHost()).isEqualTo(lab.hosts.get(0)));
        lab.run();
        assertThat(policy.getWrapped().getDatacenter()).isEqualTo(lab.datacenter);
        assertThat(policy.isVmMigrationSupported()).isFalse();
        assertThat(lab.records()).isEmpty();
    }

    @Test
    void valuesOutOfRangeAreRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VmAllocationPolicyVeto.byEnergy(overloadPolicy(), -1))
                .withMessageContaining("horizon");
    }
}
