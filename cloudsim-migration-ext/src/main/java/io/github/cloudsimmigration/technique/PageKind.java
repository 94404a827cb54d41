package io.github.cloudsimmigration.technique;

/** How an item travels over the wire. */
public enum PageKind {
    /** A whole page. */
    NORMAL("normal"),
    /** A zero page, sent as a mark (QEMU's {@code duplicate}). */
    DUPLICATE("duplicate"),
    /** A page in an encoding shorter than itself. */
    COMPRESSED("compressed"),
    /** A page as its difference from the one sent before (QEMU's XBZRLE); unchanged ones take no bytes. */
    XBZRLE("xbzrle"),
    /** No page: marks of pages that are not sent, and headers of packets. */
    FRAMING("framing"),
    /** No page, nor anything else of the memory: the state of processors and devices, and with it post-copy's list of stale pages. */
    DEVICE_STATE("device-state");

    private final String label;

    PageKind(final String label) {
        this.label = label;
    }

    /** {@return the name used in reports} */
    public String label() {
        return label;
    }
}
