package io.github.cloudsimmigration.engine;

/**
 * How a request to migrate ended, and why.
 *
 * @param outcome what became of it
 * @param stopReason a word for why: of a completed migration why its live phase ended, of any other what stopped it
 * @param explanation a sentence for people; empty if the word says it all
 */
public record Ending(Outcome outcome, String stopReason, String explanation) {}
