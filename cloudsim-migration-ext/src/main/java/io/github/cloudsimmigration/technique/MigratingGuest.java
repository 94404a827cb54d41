package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.UpdateCounts;
import org.jspecify.annotations.Nullable;

/** What decisions may look at of the guest that migrates. */
public final class MigratingGuest {
    private final GuestMemory memory;
    private final @Nullable UpdateCounts updates;

    /**
     * Describes a guest.
     *
     * @param memory its memory
     * @param updates how often each page was written since the VM started, or null if nobody counts
     */
    public MigratingGuest(final GuestMemory memory, final @Nullable UpdateCounts updates) {
        this.memory = memory;
        this.updates = updates;
    }

    public GuestMemory memory() {
        return memory;
    }

    /** {@return the number of pages} */
    public int pages() {
        return memory.pages();
    }

    /**
     * {@return how often each page was written since the VM started; live}
     *
     * @throws IllegalStateException if the selection did not ask for it ({@link PageSelection#countsUpdates()})
     */
    public UpdateCounts updates() {
        if (updates == null) {
            throw new IllegalStateException("page updates are not counted: PageSelection.countsUpdates() is false");
        }
        return updates;
    }
}
