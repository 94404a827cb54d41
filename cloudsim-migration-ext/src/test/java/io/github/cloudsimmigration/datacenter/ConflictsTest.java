package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.OnTimeout;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.RetryPolicy;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.faultinjection.HostFaultInjection;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to a migration, in whatever state it is: it ends with one record that says so, and nothing is lost that would not be lost in
 * reality. A VM of 256 MiB leaves host 0 for host 1 at 10 s, which takes about 4 s; things happen at 12 s.
 */
final class ConflictsTest {
    private static final long RAM = 256;
    private static final double START = 10;
    private static final double MIDWAY = 12;
    private static final double LATER = 60;
    private static final double WORK = 30;

    /** Where a migration can be when something happens to it. */
    private enum State {
        QUEUED,
        LIVE,
        STOPPED,
        POSTCOPY,
        RECOVERING_POSTCOPY;

        boolean leftTheSource() {
            return this == POSTCOPY || this == RECOVERING_POSTCOPY;
        }

        Technique technique() {
            return switch (this) {
                case QUEUED, LIVE -> Techniques.xenPrecopy();
                case STOPPED -> Techniques.stopAndCopy();
                case POSTCOPY -> Techniques.postcopy();
                case RECOVERING_POSTCOPY ->
                    Techniques.postcopy().toBuilder()
                            .switchOver(PostCopy.DEFAULT.withRecovery())
                            .build();
            };
        }
    }

    private final Lab lab = new Lab(3);
    private final Host source = lab.hosts.get(0);
    private final Host target = lab.hosts.get(1);
    private final Vm vm = lab.vm(0, RAM);
    private final Cloudlet cloudlet = lab.cloudlet(vm, WORK);

    /** Lets a migration be in a state, and something happen to it. {@return its record} */
    private MigrationRecord conflict(final State state, final Runnable event) {
        lab.datacenter.setTopology(star(lab.hosts), Host::toString);
        lab.datacenter.setTechnique(vm, state.technique());
        if (state == State.QUEUED) {
            lab.datacenter.setOrchestration(
                    Orchestration.NONE.withLimits(new MigrationLimits(1, Integer.MAX_VALUE, Integer.MAX_VALUE)));
            lab.migrateAt(START - 1, lab.submit(Lab.newVm(Lab.MIPS, 1, 4 * RAM), 2), 1);
        }
        lab.migrateAt(START, vm, 1);
        lab.at(MIDWAY, () -> {
            checkState(state);
            event.run();
        });
        lab.at(LATER, this::checkThatNothingIsLeftOver);
        lab.simulation.terminateAt(100);
        lab.run();
        return lab.recordOf(vm);
    }

    private static Topology star(final List<Host> hosts) {
        final Topology.Builder builder = Topology.builder().node("core");
        hosts.forEach(host -> builder.node(host.toString()).link(host.toString(), "core", 1e9, 0));
        return builder.build();
    }

    private void checkState(final State state) {
        assertThat(lab.datacenter.getWaitingMigrations()).isEqualTo(state == State.QUEUED ? 1 : 0);
        assertThat(vm.getHost()).isEqualTo(state.leftTheSource() ? target : source);
        final double mips = vm.getHost().getVmScheduler().getTotalAllocatedMipsForVm(vm);
        assertThat(mips > 0).isEqualTo(state != State.STOPPED);
    }

    private void checkThatNothingIsLeftOver() {
        assertThat(lab.datacenter.getRunningMigrations()).isZero();
        assertThat(lab.datacenter.getWaitingMigrations()).isZero();
        for (final Host host : lab.hosts) {
            assertThat(host.getVmList()).noneMatch(Lab::isReservation);
            assertThat(host.getRam().getAllocatedResource())
                    .isEqualTo(host.getVmList().stream()
                            .mapToLong(placed -> placed.getRam().getCapacity())
                            .sum());
        }
    }

    private static void ended(final MigrationRecord record, final Outcome outcome, final String reason) {
        assertThat(record.ending().outcome()).isEqualTo(outcome);
        assertThat(record.ending().stopReason()).isEqualTo(reason);
    }

    private void runsOn(final Host host, final MigrationRecord record) {
        assertThat(vm.getHost()).isEqualTo(host);
        assertThat(vm.isInMigration()).isFalse();
        finishesLateBy(record.slowdownSeconds());
    }

