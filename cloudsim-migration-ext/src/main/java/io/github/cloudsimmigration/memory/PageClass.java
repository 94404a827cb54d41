package io.github.cloudsimmigration.memory;

/** What the guest does with a page. */
public enum PageClass {
    /** Not handed out by the guest's allocator: its content matters to nobody. */
    UNALLOCATED,
    /** Allocated and never written again: code, constants, page cache. */
    READ_ONLY,
    /** Allocated and open to writes. */
    WRITABLE
}
