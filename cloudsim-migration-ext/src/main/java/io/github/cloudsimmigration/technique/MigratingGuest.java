package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.UpdateCounts;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What decisions may look at of the guest that migrates. */
public final class MigratingGuest {
    private final GuestMemory memory;
    private final @Nullable UpdateCounts updates;
    private final DoubleSupplier pagesPerSecond;

    /**
     * Describes a guest.
     *
     * @param memory its memory
     * @param updates how often each page was written since the VM started, or null if nobody counts
     * @param pagesPerSecond the pace of the last round that sent anything, in pages of the memory per second; infinite before
     */
    public MigratingGuest(
            final GuestMemory memory, final @Nullable UpdateCounts updates, final DoubleSupplier pagesPerSecond) {
        this.memory = memory;
        this.updates = updates;
        this.pagesPerSecond = pagesPerSecond;
    }

    public GuestMemory memory() {
        return memory;
    }

    /** {@return the number of pages that page sets have: the guest's, or those of a sample of them} */
    public int pages() {
        return memory.pages();
    }

    /** {@return the number of the guest's pages, as rounds are told in} */
    public int guestPages() {
        return memory.layout().guestPages();
    }

    /** {@return the pace of the last round that sent anything, in {@link #pages} per second; infinite if none did} */
    public double pagesPerSecond() {
        return pagesPerSecond.getAsDouble();
    }

    /**
     * {@return how often each page was written, since the VM started if the selection asked for it, since the migration started if
     * only the encoding did; live}
     *
     * @throws IllegalStateException if neither did ({@link PageSelection#countsUpdates()}, {@link PageEncoding.Need#UPDATE_COUNTS})
     */
    public UpdateCounts updates() {
        if (updates == null) {
            throw new IllegalStateException(
                    "page updates are not counted: neither the selection nor the encoding needs them (countsUpdates(), Need.UPDATE_COUNTS)");
        }
        return updates;
    }
}
