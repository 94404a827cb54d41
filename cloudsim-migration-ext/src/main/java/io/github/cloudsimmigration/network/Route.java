package io.github.cloudsimmigration.network;

import java.util.List;

/**
 * The way from one node of a topology to another.
 *
 * @param links what it crosses, in order
 * @param latencySeconds how long the first byte is under way
 */
public record Route(List<Link> links, double latencySeconds) {
    /** Keeps a copy of the links. */
    public Route {
        links = List.copyOf(links);
    }
}
