package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.RoundRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.listeners.EventListener;
import org.cloudsimplus.vms.Vm;
import org.jspecify.annotations.Nullable;

/** Who is told of what. */
final class MigrationListeners {
    private final Map<Moment, List<EventListener<LiveMigrationEventInfo>>> listeners = new EnumMap<>(Moment.class);

    /** What can be heard of. */
    enum Moment {
        MIGRATION_START,
        ROUND_FINISH,
        VM_STOP,
        VM_RESUME,
        MIGRATION_RETRY,
        MIGRATION_FINISH
    }

    /**
     * What has happened to a migration.
     *
     * @param seconds when
     * @param vm who migrates
     * @param source from where
     * @param target to where
     * @param round the round that has ended, if one has
     * @param record what is left, if the migration has ended
     */
    record News(
            double seconds,
            Vm vm,
            Host source,
            Host target,
            @Nullable RoundRecord round,
            @Nullable MigrationRecord record) {}

    void add(final Moment moment, final EventListener<LiveMigrationEventInfo> listener) {
        at(moment).add(listener);
    }

    void tell(final Moment moment, final News news) {
        for (final EventListener<LiveMigrationEventInfo> listener : List.copyOf(at(moment))) {
            listener.update(new LiveMigrationEventInfo(
                    listener, news.seconds(), news.vm(), news.source(), news.target(), news.round(), news.record()));
        }
    }

    private List<EventListener<LiveMigrationEventInfo>> at(final Moment moment) {
        return listeners.computeIfAbsent(moment, unheard -> new ArrayList<>());
    }
}
