package io.github.cloudsimmigration.memory;

/** A way to make a page shorter that {@link PageSample} knows measured sizes of. */
public enum Compression {
    /** Byte-wise run-length encoding: pairs of a count, up to 255, and a byte. */
    RUN_LENGTH,
    /** zlib at level 1, the fastest. */
    ZLIB
}
