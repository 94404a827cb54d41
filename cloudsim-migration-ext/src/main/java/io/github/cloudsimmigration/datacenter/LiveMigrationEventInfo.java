package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.RoundRecord;
import java.util.Optional;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.listeners.EventInfo;
import org.cloudsimplus.listeners.EventListener;
import org.cloudsimplus.vms.Vm;
import org.jspecify.annotations.Nullable;

/** What has happened in a live migration: told to the listeners of a {@link LiveMigrationDatacenter}. */
public final class LiveMigrationEventInfo implements EventInfo {
    private final EventListener<LiveMigrationEventInfo> listener;
    private final double time;
    private final Vm vm;
    private final Host sourceHost;
    private final Host targetHost;
    private final @Nullable RoundRecord round;
    private final @Nullable MigrationRecord migration;

    LiveMigrationEventInfo(
            final EventListener<LiveMigrationEventInfo> listener,
            final double time,
            final Vm vm,
            final Host sourceHost,
            final Host targetHost,
            final @Nullable RoundRecord round,
            final @Nullable MigrationRecord migration) {
        this.listener = listener;
        this.time = time;
        this.vm = vm;
        this.sourceHost = sourceHost;
        this.targetHost = targetHost;
        this.round = round;
        this.migration = migration;
    }

    @Override
    public double getTime() {
        return time;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends EventInfo> EventListener<T> getListener() {
        return (EventListener<T>) listener;
    }

    public Vm getVm() {
        return vm;
    }

    public Host getSourceHost() {
        return sourceHost;
    }

    public Host getTargetHost() {
        return targetHost;
    }

    /** {@return the round that has finished, when one has} */
    public Optional<RoundRecord> getRound() {
        return Optional.ofNullable(round);
    }

    /** {@return the record of the migration, when it has finished} */
    public Optional<MigrationRecord> getMigration() {
        return Optional.ofNullable(migration);
    }
}
