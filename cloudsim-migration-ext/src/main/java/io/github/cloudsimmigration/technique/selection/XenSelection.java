package io.github.cloudsimmigration.technique.selection;

import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageSelection;

/**
 * Classic pre-copy: send every pending page that was not written again before its turn.
 *
 * <p>Source: C. Clark et al., "Live Migration of Virtual Machines", NSDI 2005; Xen's legacy {@code xc_domain_save}
 * ({@code to_send} without {@code to_skip}).
 *
 * <p>Cost per round: O(n / 64) words. It keeps no history: a page that is written in every round is sent in every round
 * in which its batch comes up before the write.
 *
 * @param peeks whether pages that were written again before their turn are left out; modern Xen does not look
 * @param skipsFreePages whether pages that the guest's allocator has not handed out are never sent (ME2)
 */
public record XenSelection(boolean peeks, boolean skipsFreePages) implements PageSelection {
    /** Modern Xen's and QEMU's: sends every pending page, without a look into the dirty log. */
    public static final XenSelection UNPEEKED = new XenSelection(false, false);

    /** Legacy Xen's without free pages (ME2). */
    public static final XenSelection WITHOUT_FREE_PAGES = new XenSelection(true, true);

    /** Legacy Xen's: peeks, and sends free pages like others. */
    public XenSelection() {
        this(true, false);
    }

    @Override
    public Selector start(final MigratingGuest guest) {
        return (round, pending, send) -> send.set(pending);
    }
}
