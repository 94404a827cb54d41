package io.github.cloudsimmigration;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cloudsimmigration.access.CpuDrivenAccess;
import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.PhasedAccess.Phase;
import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.HostPower;
import io.github.cloudsimmigration.cost.LinearEnergy;
import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.Prices;
import io.github.cloudsimmigration.datacenter.Lab;
import io.github.cloudsimmigration.datacenter.MemoryProfile;
import io.github.cloudsimmigration.datacenter.MigrationRequest;
import io.github.cloudsimmigration.datacenter.SlaMonitor;
import io.github.cloudsimmigration.datacenter.VmTraffic;
import io.github.cloudsimmigration.datacenter.policy.TrafficSensitiveChooser;
import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyLoadBalancing;
import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyVeto;
import io.github.cloudsimmigration.datacenter.policy.VmSelectionPolicyMinimumMigrationCost;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuCosts;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumUtilization;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who leaves something out is told so at once, and what it was. */
final class MissingArgumentsTest {
    private static Arguments missing(final String message, final ThrowingCallable call) {
        return arguments(message, call);
    }

    @ParameterizedTest
    @MethodSource({"workloads", "costs", "requests", "policies"})
    void whatIsMissingIsNamed(final String message, final ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(message);
    }

    static Stream<Arguments> workloads() {
        return Stream.of(
                missing("what is accessed at full CPU: null, expected a model", () -> new CpuDrivenAccess(null)),
                missing("phase of 1.0 s: null, expected a model", () -> new Phase(1, null)),
                missing("make-up of a memory: null, expected one", () -> new MemoryProfile(null, new IdleAccess())),
                missing(
                        "what is written and read: null, expected a model",
                        () -> new MemoryProfile(MemoryLayout.ofPages(1), null)));
    }

    static Stream<Arguments> costs() {
        return Stream.of(
                missing("energy of a migration: null, expected a model", () -> new CostModel(null, Prices.FREE)),
                missing(
                        "prices: null, expected some, or Prices.FREE",
                        () -> new CostModel(LinearEnergy.LIU_2011, null)),
                missing("power of a host: null, expected a function", () -> new HostPower(null, 0.5, 4, 1e-9)));
    }

    @Test
    void numbersHaveToBeFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinearEnergy(Double.POSITIVE_INFINITY, 0))
                .withMessage("Infinity J for each megabyte, expected a finite number of 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinearEnergy(0, Double.POSITIVE_INFINITY))
                .withMessage("Infinity J for each migration, expected a finite number of 0 or more");
        final var balancing = new VmAllocationPolicyLoadBalancing(new VmSelectionPolicyMinimumUtilization(), 0.2, 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> balancing.setWeights(1, Double.POSITIVE_INFINITY))
                .withMessage(
                        "weights of CPU 1.0 and memory Infinity, expected finite numbers of 0 or more, not both 0");
        for (final double seconds : new double[] {-1, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QemuCosts.MEASURED.withRequests(seconds, 0))
                    .withMessage(
                            "requests in post-copy with a round trip of %s s and 0.0 s in a queue, expected finite times of 0 or more",
                            seconds);
        }
    }

    static Stream<Arguments> requests() {
        final var datacenter = new Lab(1).datacenter;
        final Vm vm = Lab.newVm(Lab.MIPS, 1, 1);
        final Technique none = null;
        return Stream.of(
                missing("null, expected a VM", () -> datacenter.requestVmMigration(null)),
                missing("null, expected a request", () -> datacenter.requestMigration(null)),
                missing("null, expected a VM", () -> datacenter.getMemoryProfile(null)),
                missing("null, expected a host", () -> datacenter.getMigrationCpuSeconds(null)),
                missing("null, expected a host", () -> datacenter.getMigrationBytesPerSecond(null)),
                missing("datacenter to watch: null, expected a datacenter", () -> SlaMonitor.watch(null, 1)),
                missing("pre-copy of a hybrid: null, expected a technique", () -> Techniques.hybrid(null, 3)),
                missing("null, expected a request", () -> datacenter.estimateMigration(null)),
                missing("null, expected a listener", () -> datacenter.addOnRoundFinishListener(null)),
                missing(
                        "technique of " + vm + ": null, expected one",
                        () -> MigrationRequest.of(vm, Host.NULL).withTechnique(none)),
                missing(
                        "technique of " + vm + ": null, expected one, or an empty Optional",
                        () -> new MigrationRequest(vm, Host.NULL, null, 1, 1, 1)));
    }

    static Stream<Arguments> policies() {
        final var stock = new VmAllocationPolicySimple();
        final Comparator<MigrationCost> byBytes = Comparator.comparing(MigrationCost::bytes);
        return Stream.of(
                missing(
                        "policy whose plans are judged: null, expected one",
                        () -> VmAllocationPolicyVeto.byEnergy(null, 1)),
                missing(
                        "prices: null, expected some, or Prices.FREE",
                        () -> VmAllocationPolicyVeto.byMoney(stock, 1, null)),
                missing(
                        "who knows what migrations cost: null, expected somebody",
                        () -> VmAllocationPolicyVeto.byEnergy(stock, 1).setPredictor(null)),
                missing(
                        "who knows what migrations cost: null, expected somebody",
                        () -> new VmSelectionPolicyMinimumMigrationCost(null, byBytes)),
                missing(
                        "memory traffic of VMs: null, expected a function",
                        () -> new VmAllocationPolicyLoadBalancing(new VmSelectionPolicyMinimumUtilization(), 0.2, 0.1)
                                .setMemoryBandwidth(null, host -> 1)),
                missing(
                        "memory bandwidth of hosts: null, expected a function",
                        () -> new VmAllocationPolicyLoadBalancing(new VmSelectionPolicyMinimumUtilization(), 0.2, 0.1)
                                .setMemoryBandwidth(any -> 1, null)),
                missing(
                        "technique while the VM runs at the target: null, expected one",
                        () -> new TrafficSensitiveChooser(Techniques.xenPrecopy(), null, any -> VmTraffic.NONE)),
                missing(
                        "what VMs send and receive: null, expected a function",
                        () -> new TrafficSensitiveChooser(Techniques.xenPrecopy(), Techniques.postcopy(), null)),
                missing(
                        "technique while the VM runs at the source: null, expected one",
                        () -> new TrafficSensitiveChooser(null, Techniques.postcopy(), vm -> new VmTraffic(0, 0))));
    }

    @Test
    void chooserHasToSayWhetherItChooses() {
        final var lab = new Lab(2);
        final Vm vm = lab.busyVm(0, 64, 10);
        final Optional<Technique> nothing = null;
        lab.datacenter.setTechniqueChooser((any, source, target) -> nothing);
        lab.migrateAt(1, vm, 1);
        assertThatNullPointerException()
                .isThrownBy(lab::run)
                .withMessage("technique of %s: null, expected one, or an empty Optional", vm);
    }

    @Test
    void everyMigrationHasACostModel() {
        final var lab = new Lab(2);
        final Vm vm = lab.busyVm(0, 64, 10);
        final CostModel nothing = null;
        lab.datacenter.setCostModel((source, target) -> nothing);
        lab.at(
                1,
                () -> assertThatNullPointerException()
                        .isThrownBy(() -> lab.datacenter.estimateMigration(vm, lab.hosts.get(1)))
                        .withMessage(
                                "cost model of %s and %s: null, expected one", lab.hosts.get(0), lab.hosts.get(1)));
        lab.run();
    }
}
