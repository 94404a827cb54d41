package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.orchestration.DowntimeSteps;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.OnTimeout;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.QueueOrder;
import io.github.cloudsimmigration.orchestration.RetryPolicy;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.Xbzrle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, queue, timeouts and retries, as a simulation goes through them. */
final class OrchestratedMigrationsTest {
    private static final int MANY = Integer.MAX_VALUE;
    private static final double START = 10;
    private static final double FOREVER = Double.POSITIVE_INFINITY;
    private static final double C_PER_R = Lab.copySeconds(256, Lab.MIGRATION_BYTES_PER_SECOND);

    private final Lab lab = new Lab(4).technique(Techniques.stopAndCopy());

    private Vm vm(final int home, final long ram) {
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, ram), home);
        lab.cloudlet(vm, 200);
        return vm;
    }

    private void orchestrate(final Orchestration orchestration) {
        lab.datacenter.setOrchestration(orchestration);
    }

    private void oneAtATime(final QueueOrder order) {
        orchestrate(Orchestration.NONE
                .withLimits(new MigrationLimits(1, MANY, MANY))
                .withOrder(order));
    }

    private List<String> vmsInOrder() {
        return lab.records().stream().map(record -> record.id().vm()).toList();
    }

    private static List<String> names(final Vm... vms) {
        return List.of(vms).stream().map(Vm::toString).toList();
    }

    @Test
    void requestsOfOneMomentArePutInOrderBeforeAnyStarts() {
        oneAtATime(QueueOrder.SMALLEST_FIRST);
        final Vm large = vm(0, 512);
        final Vm small = vm(1, 128);
        final Vm middle = vm(2, 256);
        for (final Vm vm : List.of(large, small, middle)) {
            lab.migrateAt(START, vm, 3);
        }
        lab.run();
        assertThat(vmsInOrder()).isEqualTo(names(small, middle, large));
    }

    @Test
    void earliestDeadlineGoesFirst() {
        oneAtATime(QueueOrder.EARLIEST_DEADLINE);
        final List<Vm> vms = List.of(vm(0, 128), vm(1, 128), vm(2, 128));
        final double[] deadlines = {90, FOREVER, 80};
        for (int i = 0; i < 3; i++) {
            final MigrationRequest request =
                    MigrationRequest.of(vms.get(i), lab.hosts.get(3)).withDeadline(deadlines[i]);
            lab.at(START, () -> lab.datacenter.requestMigration(request));
        }
        lab.run();
        assertThat(vmsInOrder()).isEqualTo(names(vms.get(2), vms.get(0), vms.get(1)));
        assertThat(lab.records())
                .extracting(record -> record.id().deadlineSeconds())
                .containsExactly(80.0, 90.0, FOREVER);
        assertThat(lab.records()).allMatch(MigrationRecord::inTime);
    }

    @Test
    void migrationThatEndsAfterItsDeadlineIsLate() {
        final Vm vm = vm(0, 128);
        final MigrationRequest request = MigrationRequest.of(vm, lab.hosts.get(3));
        lab.at(START, () -> lab.datacenter.requestMigration(request.withDeadline(START + 1)));
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().endSeconds()).isGreaterThan(START + 1);
        assertThat(lab.onlyRecord().inTime()).isFalse();
    }

    /** The smaller VM is the slower one: its way leads over a link of a hundredth of a NIC. */
    @Test
    void shortestGoesFirstByWhatItsWayAllows() {
        oneAtATime(QueueOrder.SHORTEST_FIRST);
        final double rate = Lab.MIGRATION_BYTES_PER_SECOND;
        lab.datacenter.setTopology(
                Topology.builder()
                        .node("near")
                        .node("far")
                        .link("near", "far", rate / 100, 0)
                        .build(),
                host -> host.equals(lab.hosts.get(0)) ? "far" : "near");
        final Vm small = vm(0, 16);
        final Vm large = vm(1, 512);
        lab.migrateAt(START, small, 3);
        lab.migrateAt(START, large, 3);
        lab.run();
        assertThat(vmsInOrder()).isEqualTo(names(large, small));
    }

    /** A free place is for those that wait, even if a request comes at the very moment a migration ends. */
    @Test
    void nobodyJumpsTheQueue() {
        oneAtATime(QueueOrder.FIFO);
        final Vm first = vm(0, 256);
        final Vm waits = vm(1, 256);
        final Vm late = vm(2, 256);
        lab.datacenter.addOnMigrationFinishListener(info -> {
            if (info.getVm().equals(first)) {
                lab.datacenter.requestVmMigration(late, lab.hosts.get(3));
            }
        });
        lab.migrateAt(START, first, 3);
        lab.migrateAt(START + 1, waits, 3);
        lab.run();
        assertThat(vmsInOrder()).isEqualTo(names(first, waits, late));
    }

    /** Two of the three leaving host 0 go at once; the third when they are through, which takes twice as long as one alone. */
    @Test
    void noMoreLeaveAHostThanAllowed() {
        orchestrate(Orchestration.NONE.withLimits(new MigrationLimits(MANY, 2, MANY)));
        final List<Vm> vms = List.of(vm(0, 256), vm(0, 256), vm(0, 256));
        for (int i = 0; i < 3; i++) {
            lab.migrateAt(START, vms.get(i), i + 1);
        }
        lab.at(START + 1, () -> {
            assertThat(lab.datacenter.getRunningMigrations()).isEqualTo(2);
            assertThat(lab.datacenter.getWaitingMigrations()).isOne();
        });
        lab.run();
        final MigrationRecord third = lab.records().get(2);
        assertThat(third.id().vm()).isEqualTo(vms.get(2).toString());
        assertThat(third.id().requestedSeconds()).isEqualTo(START);
        assertThat(third.id().startSeconds()).isCloseTo(START + 2 * C_PER_R - Lab.SUSPEND_SECONDS, within(1e-6));
        assertThat(third.totalSeconds()).isCloseTo(C_PER_R, within(1e-6));
    }

    @Test
    void rulesDoNotChangeUnderMigrations() {
        final Vm vm = vm(0, 256);
        lab.migrateAt(START, vm, 1);
        lab.at(
                START + 1,
                () -> assertThatIllegalStateException()
                        .isThrownBy(() -> orchestrate(Orchestration.NONE))
                        .withMessageContaining("1 are under way"));
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    /** The link is cut 1 s after the start of each of three attempts, which come 10 and then 20 s after the failure of the one before. */
    @Test
    void retriesBackOff() {
        final double[] starts = {START, START + 11, START + 32};
        orchestrate(Orchestration.NONE.withRetry(new RetryPolicy(3, 10, 2, 100)));
        acrossALink();
        final List<MigrationRecord> inVain = new ArrayList<>();
        lab.datacenter.addOnMigrationRetryListener(
                info -> inVain.add(info.getMigration().orElseThrow()));
        for (final double start : starts) {
            lab.at(start + 1, () -> {
                lab.datacenter.cutLink("a", "b");
                lab.datacenter.mendLink("a", "b");
            });
        }
        lab.run();
        final MigrationRecord last = lab.onlyRecord();
        assertThat(last.ending().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last.ending().stopReason()).isEqualTo("link-failed");
        assertThat(last.id().attempt()).isEqualTo(3);
        assertThat(last.id().requestedSeconds()).isEqualTo(START);
        assertThat(last.id().startSeconds()).isCloseTo(starts[2], within(1e-9));
        assertThat(inVain).extracting(record -> record.id().attempt()).containsExactly(1, 2);
        assertThat(inVain).extracting(record -> record.id().startSeconds()).containsExactly(starts[0], starts[1]);
        assertThat(inVain).allMatch(record -> record.blackoutSeconds() > 0.9);
    }

    @Test
    void retryThatSucceedsLeavesOneRecord() {
        orchestrate(Orchestration.NONE.withRetry(new RetryPolicy(3, 10, 2, 100)));
        final Vm vm = acrossALink();
        lab.at(START + 1, () -> lab.datacenter.cutLink("a", "b"));
        lab.at(START + 15, () -> lab.datacenter.mendLink("a", "b"));
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().id().attempt())
                .as("the second, at 21 s, found the link cut")
                .isEqualTo(3);
        assertThat(lab.datacenter.getRetriedMigrations())
                .extracting(
                        record -> record.id().attempt() + " " + record.ending().outcome())
                .containsExactly("1 failed", "2 refused");
        assertThat(vm.getHost()).isEqualTo(lab.hosts.get(1));
    }

    @Test
    void retryThatWaitsCanBeCancelled() {
        orchestrate(Orchestration.NONE.withRetry(new RetryPolicy(3, 10, 2, 100)));
        final Vm vm = acrossALink();
        lab.at(START + 1, () -> lab.datacenter.cutLink("a", "b"));
        lab.at(START + 5, () -> {
            assertThat(lab.datacenter.getWaitingMigrations()).isOne();
            assertThat(lab.datacenter.cancelMigration(vm)).isTrue();
        });
        lab.run();
        assertThat(lab.onlyRecord().ending().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(lab.onlyRecord().id().attempt()).isEqualTo(2);
    }

    /** The VM stood still when the link failed, and runs again now; a listener that hears of it asks for another target, or calls it off. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void vmWhoseMigrationIsTriedAgainHasOneWhoeverHearsThatItRuns(final boolean cancels) {
        orchestrate(Orchestration.NONE.withRetry(new RetryPolicy(3, 10, 2, 100)));
        final Vm vm = acrossALink();
        lab.at(START + 1, () -> lab.datacenter.cutLink("a", "b"));
        lab.at(START + 2, () -> lab.datacenter.mendLink("a", "b"));
        final List<Boolean> cancelled = new ArrayList<>();
        lab.datacenter.addOnVmResumeListener(event -> {
            if (vm.getHost() != lab.hosts.get(0)) {
                return;
            }
            if (cancels) {
                cancelled.add(lab.datacenter.cancelMigration(vm));
            } else {
                lab.datacenter.requestVmMigration(vm, lab.hosts.get(2));
            }
        });
        lab.run();
        assertThat(lab.datacenter.getWaitingMigrations()).isZero();
        if (cancels) {
            assertThat(cancelled).containsExactly(true);
            assertThat(lab.onlyRecord().ending().outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(vm.getHost()).isEqualTo(lab.hosts.get(0));
        } else {
            assertThat(lab.records())
                    .extracting(record ->
                            record.ending().outcome() + " " + record.ending().stopReason())
                    .containsExactly("refused already-migrating", "completed no-live-phase");
            assertThat(vm.getHost()).isEqualTo(lab.hosts.get(1));
        }
    }

    /** What was asked for while the link was cut was not expected to end; once it is mended, it is the shorter one. */
    @Test
    void retryTakesItsTurnByHowThingsAreThen() {
        orchestrate(Orchestration.NONE
                .withLimits(new MigrationLimits(1, MANY, MANY))
                .withOrder(QueueOrder.SHORTEST_FIRST)
                .withRetry(new RetryPolicy(3, 5, 1, 5)));
        final Vm small = acrossALink();
        final Vm first = vm(1, 1024);
        final Vm large = vm(2, 2048);
        lab.at(START + 1, () -> lab.datacenter.cutLink("a", "b"));
        lab.at(START + 2, () -> lab.datacenter.mendLink("a", "b"));
        lab.migrateAt(START + 1.5, first, 2);
        lab.migrateAt(START + 3, large, 3);
        lab.run();
        assertThat(lab.records()).allMatch(MigrationRecord::completed);
        assertThat(vmsInOrder()).isEqualTo(names(first, small, large));
    }

    /** Both find their link cut at 10 s, and both try again at 30 s. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void retriesOfOneMomentArePutInOrderBeforeAnyStarts(final boolean largeFirst) {
        orchestrate(Orchestration.NONE
                .withLimits(new MigrationLimits(1, MANY, MANY))
                .withOrder(QueueOrder.SHORTEST_FIRST)
                .withRetry(new RetryPolicy(3, 20, 1, 20)));
        lab.datacenter.setTopology(
                Topology.builder().node("a").node("b").link("a", "b", 1e9, 0).build(),
                host -> host.getId() % 2 == 0 ? "a" : "b");
        final Vm large = vm(0, 2048);
        final Vm small = vm(2, 256);
        lab.at(START - 1, () -> lab.datacenter.cutLink("a", "b"));
        lab.migrateAt(START, largeFirst ? large : small, 1);
        lab.migrateAt(START, largeFirst ? small : large, 1);
        lab.at(START + 5, () -> lab.datacenter.mendLink("a", "b"));
        lab.run();
        assertThat(lab.records()).hasSize(2).allMatch(MigrationRecord::completed);
        assertThat(vmsInOrder()).isEqualTo(names(small, large));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void targetThatIsStartingUpIsAwaitedNoLongerThanItTakes(final boolean forAnotherVm) {
        final Host target = lab.hosts.get(2);
        target.setActive(false);
        target.setStartupDelay(30);
        if (forAnotherVm) {
            final Vm other = Lab.newVm(Lab.MIPS, 1, 64);
            other.setSubmissionDelay(20);
            lab.submit(other, 2);
        } else {
            lab.at(20, () -> target.setActive(true));
        }
        final List<Double> on = new ArrayList<>();
        target.addOnStartupListener(event -> on.add(event.getTime()));
        final Vm vm = vm(0, 256);
        lab.migrateAt(45, vm, 2);
        lab.run();
        assertThat(on).hasSize(1);
        assertThat(on.get(0)).isCloseTo(50, within(0.2));
        assertThat(lab.onlyRecord().id().startSeconds()).isEqualTo(on.get(0));
    }

    /** A listener that hears that the target starts up asks for the VM that it starts up for. */
    @Test
    void vmMigratesOnceThoughItsTargetsStartUpIsToldOf() {
        final Host target = lab.hosts.get(2);
        target.setActive(false);
        final Vm vm = vm(0, 256);
        final Vm other = vm(0, 256);
        target.addOnStartupListener(event -> {
            lab.datacenter.requestVmMigration(vm, target);
            lab.datacenter.requestVmMigration(other, target);
        });
        lab.migrateAt(START, vm, 2);
        lab.run();
        assertThat(lab.records())
                .extracting(record -> record.id().vm() + " " + record.ending().stopReason())
                .containsExactlyInAnyOrder(vm + " already-migrating", vm + " no-live-phase", other + " no-live-phase");
    }

    @Test
    void limitSetWhileARequestIsTurnedDownHolds() {
        final Vm large = vm(1, Lab.HOST_RAM - 100);
        final Vm vm = vm(0, 256);
        final List<Vm> others = List.of(vm(0, 256), vm(2, 256));
        lab.datacenter.addOnMigrationFinishListener(event -> {
            if (event.getTime() == START) {
                oneAtATime(QueueOrder.FIFO);
            }
        });
        lab.migrateAt(START, vm, 1);
        lab.migrateAt(START + 10, vm, 3);
        others.forEach(other -> lab.migrateAt(START + 10, other, 3));
        lab.at(
                START + 11,
                () -> assertThat(lab.datacenter.getRunningMigrations()).isOne());
        lab.run();
        assertThat(lab.records())
                .hasSize(4)
                .element(0)
                .satisfies(record -> assertThat(record.ending().explanation())
                        .as("beside %s", large)
                        .contains("RAM"));
    }

    @Test
    void refusalThatWillNotPassIsNotTriedAgain() {
        orchestrate(Orchestration.NONE.withRetry(new RetryPolicy(3, 10, 2, 100)));
        final Vm vm = vm(0, 256);
        lab.migrateAt(START, vm, 0);
        lab.run();
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("same-host");
    }

    @Test
    void roomThatBecomesFreeIsFoundByARetry() {
        orchestrate(Orchestration.NONE.withRetry(new RetryPolicy(3, 10, 1, 10)));
        final Vm vm = vm(0, 256);
        final Vm large = lab.submit(Lab.newVm(Lab.MIPS, 1, Lab.HOST_RAM - 100), 1);
        lab.cloudlet(large, 5);
        lab.at(START + 5, () -> lab.datacenter.getVmAllocationPolicy().deallocateHostForVm(large));
        final List<Double> told = new ArrayList<>();
        lab.datacenter.addOnMigrationRetryListener(info -> told.add(info.getTime()));
        lab.migrateAt(START, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().id().startSeconds()).isEqualTo(START + 10);
        assertThat(lab.onlyRecord().id().attempt()).isEqualTo(2);
        assertThat(told).containsExactly(START);
        assertThat(lab.datacenter.getRetriedMigrations()).singleElement().satisfies(record -> {
            assertThat(record.ending().stopReason()).isEqualTo("target-unsuitable");
            assertThat(record.id().attempt()).isOne();
            assertThat(record.bytesSent()).isZero();
        });
    }

    /** {@return a VM that migrates over the only link of a topology} */
    private Vm acrossALink() {
        lab.datacenter.setTopology(
                Topology.builder().node("a").node("b").link("a", "b", 1e9, 0).build(),
                host -> host.equals(lab.hosts.get(0)) ? "a" : "b");
        final Vm vm = vm(0, 256);
        lab.migrateAt(START, vm, 1);
        return vm;
    }

    private Technique endless() {
        return Techniques.xenPrecopy().toBuilder()
                .stopRule(guest -> rounds -> Optional.empty())
                .minRoundSeconds(1)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void migrationThatDoesNotConvergeEndsAsItIsTold(final OnTimeout onTimeout) {
        orchestrate(Orchestration.NONE.withTimeouts(new Timeouts(30, FOREVER), onTimeout));
        lab.technique(endless()).datacenter.setMemoryProfile(any -> MemoryProfile.uniform(any, 1, 100_000));
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 256), 0);
        final Cloudlet work = lab.cloudlet(vm, 100);
        lab.migrateAt(START, vm, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        switch (onTimeout) {
            case ABORT -> {
                assertThat(record.ending().outcome()).isEqualTo(Outcome.FAILED);
                assertThat(record.ending().stopReason()).isEqualTo("completion-timeout");
                assertThat(record.totalSeconds()).isCloseTo(30, within(1e-6));
            }
            case FORCE_STOP -> {
                assertThat(record.ending().stopReason()).isEqualTo("forced");
                assertThat(record.downtimeSeconds()).isGreaterThan(2);
            }
            case SWITCH_TO_POSTCOPY -> {
                assertThat(record.ending().stopReason()).isEqualTo("postcopy-requested");
                assertThat(record.downtimeSeconds()).isLessThan(0.1);
                assertThat(record.postCopy().seconds()).isGreaterThan(2);
            }
        }
        assertThat(vm.getHost()).isEqualTo(lab.hosts.get(onTimeout == OnTimeout.ABORT ? 0 : 1));
        assertThat(work.getFinishTime()).isCloseTo(100.01 + record.slowdownSeconds(), within(1e-3));
    }

    /** 20 s after the last byte. */
    @ParameterizedTest
    @ValueSource(strings = {"xen-precopy", "stop-and-copy"})
    void migrationThatNothingIsLeftForIsCalledOff(final String technique) {
        orchestrate(Orchestration.NONE.withTimeouts(new Timeouts(FOREVER, 20), OnTimeout.ABORT));
        lab.technique(Techniques.byName(technique));
        final Vm vm = acrossALink();
        lab.at(START + 2, () -> lab.datacenter.setLinkCapacity("a", "b", 0));
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.ending().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.ending().stopReason()).isEqualTo("progress-timeout");
        assertThat(record.totalSeconds()).isCloseTo(22, within(1e-6));
        final double sending = technique.equals("stop-and-copy") ? 2 - Lab.SUSPEND_SECONDS : 2;
        assertThat(record.bytesSent()).isEqualTo(Math.round(sending * Lab.MIGRATION_BYTES_PER_SECOND));
        assertThat(vm.getHost()).isEqualTo(lab.hosts.get(0));
    }

    /** 200 ms and 400 ms after 2 * 5 s; 2000 pages written in every round take 125 ms at this rate, 4000 take 250 ms. */
    @ParameterizedTest
    @ValueSource(ints = {2_000, 4_000})
    void downtimeLimitRisesUntilWhatIsLeftFits(final int writesPerSecond) {
        orchestrate(Orchestration.NONE.withDowntimeSteps(new DowntimeSteps(0.4, 2, 5)));
        lab.technique(endless()).datacenter.setMemoryProfile(any -> MemoryProfile.uniform(any, 1, writesPerSecond));
        final Vm vm = vm(0, 2_048);
        lab.migrateAt(START, vm, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.ending().stopReason()).isEqualTo("downtime-limit");
        assertThat(record.downtimeSeconds()).isLessThan(writesPerSecond == 2_000 ? 0.22 : 0.42);
    }

    /** Not behind its batch, which may be of 64 MiB and take a minute at this rate, but for encodings that remember what they have encoded. */
    @ParameterizedTest
    @CsvSource({
        "xen-v2, FORCE_STOP",
        "xen-v2, SWITCH_TO_POSTCOPY",
        "xen-precopy, FORCE_STOP",
        "proposed, SWITCH_TO_POSTCOPY",
        "qemu-precopy, FORCE_STOP"
    })
    void timeoutEndsTheLivePhaseBehindThePageUnderWay(final String technique, final OnTimeout onTimeout) {
        final var lab = new Lab(2).technique(Techniques.byName(technique));
        assertThat(whenStopped(lab, onTimeout)).isBetween(60.0, 60.02);
        assertThat(lab.onlyRecord().completed()).isTrue();
        final long pages = 256L * Lab.PAGES_PER_MB;
        final double crossed = (10 - lab.onlyRecord().setupSeconds()) * 1e6 / Lab.WIRE_PAGE;
        assertThat((double) lab.onlyRecord().rounds().get(0).tally().sent()).isCloseTo(crossed, within(20.0));
        assertThat(lab.onlyRecord().pagesSent()).isGreaterThanOrEqualTo(pages);
        assertThat(lab.onlyRecord().ramRemainingBytes()).isZero();
    }

    /** A thousandth of a second before, so that nobody has noticed. */
    @ParameterizedTest
    @EnumSource
    void timeoutOfAMigrationWhoseVmIsGone(final OnTimeout onTimeout) {
        final var lab = new Lab(2).technique(Techniques.xenPrecopy());
        lab.datacenter.setOrchestration(
                Orchestration.NONE.withTimeouts(new Timeouts(10, 1, Double.POSITIVE_INFINITY), onTimeout));
        final Vm vm = lab.busyVm(0, 1_024, 400);
        lab.busyVm(0, 128, 400);
        lab.migrateAt(50, vm, 1);
        lab.at(59.999, () -> ((HostAbstract) lab.hosts.get(0)).destroyVm(vm));
        lab.run();
        assertThat(lab.onlyRecord().ending().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("vm-destroyed");
    }

    @Test
    void encoderThatRemembersWhatItHasEncodedIsNotInterrupted() {
        final Technique differences =
                Techniques.xenV2().toBuilder().encoding(Xbzrle.DEFAULT).build();
        final var lab = new Lab(2).technique(differences);
        assertThat(whenStopped(lab, OnTimeout.FORCE_STOP)).isGreaterThan(100);
    }

    /** {@return when a VM of 256 MiB that migrates from 50 s on at 1 MB/s is stopped, with a timeout of 10 s} */
    private static double whenStopped(final Lab lab, final OnTimeout onTimeout) {
        lab.datacenter
                .setOrchestration(
                        Orchestration.NONE.withTimeouts(new Timeouts(10, 1, Double.POSITIVE_INFINITY), onTimeout))
                .setMemoryProfile(each -> MemoryProfile.uniform(each, 0.5, 100));
        final Vm vm = lab.busyVm(0, 256, 400);
        final List<Double> stopped = new ArrayList<>();
        lab.datacenter.addOnVmStopListener(info -> stopped.add(info.getTime()));
        lab.at(
                50,
                () -> lab.datacenter.requestMigration(
                        MigrationRequest.of(vm, lab.hosts.get(1)).withMaxBytesPerSecond(1e6)));
        lab.run();
        assertThat(stopped).hasSize(1);
        return stopped.get(0);
    }

    @Test
    void hostsKeepTheirPlacesInTheQueueApart() {
        orchestrate(Orchestration.NONE.withLimits(MigrationLimits.NOVA));
        final Host shared = lab.hosts.get(3);
        final Vm fromZero = vm(0, 256);
        final Vm nextFromZero = vm(0, 256);
        final Vm fromOne = vm(1, 256);
        for (final Vm vm : List.of(fromZero, nextFromZero, fromOne)) {
            lab.at(START, () -> lab.datacenter.requestVmMigration(vm, shared));
        }
        lab.at(START + 1, () -> {
            assertThat(lab.datacenter.getRunningMigrations()).isEqualTo(2);
            assertThat(nextFromZero.isInMigration()).isFalse();
        });
        lab.run();
        assertThat(lab.records()).hasSize(3).allMatch(MigrationRecord::completed);
        assertThat(lab.records().get(2).id().vm()).isEqualTo(nextFromZero.toString());
    }
}
