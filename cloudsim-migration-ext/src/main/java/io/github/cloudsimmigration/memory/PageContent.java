package io.github.cloudsimmigration.memory;

/** What is in a page, as far as an encoder cares. */
public enum PageContent {
    /** Zero bytes only. */
    ZERO,
    /** Mostly zero bytes with some words between them. */
    SPARSE,
    /** Text and pointers: long runs are rare, dictionaries help. */
    TEXT,
    /** Compressed, encrypted or random data. */
    RANDOM
}
