package io.github.cloudsimmigration.datacenter;

import java.util.List;
import org.cloudsimplus.vms.Vm;

/**
 * What an allocation policy sees of the migrations when it looks for others: their VMs, and those that wait for their turn, are about to leave
 * their hosts. Stock schedulers tax VMs that are, so it lasts only until the policy has looked.
 */
final class PolicyView {
    private final OngoingMigrations ongoing;
    private final MigrationDispatcher dispatcher;
    private boolean shown;
    private List<Vm> waiting = List.of();

    PolicyView(final OngoingMigrations ongoing, final MigrationDispatcher dispatcher) {
        this.ongoing = ongoing;
        this.dispatcher = dispatcher;
    }

    void show() {
        ongoing.running().forEach(RunningMigration::showToPolicy);
        waiting = dispatcher.waitingVms();
        waiting.forEach(vm -> showAsLeaving(vm, true));
        shown = true;
    }

    /** Puts right what the policy was shown, and what it may have changed since. */
    void end() {
        if (shown) {
            shown = false;
            waiting.forEach(vm -> showAsLeaving(vm, false));
            ongoing.all().forEach(RunningMigration::holdOn);
        }
    }

    private static void showAsLeaving(final Vm vm, final boolean leaving) {
        vm.setInMigration(leaving);
        if (leaving) {
            vm.getHost().addVmMigratingOut(vm);
        } else {
            vm.getHost().removeVmMigratingOut(vm);
        }
    }
}
