package io.github.cloudsimmigration.technique;

/**
 * What each of some batches is that are sent one after the other at a steady rate.
 *
 * @param bytes what it is on the wire
 * @param pages how many pages it stands for
 * @param seconds how long it takes, above 0
 */
public record BatchPace(long bytes, int pages, double seconds) {}
