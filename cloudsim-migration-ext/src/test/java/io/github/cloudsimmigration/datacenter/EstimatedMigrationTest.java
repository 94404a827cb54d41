package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.LinearEnergy;
import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.PowerEnergy;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.QueueOrder;
import io.github.cloudsimmigration.orchestration.RetryPolicy;
import io.github.cloudsimmigration.report.Spread;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.ZlibPages;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHostSimple;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was estimated just before a migration of 1 GiB is what it then took. */
final class EstimatedMigrationTest {
    private static final Percentage CLOSE = Percentage.withPercentage(5);

    private final List<MigrationCost> estimates = new ArrayList<>();

    static List<Technique> techniques() {
        return List.copyOf(Techniques.all());
    }

    private void estimateAt(final Lab lab, final double seconds, final Vm vm) {
        lab.at(seconds, () -> estimates.add(lab.datacenter.estimateMigration(vm, lab.hosts.get(1))));
    }

    @ParameterizedTest
    @MethodSource("techniques")
    void estimateAgreesWithTheMigration(final Technique technique) {
        final var lab = new Lab(2).technique(technique);
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 2_000));
        final Vm vm = lab.busyVm(0, 1_024, 400);
        estimateAt(lab, 50, vm);
        lab.migrateAt(50.1, vm, 1);
        lab.run();
        final MigrationCost truth = MigrationCost.of(lab.onlyRecord(), CostModel.DEFAULT);
        assertThat(estimates.get(0).totalSeconds()).isCloseTo(truth.totalSeconds(), CLOSE);
        assertThat((double) estimates.get(0).bytes()).isCloseTo((double) truth.bytes(), CLOSE);
        assertThat(estimates.get(0).joules()).isCloseTo(truth.joules(), CLOSE);
    }

    static Stream<Arguments> vmsOwnTraffic() {
        return Stream.of(Techniques.stopAndCopy(), Techniques.xenPrecopy(), Techniques.postcopy())
                .flatMap(technique -> Stream.of(arguments(technique, 1, 0), arguments(technique, 0, 1)));
    }

    /** Four busy processors of four, one of them the VM's: what encoding, sending and receiving take of them slows the migration down. */
    @ParameterizedTest
    @MethodSource("techniques")
    void estimateAgreesWithTheMigrationFromAFullHost(final Technique technique) {
        final var lab = new Lab(2).technique(technique);
        lab.datacenter
                .setMigrationCpu(new MigrationCpu(1.5 / Lab.MIGRATION_BYTES_PER_SECOND, 0))
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 500));
        checkEstimateBeside(Lab.HOST_PES - 1, lab);
    }

    /** The link would take twenty times what one processor compresses, however full its host is. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void estimateKnowsThatAnEncoderIsNoFasterOnAFastLink(final int busy) {
        final List<Host> hosts = Lab.hosts(2);
        for (final Host host : hosts) {
            ((LiveMigrationHost) host).setMigrationBandwidth(10_000);
            host.setVmScheduler(new VmSchedulerOvercommit(4));
        }
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null)
                .technique(Techniques.stopAndCopy().toBuilder()
                        .encoding(ZlibPages.DEFAULT)
                        .build());
        checkEstimateBeside(busy, lab);
    }

    /** Compares the estimate for a busy VM, on a host with so many others of one processor, with its migration. */
    private void checkEstimateBeside(final int others, final Lab lab) {
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 1_024), 0);
        lab.cloudlet(vm, 400);
        for (int i = 0; i < others; i++) {
            lab.cloudlet(lab.submit(Lab.newVm(Lab.MIPS, 1, 128), 0), 400);
        }
        estimateAt(lab, 50, vm);
        lab.migrateAt(50.1, vm, 1);
        lab.run();
        assertThat(estimates.get(0).totalSeconds()).isCloseTo(lab.onlyRecord().totalSeconds(), CLOSE);
    }

    /** What it sends is gone once it stands still; what it receives comes along in post-copy. */
    @ParameterizedTest
    @MethodSource("vmsOwnTraffic")
    void estimateKnowsWhereTheVmsOwnTrafficIs(final Technique technique, final double sends, final double receives) {
        final var lab = new Lab(2).technique(technique);
        final Vm vm = lab.busyVm(0, 512, 200);
        lab.datacenter.setVmTraffic(
                vm, sends * Lab.MIGRATION_BYTES_PER_SECOND, receives * Lab.MIGRATION_BYTES_PER_SECOND);
        estimateAt(lab, 50, vm);
        lab.migrateAt(50.1, vm, 1);
        lab.run();
        assertThat(estimates.get(0).totalSeconds()).isCloseTo(lab.onlyRecord().totalSeconds(), CLOSE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 1, 3})
    void estimateOfARequestKnowsItsLimitAndItsWeight(final double weight) {
        final var lab = new Lab(2).technique(Techniques.xenPrecopy());
        final Vm vm = lab.busyVm(0, 512, 200);
        lab.datacenter.setTraffic(lab.hosts.get(0), lab.hosts.get(1), 10 * Lab.MIGRATION_BYTES_PER_SECOND);
        final MigrationRequest request = MigrationRequest.of(vm, lab.hosts.get(1))
                .withWeight(weight)
                .withMaxBytesPerSecond(0.6 * Lab.MIGRATION_BYTES_PER_SECOND);
        lab.at(50, () -> estimates.add(lab.datacenter.estimateMigration(request)));
        lab.at(50.1, () -> lab.datacenter.requestMigration(request));
        lab.run();
        assertThat(estimates.get(0).totalSeconds()).isCloseTo(lab.onlyRecord().totalSeconds(), CLOSE);
    }

    /** Once the VM stands still, a neighbour has what its traffic leaves: a weight of 1 beside the migration's. */
    @ParameterizedTest
    @ValueSource(doubles = {3, 1, 0.5, 0.1})
    void estimateKnowsWhoGrowsWhenTheVmStandsStill(final double weight) {
        final var lab = new Lab(2).technique(Techniques.stopAndCopy());
        final Vm vm = lab.busyVm(0, 512, 400);
        final Vm neighbour = lab.busyVm(0, 128, 400);
        lab.datacenter.setVmTraffic(vm, 1e12, 0).setVmTraffic(neighbour, 1e12, 0);
        final MigrationRequest request =
                MigrationRequest.of(vm, lab.hosts.get(1)).withWeight(weight);
        final List<Double> estimated = new ArrayList<>();
        lab.at(10, () -> {
            estimated.add(lab.datacenter.estimateMigration(request).totalSeconds());
            lab.datacenter.requestMigration(request);
        });
        lab.run();
        final double rate = Lab.MIGRATION_BYTES_PER_SECOND * weight / (1 + weight);
        assertThat(lab.onlyRecord().totalSeconds()).isCloseTo(Lab.copySeconds(512, rate), within(1e-6));
        assertThat(estimated.get(0)).isCloseTo(lab.onlyRecord().totalSeconds(), Percentage.withPercentage(0.1));
    }

    /** Four busy processors and what sending wants share the four of the source, or of the target. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 3", "1, 1"})
    void estimateKnowsThatAFullHostSlowsTheMigration(final int full, final double processors) {
        final List<Host> hosts = Lab.hosts(2);
        hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(3)));
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null).technique(Techniques.xenPrecopy());
        final double perByte = processors / Lab.MIGRATION_BYTES_PER_SECOND;
        lab.datacenter.setMigrationCpu(new MigrationCpu(perByte, perByte));
        for (int i = 0; i < 2; i++) {
            lab.busyVm(full, 128, 400);
        }
        final Vm vm = lab.vm(0, 512);
        estimateAt(lab, 50, vm);
        lab.migrateAt(50.1, vm, 1);
        lab.run();
        final double alone = 512.0 * (1 << 20) / Lab.MIGRATION_BYTES_PER_SECOND;
        assertThat(lab.onlyRecord().totalSeconds())
                .isCloseTo(alone * (4 + processors) / 4, Percentage.withPercentage(1));
        assertThat(estimates.get(0).totalSeconds()).isCloseTo(lab.onlyRecord().totalSeconds(), CLOSE);
    }

    /** Three busy processors of four and two for sending; with the two of the VM five, until it stands still. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void estimateKnowsThatAVmThatStandsStillLeavesItsCpu(final boolean live) {
        final List<Host> hosts = Lab.hosts(2);
        hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(3)));
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null)
                .technique(live ? Techniques.proposed() : Techniques.stopAndCopy());
        lab.datacenter
                .setMigrationCpu(new MigrationCpu(2 / Lab.MIGRATION_BYTES_PER_SECOND, 0))
                .setMemoryProfile(each -> MemoryProfile.hotCold(each, 0.1, 0.9, 3_000));
        lab.cloudlet(lab.submit(Lab.newVm(Lab.MIPS, 1, 128), 0), 400);
        lab.busyVm(0, 128, 400);
        final Vm vm = lab.busyVm(0, 512, 400);
        estimateAt(lab, 50, vm);
        lab.migrateAt(50.1, vm, 1);
        lab.run();
        assertThat(estimates.get(0).totalSeconds()).isCloseTo(lab.onlyRecord().totalSeconds(), CLOSE);
        assertThat(estimates.get(0).downtimeSeconds())
                .isCloseTo(lab.onlyRecord().downtimeSeconds(), Percentage.withPercentage(10));
    }

    @Test
    void estimatingChangesNothing() {
        assertThat(record(true)).isEqualTo(record(false));
    }

    private MigrationRecord record(final boolean estimated) {
        final var lab = new Lab(2).technique(Techniques.xenPrecopy());
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 2_000));
        final Vm vm = lab.busyVm(0, 256, 200);
        lab.at(50, () -> {
            if (estimated) {
                lab.datacenter.estimateMigration(vm, lab.hosts.get(1));
            }
        });
        lab.migrateAt(60, vm, 1);
        return lab.run().onlyRecord();
    }

    /** Two share a NIC from the second's start on, until the first is through. */
    @ParameterizedTest
    @ValueSource(doubles = {10.5, 13, 15, 20, 25})
    void estimateKnowsWhenAnotherWillBeThrough(final double seconds) {
        final var lab = new Lab(3).technique(Techniques.stopAndCopy());
        final Vm first = lab.busyVm(0, 1_024, 300);
        final Vm second = lab.busyVm(0, 1_024, 300);
        lab.migrateAt(10, first, 2);
        estimateAt(lab, seconds, second);
        lab.migrateAt(seconds, second, 1);
        lab.run();
        final MigrationRecord record = lab.recordOf(second);
        assertThat(estimates.get(0).totalSeconds()).isCloseTo(record.totalSeconds(), Percentage.withPercentage(0.5));
    }

    /** A listener that hears of the end of a migration that was called off asks about another, before the datacenter has forgotten the first. */
    @Test
    void estimateWhileAnotherIsCalledOff() {
        final var lab = new Lab(3).technique(Techniques.stopAndCopy());
        final Vm first = lab.busyVm(0, 1_024, 100);
        final Vm second = lab.busyVm(0, 1_024, 100);
        first.addOnUpdateProcessingListener(info -> {
            if (lab.clock() >= 15 && lab.clock() < 16) {
                estimates.add(lab.datacenter.estimateMigration(second, lab.hosts.get(1)));
            }
        });
        lab.migrateAt(10, first, 2);
        lab.at(15, () -> lab.datacenter.cancelMigration(first));
        lab.run();
        assertThat(estimates).isNotEmpty();
        assertThat(estimates.get(estimates.size() - 1).totalSeconds())
                .isCloseTo(Lab.copySeconds(1_024, Lab.MIGRATION_BYTES_PER_SECOND), Percentage.withPercentage(1));
    }

    /** What is found out about those under way holds for the moment: the link was slower when somebody asked before. */
    @Test
    void estimateDoesNotDependOnEarlierOnes() {
        assertThat(estimateBesideOneThatHasSpedUp(false)).isEqualTo(estimateBesideOneThatHasSpedUp(true));
    }

    private static double estimateBesideOneThatHasSpedUp(final boolean askedBefore) {
        final var lab = new Lab(3).technique(Techniques.xenPrecopy());
        lab.datacenter.setMemoryProfile(each -> MemoryProfile.hotCold(each, 0.3, 0.9, 8_000));
        final Vm first = lab.busyVm(0, 1_024, 300);
        final Vm second = lab.busyVm(0, 1_024, 300);
        lab.datacenter.setTraffic(lab.hosts.get(0), lab.hosts.get(1), 10 * Lab.MIGRATION_BYTES_PER_SECOND);
        lab.migrateAt(50, first, 2);
        final double[] estimate = new double[1];
        if (askedBefore) {
            lab.at(51, () -> lab.datacenter.estimateMigration(second, lab.hosts.get(1)));
        }
        lab.at(52, () -> lab.datacenter.setTraffic(lab.hosts.get(0), lab.hosts.get(1), 0));
        lab.at(
                55,
                () -> estimate[0] = lab.datacenter
                        .estimateMigration(second, lab.hosts.get(1))
                        .totalSeconds());
        lab.run();
        return estimate[0];
    }

    /** The other has just begun, and watches its VM for a second before it sends. */
    @Test
    void estimateKnowsOfOneThatDoesNotSendYet() {
        final var lab = new Lab(3);
        lab.datacenter.setMemoryProfile(each -> MemoryProfile.hotCold(each, 0.1, 0.9, 2_000));
        final Vm first = lab.busyVm(0, 1_024, 300);
        final Vm second = lab.busyVm(0, 1_024, 300);
        lab.datacenter.setTechnique(first, Techniques.proposed());
        lab.migrateAt(50, first, 2);
        estimateAt(lab, 50.5, second);
        lab.migrateAt(50.5, second, 1);
        lab.run();
        final MigrationRecord record = lab.recordOf(second);
        assertThat(estimates.get(0).totalSeconds()).isCloseTo(record.totalSeconds(), CLOSE);
    }

    /** Up to three others are under way by any of three techniques, from and to any of four hosts. */
    @Test
    void estimateAgreesAmongOthersThatAreUnderWay() {
        final List<Double> errors = new ArrayList<>();
        for (long seed = 1; seed <= 60; seed++) {
            errors.add(errorAmongOthers(new SplittableRandom(seed)));
        }
        final Spread spread =
                Spread.of(errors.stream().mapToDouble(Double::doubleValue).toArray());
        assertThat(spread.median()).as("errors %s", errors).isLessThan(0.005);
        assertThat(spread.max()).as("errors %s", errors).isLessThan(0.05);
    }

    private static double errorAmongOthers(final SplittableRandom random) {
        final var lab = new Lab(4);
        final List<Technique> techniques =
                List.of(Techniques.stopAndCopy(), Techniques.xenPrecopy(), Techniques.postcopy());
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 2_000));
        final int others = random.nextInt(1, 4);
        for (int i = 0; i < others; i++) {
            final int from = random.nextInt(2);
            final Vm other = lab.submit(Lab.newVm(Lab.MIPS, 1, 512), from);
            lab.cloudlet(other, 900);
            lab.datacenter.setTechnique(other, techniques.get(random.nextInt(3)));
            lab.migrateAt(random.nextDouble(40, 50), other, random.nextInt(2, 4));
        }
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 512), 0);
        lab.cloudlet(vm, 900);
        lab.datacenter.setTechnique(vm, techniques.get(random.nextInt(3)));
        final double[] estimate = new double[1];
        lab.at(
                50,
                () -> estimate[0] =
                        lab.datacenter.estimateMigration(vm, lab.hosts.get(2)).totalSeconds());
        lab.migrateAt(50, vm, 2);
        lab.run();
        final MigrationRecord record = lab.recordOf(vm);
        return Math.abs(estimate[0] / record.totalSeconds() - 1);
    }

    /** Another migration leaves half of the link; a second of it is over. */
    @Test
    void estimateKnowsWhoElseSends() {
        final var lab = new Lab(2).technique(Techniques.stopAndCopy());
        final Vm vm = lab.busyVm(0, 1_024, 300);
        final Vm other = lab.busyVm(0, 1_024, 300);
        estimateAt(lab, 50, vm);
        lab.migrateAt(55, other, 1);
        estimateAt(lab, 56, vm);
        lab.run();
        assertThat(estimates.get(1).totalSeconds())
                .isCloseTo(2 * estimates.get(0).totalSeconds() - 1, Percentage.withPercentage(0.5));
    }

    /** Both hosts draw 100 W more when full than idle; a byte takes 8 ns of one of four cores at the source, 10 ns at the target. */
    @Test
    void energyComesFromTheHostsPowerModelsAndWhatAByteTakesThem() {
        final Lab lab = withPower(2);
        lab.datacenter.setMigrationCpu(new MigrationCpu(8e-9, 10e-9));
        final Vm vm = lab.busyVm(0, 512, 100);
        final List<PowerEnergy> energy = new ArrayList<>();
        lab.at(20, () -> energy.add(HostPowers.between(lab.hosts.get(0), lab.hosts.get(1))));
        lab.at(20, () -> estimates.add(lab.datacenter.estimateMigration(vm, lab.hosts.get(1))));
        lab.migrateAt(50, vm, 1);
        lab.run();
        assertThat(energy.get(0).source().utilization()).isCloseTo(0.5, within(1e-6));
        assertThat(energy.get(0).target().utilization()).isZero();
        final double joules = 100 * Lab.copyBytes(512) * 18e-9 / Lab.HOST_PES;
        assertThat(energy.get(0).joules(lab.onlyRecord())).isCloseTo(joules, within(1e-3));
        assertThat(estimates.get(0).joules()).isCloseTo(joules, Percentage.withPercentage(0.1));
        final double cpuSeconds = lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(0))
                + lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(1));
        assertThat(100 * cpuSeconds / Lab.HOST_PES)
                .as("what the hosts were charged")
                .isCloseTo(joules, Percentage.withPercentage(0.1));
    }

    @Test
    void hostThatHasFailedIsIdle() {
        final Lab lab = withPower(2);
        lab.datacenter
                .setMigrationCpu(MigrationCpu.DEFAULT)
                .setOrchestration(Orchestration.NONE
                        .withOrder(QueueOrder.SHORTEST_FIRST)
                        .withLimits(new MigrationLimits(1, 1, 1))
                        .withRetry(new RetryPolicy(2, 10, 1, 10)));
        final Host failing = lab.hosts.get(1);
        final Vm vm = lab.busyVm(0, 512, 100);
        lab.at(20, () -> {
            failing.setFailed(true);
            estimates.add(lab.datacenter.estimateMigration(vm, failing));
            lab.datacenter.requestVmMigration(vm, failing);
        });
        lab.run();
        assertThat(estimates.get(0).joules()).isFinite().isPositive();
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("target-failed");
    }

    @Test
    void unknownTargetIsTakenToBeLikeTheSource() {
        final Lab lab = withPower(2);
        lab.datacenter.setMigrationCpu(MigrationCpu.DEFAULT);
        final Vm vm = lab.busyVm(0, 512, 100);
        lab.at(20, () -> estimates.add(lab.datacenter.estimateMigration(vm, Host.NULL)));
        lab.run();
        assertThat(estimates.get(0).joules())
                .isCloseTo(100 * Lab.copyBytes(512) * 1.8e-9 / Lab.HOST_PES, Percentage.withPercentage(0.1));
    }

    @Test
    void publishedLinearEnergyStandsInForMissingPowerModelsAndCanBeChosen() {
        final var without = new Lab(2).technique(Techniques.stopAndCopy());
        without.hosts.get(0).setPowerModel(new PowerModelHostSimple(200, 100));
        final Vm vm = without.busyVm(0, 512, 100);
        without.at(20, () -> estimates.add(without.datacenter.estimateMigration(vm, without.hosts.get(1))));
        without.run();
        final Lab chosen = withPower(2);
        chosen.datacenter.setCostModel((source, target) -> CostModel.of(LinearEnergy.LIU_2011));
        final Vm other = chosen.busyVm(0, 512, 100);
        chosen.at(20, () -> estimates.add(chosen.datacenter.estimateMigration(other, chosen.hosts.get(1))));
        chosen.run();
        final double joules = 0.512 * Lab.copyBytes(512) / (1 << 20) + 20.165;
        assertThat(estimates)
                .extracting(MigrationCost::joules)
                .allSatisfy(estimate -> assertThat(estimate).isCloseTo(joules, Percentage.withPercentage(0.1)));
    }

    @Test
    void hostWithoutAPowerModelIsRefused() {
        final var lab = new Lab(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPowers.between(lab.hosts.get(0), Host.NULL))
                .withMessageContaining("without a power model");
    }

    private static Lab withPower(final int hosts) {
        final var lab = new Lab(hosts).technique(Techniques.stopAndCopy());
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        return lab;
    }

    @Test
    void estimateKnowsOfCloudSimPlussFlatOverhead() {
        final var lab = new Lab(2).technique(Techniques.xenPrecopy());
        lab.datacenter.setStockMigrationOverhead(true);
        final Vm vm = lab.busyVm(0, 1_024, 100);
        final List<MigrationCost> costs = new ArrayList<>();
        lab.at(10, () -> costs.add(lab.datacenter.estimateMigration(vm, lab.hosts.get(1))));
        estimateAt(lab, 10, vm);
        lab.migrateAt(10.1, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().slowdownSeconds()).isGreaterThan(1);
        assertThat(costs.get(0).slowdownSeconds()).isCloseTo(lab.onlyRecord().slowdownSeconds(), CLOSE);
        assertThat(estimates.get(0).slowdownSeconds())
                .isCloseTo(lab.onlyRecord().slowdownSeconds(), CLOSE);
    }

    @Test
    void estimateOfTheSameMomentKnowsANewProfile() {
        final var lab = new Lab(2).technique(Techniques.xenPrecopy());
        final Vm vm = lab.busyVm(0, 1_024, 100);
        final List<MigrationCost> costs = new ArrayList<>();
        lab.at(10, () -> {
            costs.add(lab.datacenter.estimateMigration(vm, lab.hosts.get(1)));
            lab.datacenter.setMemoryProfile(any -> MemoryProfile.uniform(any, 0.5, 20_000));
            costs.add(lab.datacenter.estimateMigration(vm, lab.hosts.get(1)));
        });
        lab.run();
        assertThat(costs.get(1).bytes()).isGreaterThan(2 * costs.get(0).bytes());
    }

    /** The VM's host is full, the other one idle; after the simulation both are. The estimate counts with them as they are. */
    @Test
    void costOfAMigrationIsThatOfItsTimeWheneverAsked() {
        final var lab = new Lab(2).technique(Techniques.xenPrecopy());
        lab.datacenter.setMigrationCpu(new MigrationCpu(4e-9, 4e-9));
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        final Vm vm = lab.busyVm(0, 1_024, 100);
        lab.busyVm(0, 256, 100);
        estimateAt(lab, 50, vm);
        lab.migrateAt(50, vm, 1);
        lab.run();
        final MigrationCost cost = lab.datacenter.getMigrationCost(lab.onlyRecord());
        assertThat(cost.joules()).isGreaterThan(1).isCloseTo(estimates.get(0).joules(), CLOSE);
        assertThat(MigrationCost.of(lab.onlyRecord(), HostPowers.costModel(lab.hosts.get(0), lab.hosts.get(1)))
                        .joules())
                .as("if both had been idle")
                .isGreaterThan(1.5 * cost.joules());
    }

    @Test
    void costOfARefusedMigrationIsNothingAndThatOfAnothersUnknown() {
        final var lab = new Lab(2);
        lab.migrateAt(50, lab.busyVm(0, 256, 100), 0);
        lab.run();
        assertThat(lab.datacenter.getMigrationCost(lab.onlyRecord()).joules()).isZero();
        final var other = new Lab(2);
        other.migrateAt(50, other.busyVm(0, 256, 100), 1);
        other.run();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.datacenter.getMigrationCost(other.onlyRecord()))
                .withMessageMatching(
                        "migration of Vm 0 from Host 0.* to Host 1.*, expected one that this datacenter has begun");
    }

    /** Nothing can be drawn beyond full load at the source, so that what the unknown target draws tells the VMs apart. */
    @Test
    void energyOnAFullHostDependsOnTheVm() {
        final var lab = new Lab(2);
        lab.datacenter.setMigrationCpu(MigrationCpu.DEFAULT);
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        final Vm large = lab.busyVm(0, 2_048, 100);
        final Vm small = lab.busyVm(0, 256, 100);
        lab.at(50, () -> {
            final double joules =
                    lab.datacenter.estimateMigration(small, Host.NULL).joules();
            assertThat(joules).isGreaterThan(0.1);
            assertThat(lab.datacenter.estimateMigration(large, Host.NULL).joules())
                    .isGreaterThan(7 * joules);
            estimates.add(lab.datacenter.estimateMigration(small, Host.NULL));
        });
        lab.run();
        assertThat(estimates).hasSize(1);
    }

    @Test
    void costModelThatFailsLeavesNothingBehind() {
        final var lab = new Lab(2);
        lab.datacenter.setCostModel((source, target) -> {
            throw new IllegalStateException("no tariff for " + target);
        });
        lab.migrateAt(50, lab.busyVm(0, 256, 100), 1);
        assertThatIllegalStateException().isThrownBy(lab::run).withMessage("no tariff for " + lab.hosts.get(1));
        assertThat(lab.hosts.get(1).getVmList()).isEmpty();
        assertThat(lab.hosts.get(1).getRam().getAllocatedResource()).isZero();
    }
}
