package io.github.cloudsimmigration.technique;

/** How an item travels over the wire. */
public enum PageKind {
    /** A whole page. */
    NORMAL("normal"),
    /** A zero page, sent as a mark (QEMU's {@code duplicate}). */
    DUPLICATE("duplicate"),
    /** A page in an encoding shorter than itself. */
    COMPRESSED("compressed"),
    /** No page: the state of processors and devices. */
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
