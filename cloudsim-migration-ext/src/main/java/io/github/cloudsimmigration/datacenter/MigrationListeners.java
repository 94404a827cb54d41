package io.github.cloudsimmigration.datacenter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cloudsimplus.listeners.EventListener;

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

    void add(final Moment moment, final EventListener<LiveMigrationEventInfo> listener) {
        at(moment).add(listener);
    }

    /**
     * Tells of something.
     *
     * @param moment what has happened
     * @param news what a listener is told
     */
    void tell(final Moment moment, final Function<EventListener<LiveMigrationEventInfo>, LiveMigrationEventInfo> news) {
        List.copyOf(at(moment)).forEach(listener -> listener.update(news.apply(listener)));
    }

    private List<EventListener<LiveMigrationEventInfo>> at(final Moment moment) {
        return listeners.computeIfAbsent(moment, unheard -> new ArrayList<>());
    }
}