    private void finishesLateBy(final double seconds) {
        assertThat(cloudlet.isFinished()).isTrue();
        assertThat(cloudlet.getFinishTime()).isCloseTo(WORK + 0.01 + seconds, within(1e-3));
    }

    private void isGone() {
        assertThat(vm.isCreated()).isFalse();
        assertThat(lab.hosts).noneMatch(host -> host.getVmList().contains(vm));
        assertThat(cloudlet.isFinished()).isFalse();
    }

    private void standsStillAtTheTarget() {
        assertThat(vm.getHost()).isEqualTo(target);
        assertThat(cloudlet.isFinished()).isFalse();
        assertThat(target.getVmScheduler().getTotalAllocatedMipsForVm(vm)).isZero();
    }

    private void destroy(final Vm destroyed) {
        lab.simulation.sendNow(lab.broker, lab.datacenter, CloudSimTag.VM_DESTROY, destroyed);
    }

    /** As CloudSim Plus's fault injection does it, which destroys all VMs of the host but does not call the host failed. */
    private void fail(final Host host) {
        new Faults(lab).generateHostFault(host);
    }

    private static final class Faults extends HostFaultInjection {
        Faults(final Lab lab) {
            super(lab.datacenter);
        }

        @Override
        protected void startInternal() {}
    }

    @ParameterizedTest
    @EnumSource
    void secondRequestIsRefused(final State state) {
        final List<MigrationRecord> refused = new ArrayList<>();
        lab.datacenter.addOnMigrationFinishListener(info -> info.getMigration()
                .filter(record -> record.ending().outcome() == Outcome.REFUSED)
                .ifPresent(refused::add));
        lab.datacenter.setTechnique(vm, state.technique());
        if (state == State.QUEUED) {
            lab.datacenter.setOrchestration(
                    Orchestration.NONE.withLimits(new MigrationLimits(1, Integer.MAX_VALUE, Integer.MAX_VALUE)));
            lab.migrateAt(START - 1, lab.submit(Lab.newVm(Lab.MIPS, 1, 4 * RAM), 2), 1);
        }
        lab.migrateAt(START, vm, 1);
        lab.migrateAt(MIDWAY, vm, 2);
        lab.run();
        assertThat(refused).hasSize(1);
        ended(refused.get(0), Outcome.REFUSED, "already-migrating");
        assertThat(lab.records()).hasSize(state == State.QUEUED ? 3 : 2);
        final MigrationRecord first = lab.records().get(lab.records().size() - 1);
        assertThat(first.completed()).isTrue();
        runsOn(target, first);
    }

    @ParameterizedTest
    @EnumSource
    void cancelledMigrationLeavesTheVmWhereItRuns(final State state) {
        final boolean[] cancelled = {false};
        final MigrationRecord record = conflict(state, () -> cancelled[0] = lab.datacenter.cancelMigration(vm));
        assertThat(cancelled[0]).isEqualTo(!state.leftTheSource());
        if (state.leftTheSource()) {
            assertThat(record.completed()).isTrue();
            runsOn(target, record);
        } else {
            ended(record, Outcome.CANCELLED, "cancelled");
            runsOn(source, record);
        }
    }

    /** 2 s at 62.5 MiB/s, of which a stop takes 9 ms before anything is sent. */
    @ParameterizedTest
    @CsvSource({
        "LIVE, cancelled",
        "LIVE, destroyed",
        "LIVE, host left",
        "LIVE, cut",
        "STOPPED, cancelled",
        "STOPPED, destroyed",
        "STOPPED, host left",
        "STOPPED, cut",
        "POSTCOPY, destroyed",
        "POSTCOPY, host left",
        "POSTCOPY, cut",
        "RECOVERING_POSTCOPY, host left"
    })
    void whatHadCrossedIsInTheRecord(final State state, final String event) {
        final MigrationRecord record = conflict(state, () -> {
            switch (event) {
                case "cancelled" -> lab.datacenter.cancelMigration(vm);
                case "destroyed" -> destroy(vm);
                case "host left" -> lab.datacenter.removeHost(state.leftTheSource() ? source : target);
                default -> lab.datacenter.cutLink(target.toString(), "core");
            }
        });
        final double seconds = MIDWAY - START - (state == State.LIVE ? 0 : Lab.SUSPEND_SECONDS);
        final long bytes = Math.round(seconds * Lab.MIGRATION_BYTES_PER_SECOND);
        final long pages = (bytes - (state.leftTheSource() ? Lab.DEVICE_BYTES : 0)) / Lab.WIRE_PAGE;
        assertThat(record.completed()).isFalse();
        assertThat(record.bytesSent()).isEqualTo(bytes);
        assertThat(record.pagesSent()).isEqualTo(pages);
        assertThat(record.ramRemainingBytes()).isEqualTo((RAM * Lab.PAGES_PER_MB - pages) * Lab.PAGE);
    }

