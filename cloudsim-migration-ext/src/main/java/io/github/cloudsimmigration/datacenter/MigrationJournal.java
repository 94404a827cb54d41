package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.RoundRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.listeners.EventListener;
import org.cloudsimplus.vms.Vm;
import org.jspecify.annotations.Nullable;

/** Keeps the records of a datacenter's migrations, and tells listeners what happens. */
final class MigrationJournal {
    private final SimulationClock clock;
    private final Map<Moment, List<EventListener<LiveMigrationEventInfo>>> listeners = new EnumMap<>(Moment.class);
    private final List<MigrationRecord> migrations = new ArrayList<>();
    private final List<MigrationRecord> retried = new ArrayList<>();

    /** What can be heard of. */
    enum Moment {
        MIGRATION_START,
        ROUND_FINISH,
        VM_STOP,
        VM_RESUME,
        MIGRATION_RETRY,
        MIGRATION_FINISH
    }

    MigrationJournal(final SimulationClock clock) {
        this.clock = clock;
    }

    void listen(final Moment moment, final EventListener<LiveMigrationEventInfo> listener) {
        Validate.notNull(listener, "null, expected a listener");
        listenersAt(moment).add(listener);
    }

    /** {@return the records of requests that have ended; a live view} */
    List<MigrationRecord> migrations() {
        return Collections.unmodifiableList(migrations);
    }

    /** {@return the records of tries that were followed by another; a live view} */
    List<MigrationRecord> retried() {
        return Collections.unmodifiableList(retried);
    }

    void started(final RunningMigration migration) {
        tell(Moment.MIGRATION_START, migration.vm(), migration.source(), migration.target(), null, null);
    }

    void roundFinished(final RunningMigration migration, final RoundRecord round) {
        tell(Moment.ROUND_FINISH, migration.vm(), migration.source(), migration.target(), round, null);
    }

    void vmStopped(final RunningMigration migration) {
        tell(Moment.VM_STOP, migration.vm(), migration.source(), migration.target(), null, null);
    }

    void vmResumed(final RunningMigration migration) {
        tell(Moment.VM_RESUME, migration.vm(), migration.source(), migration.target(), null, null);
    }

    /** Takes note of a try that is followed by another. */
    void triedInVain(final Vm vm, final Host source, final Host target, final MigrationRecord record) {
        retried.add(record);
        tell(Moment.MIGRATION_RETRY, vm, source, target, null, record);
    }

    /** Takes note of the end of a request. */
    void finished(final Vm vm, final Host source, final Host target, final MigrationRecord record) {
        migrations.add(record);
        tell(Moment.MIGRATION_FINISH, vm, source, target, null, record);
    }

    private void tell(
            final Moment moment,
            final Vm vm,
            final Host source,
            final Host target,
            final @Nullable RoundRecord round,
            final @Nullable MigrationRecord record) {
        final double now = clock.now();
        for (final var listener : List.copyOf(listenersAt(moment))) { // who may add others
            listener.update(new LiveMigrationEventInfo(listener, now, vm, source, target, round, record));
        }
    }

    private List<EventListener<LiveMigrationEventInfo>> listenersAt(final Moment moment) {
        return listeners.computeIfAbsent(moment, unheard -> new ArrayList<>());
    }
}
