package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that fail, and VMs that are destroyed, without the datacenter's being told: {@code setFailed}, {@code destroyVm}. */
final class SilentFailureTest {
    private static final double START = 10;
    private static final double FAILURE = 12;
    private static final double STILL_MISSED = 1.01;
    private static final Technique RECOVERING = Techniques.postcopy().toBuilder()
            .switchOver(PostCopy.DEFAULT.withRecovery())
            .build();

    private final Lab lab = new Lab(3);
    private final Host source = lab.hosts.get(0);
    private final Host target = lab.hosts.get(1);
    private final Vm vm = lab.vm(0, 1_024); // 16 s to copy
    private final Cloudlet cloudlet = lab.cloudlet(vm, 50);

    private MigrationRecord migrate(final Technique technique) {
        lab.technique(technique);
        lab.migrateAt(START, vm, 1);
        lab.simulation.terminateAt(100);
        return lab.run().onlyRecord();
    }

    private void wireHosts() {
        lab.datacenter.setTopology(
                Topology.builder()
                        .node(source.toString())
                        .node(target.toString())
                        .link(source.toString(), target.toString(), 1e9, 0)
                        .build(),
                Host::toString);
    }

    private void checkMissedWithinASecond(final MigrationRecord record) {
        assertThat(START + record.totalSeconds()).isBetween(FAILURE, FAILURE + STILL_MISSED);
    }

    @Test
    void targetIsMissedInTheMidstOfTheFinalCopy() {
        lab.at(FAILURE, () -> target.setFailed(true));
        final MigrationRecord record = migrate(Techniques.stopAndCopy());
        assertThat(record.ending().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.ending().stopReason()).isEqualTo("target-failed");
        checkMissedWithinASecond(record);
        assertThat(cloudlet.isFinished()).isTrue();
    }

    @Test
    void sourceIsMissedInTheMidstOfTheFinalCopy() {
        lab.at(FAILURE, () -> source.setFailed(true));
        final MigrationRecord record = migrate(Techniques.stopAndCopy());
        assertThat(record.ending().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(record.ending().stopReason()).isEqualTo("source-failed");
        checkMissedWithinASecond(record);
    }

    /** Twice a second somebody else begins or ceases to send. */
    @Test
    void targetIsMissedThoughTheRateChangesAllTheTime() {
        for (int i = 0; i < 40; i++) {
            final double rate = i % 2 == 0 ? 1e6 : 0;
            lab.at(START + 0.45 * (i + 1), () -> lab.datacenter.setTraffic(source, lab.hosts.get(2), rate));
        }
        lab.at(FAILURE, () -> target.setFailed(true));
        final MigrationRecord record = migrate(Techniques.stopAndCopy());
        assertThat(record.ending().stopReason()).isEqualTo("target-failed");
        checkMissedWithinASecond(record);
    }

    @Test
    void vmIsMissedInTheMidstOfTheFinalCopy() {
        lab.at(FAILURE, () -> ((HostAbstract) source).destroyVm(vm));
        final MigrationRecord record = migrate(Techniques.stopAndCopy());
        assertThat(record.ending().stopReason()).isEqualTo("vm-destroyed");
        checkMissedWithinASecond(record);
    }

    /** Nothing goes any more, and nothing is going to happen; but somewhere else a cloudlet is through at 30 s. */
    @ParameterizedTest
    @CsvSource({"true, FAILED, target-failed", "false, VM_LOST, source-failed"})
    void hostIsMissedWhenTheDatacenterNextDoesSomethingIfNothingGoes(
            final boolean atTarget, final Outcome outcome, final String reason) {
        wireHosts();
        lab.at(FAILURE, () -> lab.datacenter.setLinkCapacity(source.toString(), target.toString(), 0));
        lab.at(FAILURE + 1, () -> (atTarget ? target : source).setFailed(true));
        lab.cloudlet(lab.vm(2, 128), 30);
        final MigrationRecord record = migrate(Techniques.stopAndCopy());
        assertThat(record.ending().outcome()).isEqualTo(outcome);
        assertThat(record.ending().stopReason()).isEqualTo(reason);
        assertThat(START + record.totalSeconds()).isBetween(29.9, 30.1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hostThatFailsWhileRecoveringPostCopyWaitsForItsLinkLosesTheVm(final boolean atTarget) {
        wireHosts();
        lab.at(FAILURE, () -> lab.datacenter.cutLink(source.toString(), target.toString()));
        lab.at(FAILURE + 3, () -> (atTarget ? target : source).setFailed(true));
        lab.cloudlet(lab.vm(2, 128), 30);
        final MigrationRecord record = migrate(RECOVERING);
        assertThat(START + record.totalSeconds()).isBetween(FAILURE + 3, 30.1);
        assertThat(record.ending().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(record.ending().stopReason()).isEqualTo(atTarget ? "target-failed" : "source-failed");
    }

    /** Nothing else happens in the datacenter: found out at the end, and told as what it is. */
    @Test
    void hostThatNobodyHasMissedIsFoundAtTheEnd() {
        final var quiet = new Lab(2).technique(Techniques.stopAndCopy());
        final Vm moved = quiet.vm(0, 1_024);
        quiet.cloudlet(moved, 50);
        final String from = quiet.hosts.get(0).toString();
        final String to = quiet.hosts.get(1).toString();
        quiet.datacenter.setTopology(
                Topology.builder().node(from).node(to).link(from, to, 1e9, 0).build(), Host::toString);
        quiet.migrateAt(START, moved, 1);
        quiet.at(FAILURE, () -> quiet.datacenter.setLinkCapacity(from, to, 0));
        quiet.at(FAILURE + 1, () -> quiet.hosts.get(1).setFailed(true));
        assertThat(quiet.run().onlyRecord().ending().stopReason()).isEqualTo("target-failed");
        assertThat(quiet.onlyRecord().ending().outcome()).isEqualTo(Outcome.FAILED);
    }

    /** The end comes before the next look. */
    @Test
    void hostThatFailsJustBeforeTheEndIsFound() {
        lab.technique(Techniques.stopAndCopy());
        lab.migrateAt(START, vm, 1);
        lab.at(FAILURE + 0.3, () -> target.setFailed(true));
        lab.at(FAILURE + 0.4, lab.simulation::terminate);
        assertThat(lab.run().onlyRecord().ending().stopReason()).isEqualTo("target-failed");
    }
}