    /** 1 ms after the arrival of the last byte, 9 ms before the resumption at the target. */
    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "cut"})
    void migrationThatHasSentAllCompletes(final String event) {
        lab.datacenter.setTopology(star(lab.hosts), Host::toString);
        lab.technique(Techniques.stopAndCopy().toBuilder()
                .switchOver(new StopAndCopy(Lab.DEVICE_BYTES, Lab.SUSPEND_SECONDS, 0.010))
                .build());
        lab.migrateAt(START, vm, 1);
        lab.at(START + Lab.copySeconds(RAM, Lab.MIGRATION_BYTES_PER_SECOND) + 0.001, () -> {
            assertThat(vm.getHost()).isEqualTo(source);
            if (event.equals("cut")) {
                lab.datacenter.cutLink("core", source.toString());
            } else {
                assertThat(lab.datacenter.cancelMigration(vm)).isFalse();
            }
        });
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat((double) lab.onlyRecord().bytesSent()).isEqualTo(Lab.copyBytes(RAM));
        runsOn(target, lab.onlyRecord());
    }

    @Test
    void listenerIsTooLateToCancelWhenItHearsOfTheLastRound() {
        lab.technique(Techniques.stopAndCopy());
        lab.datacenter.addOnRoundFinishListener(
                info -> assertThat(lab.datacenter.cancelMigration(vm)).isFalse());
        lab.migrateAt(START, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        runsOn(target, lab.onlyRecord());
    }

    @Test
    void nothingCanBeCancelledWhereNothingMigrates() {
        lab.at(START, () -> assertThat(lab.datacenter.cancelMigration(vm)).isFalse());
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void destroyedVmEndsItsMigration(final State state) {
        final MigrationRecord record = conflict(state, () -> destroy(vm));
        ended(record, Outcome.CANCELLED, "vm-destroyed");
        isGone();
    }

    /** Nobody tells the datacenter of that. */
    @ParameterizedTest
    @EnumSource
    void vmDestroyedThroughItsHostIsNotBroughtBack(final State state) {
        final MigrationRecord record = conflict(state, () -> ((HostAbstract) vm.getHost()).destroyVm(vm));
        if (state == State.QUEUED) {
            ended(record, Outcome.REFUSED, "vm-not-running");
        } else {
            ended(record, Outcome.CANCELLED, "vm-destroyed");
        }
        isGone();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVE", "STOPPED", "POSTCOPY"})
    void vmThatAListenerDestroysThroughItsHostIsNotBroughtBack(final State state) {
        lab.technique(state.technique());
        lab.datacenter.addOnVmStopListener(info -> ((HostAbstract) vm.getHost()).destroyVm(vm));
        lab.migrateAt(START, vm, 1);
        lab.at(LATER, this::checkThatNothingIsLeftOver);
        lab.simulation.terminateAt(100);
        lab.run();
        ended(lab.onlyRecord(), Outcome.CANCELLED, "vm-destroyed");
        isGone();
    }

    @ParameterizedTest
    @EnumSource
    void failedTargetTakesOnlyWhatIsThere(final State state) {
        final MigrationRecord record = conflict(state, () -> fail(target));
        switch (state) {
            case QUEUED -> ended(record, Outcome.REFUSED, "target-failed");
            case LIVE, STOPPED -> ended(record, Outcome.FAILED, "target-failed");
            case POSTCOPY, RECOVERING_POSTCOPY -> ended(record, Outcome.VM_LOST, "target-failed");
        }
        if (state.leftTheSource()) {
            isGone();
        } else {
            runsOn(source, record);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failedSourceTakesTheVmAndInPostCopyTheRestOfItsMemory(final State state) {
        ended(conflict(state, () -> fail(source)), Outcome.VM_LOST, "source-failed");
        isGone();
    }

    @ParameterizedTest
    @EnumSource
    void hostOfThePathThatIsSetToFailedIsNoticed(final State state) {
        final MigrationRecord record = conflict(state, () -> source.setFailed(true));
        if (state != State.QUEUED) {
            ended(record, Outcome.VM_LOST, "source-failed");
            isGone();
        }
    }

    @Test
    void bothHostsFailing() {
        final MigrationRecord record = conflict(State.LIVE, () -> {
            target.setFailed(true);
            source.setFailed(true);
        });
        ended(record, Outcome.VM_LOST, "source-failed");
        isGone();
    }

    @ParameterizedTest
    @EnumSource
    void targetThatLeavesIsGoneToNobodyElse(final State state) {
        final MigrationRecord record = conflict(state, () -> lab.datacenter.removeHost(target));
        switch (state) {
            case QUEUED -> ended(record, Outcome.REFUSED, "host-left");
            case LIVE, STOPPED -> ended(record, Outcome.FAILED, "host-left");
            case POSTCOPY -> ended(record, Outcome.VM_LOST, "host-left");
            case RECOVERING_POSTCOPY -> ended(record, Outcome.PAUSED, "host-left");
        }
        if (!state.leftTheSource()) {
            runsOn(source, record);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sourceThatLeavesEndsTheMigration(final State state) {
        final MigrationRecord record = conflict(state, () -> lab.datacenter.removeHost(source));
        switch (state) {
            case QUEUED -> ended(record, Outcome.REFUSED, "host-left");
            case LIVE, STOPPED -> ended(record, Outcome.FAILED, "host-left");
            case POSTCOPY -> ended(record, Outcome.VM_LOST, "host-left");
            case RECOVERING_POSTCOPY -> ended(record, Outcome.PAUSED, "host-left");
        }
        if (!state.leftTheSource()) {
            assertThat(vm.getHost()).isEqualTo(source);
            assertThat(vm.isInMigration()).isFalse();
        }
    }

    @Test
    void nothingMigratesFromAHostThatHasLeft() {
        lab.at(START - 2, () -> lab.datacenter.removeHost(source));
        lab.migrateAt(START, vm, 1);
        lab.run();
        ended(lab.onlyRecord(), Outcome.REFUSED, "host-left");
        assertThat(lab.onlyRecord().ending().explanation()).contains(source.toString());
    }

    @Test
    void hostThatHasLeftIsNoTarget() {
        lab.at(START - 2, () -> lab.datacenter.removeHost(target));
        lab.at(START, () -> lab.datacenter.requestVmMigration(vm, target));
        lab.run();
        ended(lab.onlyRecord(), Outcome.REFUSED, "host-left");
        runsOn(source, lab.onlyRecord());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RECOVERING_POSTCOPY")
    void cutLinkLosesTheVmOnlyIfItsMemoryIsInTwoPlaces(final State state) {
        final MigrationRecord record = conflict(state, () -> lab.datacenter.cutLink("core", source.toString()));
        switch (state) {
            case QUEUED -> ended(record, Outcome.REFUSED, "link-failed");
            case LIVE, STOPPED -> ended(record, Outcome.FAILED, "link-failed");
            case POSTCOPY, RECOVERING_POSTCOPY -> ended(record, Outcome.VM_LOST, "link-failed");
        }
        if (state.leftTheSource()) {
            isGone();
        } else {
            runsOn(source, record);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMigrationIsOverWhenTheSimulationEnds(final State state) {
        lab.datacenter.setTechnique(vm, state.technique());
        if (state == State.QUEUED) {
            lab.datacenter.setOrchestration(
                    Orchestration.NONE.withLimits(new MigrationLimits(1, Integer.MAX_VALUE, Integer.MAX_VALUE)));
            lab.migrateAt(START - 1, lab.submit(Lab.newVm(Lab.MIPS, 1, 4 * RAM), 2), 1);
        }
        lab.migrateAt(START, vm, 1);
        lab.at(MIDWAY, () -> {});
        lab.at(MIDWAY + 0.1, () -> {}); // the simulation only ends between two events
        lab.simulation.terminateAt(MIDWAY);
        lab.run();
        assertThat(lab.records()).hasSize(state == State.QUEUED ? 2 : 1);
        lab.records().forEach(record -> ended(record, Outcome.CANCELLED, "simulation-ended"));
        checkThatNothingIsLeftOver();
    }

    /** What crosses a second; the VM that waits for its turn has sent nothing. */
    @Test
    void datacenterThatShutsDownEndsItsMigrationsThere() {
        lab.datacenter.setOrchestration(
                Orchestration.NONE.withLimits(new MigrationLimits(1, Integer.MAX_VALUE, Integer.MAX_VALUE)));
        final Vm waits = lab.vm(0, RAM);
        lab.migrateAt(START, vm, 1);
        lab.migrateAt(START, waits, 1);
        lab.at(START + 1, lab.datacenter::shutdown);
        lab.at(START + 20, () -> lab.datacenter.requestVmMigration(waits, lab.hosts.get(1)));
        lab.run();
        assertThat(lab.records()).hasSize(3);
        ended(lab.records().get(2), Outcome.REFUSED, "datacenter-ended");
        lab.records().subList(0, 2).forEach(record -> ended(record, Outcome.CANCELLED, "datacenter-ended"));
        final MigrationRecord ofVm = lab.recordOf(vm);
        assertThat(ofVm.totalSeconds()).isCloseTo(1, within(0.02));
        assertThat((double) ofVm.bytesSent())
                .isBetween(0.95 * Lab.MIGRATION_BYTES_PER_SECOND, 1.02 * Lab.MIGRATION_BYTES_PER_SECOND);
        assertThat(lab.records().stream().filter(record -> record.id().vm().equals(waits.toString())))
                .allMatch(record -> record.bytesSent() == 0);
    }

    @Test
    void requestAtTheVeryEndIsRefused() {
        lab.datacenter.addOnMigrationFinishListener(info -> {
            if (lab.records().size() < 2) {
                lab.datacenter.requestVmMigration(vm, lab.hosts.get(2));
            }
        });
        lab.migrateAt(START, vm, 1);
        lab.simulation.terminateAt(MIDWAY);
        lab.run();
        assertThat(lab.records()).hasSize(2);
        ended(lab.records().get(1), Outcome.REFUSED, "simulation-ended");
    }

    @Test
    void requestAfterTheEndIsRefused() {
        lab.simulation.terminateAt(MIDWAY);
        lab.run();
        lab.datacenter.requestVmMigration(vm, lab.hosts.get(1));
        ended(lab.records().get(0), Outcome.REFUSED, "simulation-ended");
    }

    @Test
    void abortedMigrationDoesNotKeepTheSimulationGoing() {
        lab.datacenter.setOrchestration(Orchestration.NONE
                .withTimeouts(new Timeouts(50_000, 40_000), OnTimeout.ABORT)
                .withRetry(new RetryPolicy(3, 30_000, 1, 30_000)));
        final Vm idle = lab.submit(Lab.newVm(Lab.MIPS, 1, 8_192), 0);
        lab.migrateAt(START, idle, 2);
        lab.at(MIDWAY, () -> lab.datacenter.cancelMigration(idle));
        lab.run();
        assertThat(lab.clock()).isLessThan(WORK + 5);
    }

    @Test
    void stalledPostCopyGoesOnWhenTheLinkIsMended() {
        final double mended = 40;
        lab.datacenter.setMemoryProfile(any -> MemoryProfile.uniform(any, 1, 5_000));
        lab.at(mended - 1, () -> {
            assertThat(lab.datacenter.getRunningMigrations()).isOne();
            assertThat(target.getVmScheduler().getTotalAllocatedMipsForVm(vm)).isZero();
        });
        lab.at(mended, () -> lab.datacenter.mendLink("core", source.toString()));
        final MigrationRecord record =
                conflict(State.RECOVERING_POSTCOPY, () -> lab.datacenter.cutLink("core", source.toString()));
        assertThat(record.completed()).isTrue();
        assertThat(record.totalSeconds()).isBetween(mended - START, mended - START + 4);
        assertThat(record.postCopy().blockSeconds()).isGreaterThan(mended - MIDWAY - 1);
        runsOn(target, record);
    }

    @Test
    void stalledPostCopyIsPausedForGoodIfTheLinkIsNeverMended() {
        lab.datacenter.setTopology(star(lab.hosts), Host::toString);
        lab.datacenter.setMemoryProfile(any -> MemoryProfile.uniform(any, 1, 5_000));
        lab.technique(State.RECOVERING_POSTCOPY.technique());
        lab.migrateAt(START, vm, 1);
        lab.at(MIDWAY, () -> lab.datacenter.cutLink("core", target.toString()));
        lab.simulation.terminateAt(LATER);
        lab.run();
        ended(lab.onlyRecord(), Outcome.PAUSED, "link-failed");
        standsStillAtTheTarget();
        checkThatNothingIsLeftOver();
    }

    /** What a stock policy or a new VM makes the scheduler forget is put right. */
    @Test
    void pausedVmStandsStillForGoodAndCannotMigrate() {
        lab.datacenter.setSchedulingInterval(1);
        final Host third = lab.hosts.get(2);
        lab.at(20, () -> lab.datacenter.requestVmMigration(vm, third));
        final Vm late = Lab.newVm(Lab.MIPS, 1, 64);
        late.setSubmissionDelay(15);
        lab.submit(late, 1);
        lab.cloudlet(late, 5);
        lab.at(LATER - 1, this::standsStillAtTheTarget);
        lab.datacenter.setTechnique(vm, State.RECOVERING_POSTCOPY.technique());
        lab.migrateAt(START, vm, 1);
        lab.at(MIDWAY, () -> lab.datacenter.removeHost(source));
        lab.simulation.terminateAt(LATER);
        lab.run();
        assertThat(lab.records()).hasSize(2);
        ended(lab.records().get(0), Outcome.PAUSED, "host-left");
        ended(lab.records().get(1), Outcome.REFUSED, "vm-paused");
        assertThat(vm.isInMigration()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVE", "STOPPED"})
    void listenerMayCancelWhenItHearsOfTheMigration(final State state) {
        lab.datacenter.addOnMigrationStartListener(info -> lab.datacenter.cancelMigration(vm));
        lab.technique(state.technique());
        lab.migrateAt(START, vm, 1);
        lab.at(LATER, this::checkThatNothingIsLeftOver);
        lab.run();
        ended(lab.onlyRecord(), Outcome.CANCELLED, "cancelled");
        runsOn(source, lab.onlyRecord());
    }

    @Test
    void listenerMayCancelWhenItHearsOfARound() {
        lab.datacenter.setMemoryProfile(any -> MemoryProfile.uniform(any, 1, 5_000));
        lab.datacenter.addOnRoundFinishListener(info -> lab.datacenter.cancelMigration(vm));
        lab.migrateAt(START, vm, 1);
        lab.run();
        ended(lab.onlyRecord(), Outcome.CANCELLED, "cancelled");
        assertThat(lab.onlyRecord().rounds()).hasSize(1);
        assertThat(lab.onlyRecord().blackoutSeconds()).isZero();
        runsOn(source, lab.onlyRecord());
    }

    @Test
    void secondCancelFromAListenerFindsNothingToCallOff() {
        final List<Boolean> cancelled = new ArrayList<>();
        lab.datacenter.addOnVmStopListener(info -> {
            cancelled.add(lab.datacenter.cancelMigration(vm));
            cancelled.add(lab.datacenter.cancelMigration(vm));
        });
        lab.migrateAt(START, vm, 1);
        lab.run();
        assertThat(cancelled).containsExactly(true, false);
        ended(lab.onlyRecord(), Outcome.CANCELLED, "cancelled");
    }

    @Test
    void listenerMayCancelWhenItHearsThatTheVmHasStopped() {
        lab.datacenter.addOnVmStopListener(info -> lab.datacenter.cancelMigration(vm));
        lab.migrateAt(START, vm, 1);
        lab.run();
        ended(lab.onlyRecord(), Outcome.CANCELLED, "cancelled");
        runsOn(source, lab.onlyRecord());
    }

    @Test
    void listenerMayCutTheLinkWhenItHearsThatTheVmRunsAtTheTarget() {
        lab.datacenter.setTopology(star(lab.hosts), Host::toString);
        lab.datacenter.addOnVmResumeListener(info -> lab.datacenter.cutLink("core", source.toString()));
        lab.migrateAt(START, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        runsOn(target, lab.onlyRecord());
    }

    @Test
    void linkCutWhileTheVmResumesInPostCopyLosesIt() {
        lab.datacenter.setTopology(star(lab.hosts), Host::toString);
        lab.datacenter.addOnVmResumeListener(info -> lab.datacenter.cutLink("core", source.toString()));
        lab.technique(Techniques.postcopy());
        lab.migrateAt(START, vm, 1);
        lab.simulation.terminateAt(LATER);
        lab.run();
        ended(lab.onlyRecord(), Outcome.VM_LOST, "link-failed");
        isGone();
    }
}
