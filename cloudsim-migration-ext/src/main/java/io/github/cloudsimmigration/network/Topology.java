package io.github.cloudsimmigration.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.Validate;

/**
 * Which node is wired to which: any graph of named nodes (hosts, switches) and duplex links.
 *
 * <p>A route has the fewest links; among those the smallest latency; among those the links that were added first, compared from
 * its beginning. Every node passes traffic on. A route is found when first asked for, by a breadth-first search from its end in
 * O(nodes + links), and kept: memory grows with the pairs in use, not with all there are.
 *
 * <p>The wiring does not change, but its links are what flows share: a topology serves one {@link FairNetwork}.
 */
public final class Topology {
    private static final int UNSEEN = -1;

    private final Map<String, Integer> numbers;
    private final List<List<Hop>> hops;
    private final List<Link> links;
    private final Map<Long, Route> routes = new HashMap<>();

    private record Hop(int to, Link link, double latencySeconds) {}

    private Topology(final Builder builder) {
        this.numbers = new LinkedHashMap<>(builder.numbers);
        this.hops = builder.hops.stream().map(List::copyOf).toList();
        this.links = List.copyOf(builder.links);
    }

    /** {@return a builder without nodes} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return a tree of hosts, racks and one core} The switches are called {@code rack 0}, {@code rack 1} and so on, and
     * {@code core}.
     *
     * @param racks the names of the hosts of each rack
     * @param hostBytesPerSecond the capacity of a host's link, each direction
     * @param oversubscription how much more the hosts of a rack can send than its link to the core takes, above 0 (1: all can
     *     send at once)
     * @param latencySeconds the latency of each link, 0 or more
     */
    public static Topology twoLevelTree(
            final List<List<String>> racks,
            final double hostBytesPerSecond,
            final double oversubscription,
            final double latencySeconds) {
        Validate.noNullElements(racks, "racks of a tree: null, or null at index %d, expected lists of nodes");
        Validate.isTrue(
                oversubscription > 0 && Double.isFinite(oversubscription),
                "oversubscription %s, expected a finite number above 0",
                oversubscription);
        final Builder builder = builder().node("core");
        for (int i = 0; i < racks.size(); i++) {
            final String rack = "rack " + i;
            final List<String> hosts = racks.get(i);
            Validate.notEmpty(hosts, "%s without hosts, expected at least one", rack);
            builder.node(rack).link(rack, "core", hosts.size() * hostBytesPerSecond / oversubscription, latencySeconds);
            hosts.forEach(host -> builder.node(host).link(host, rack, hostBytesPerSecond, latencySeconds));
        }
        return builder.build();
    }

    /** {@return the names of all nodes, in the order they were added} */
    public List<String> nodes() {
        return List.copyOf(numbers.keySet());
    }

    /** {@return both directions of all links, in the order they were added} */
    public List<Link> links() {
        return links;
    }

    /** {@return the link from one node to a neighbour, this direction of it} */
    public Link link(final String from, final String to) {
        final int end = number(numbers, to);
        for (final Hop hop : hops.get(number(numbers, from))) {
            if (hop.to() == end) {
                return hop.link();
            }
        }
        throw new IllegalArgumentException("no link " + nameOf(from, to) + ", expected neighbours");
    }

    /** {@return the route from one node to another} */
    public Route route(final String from, final String to) {
        final Route route = routeOrNone(from, to);
        Validate.isTrue(!route.links().isEmpty(), "no route from %s to %s, expected connected nodes", from, to);
        return route;
    }

    /** {@return whether there is a node of that name} */
    public boolean has(final String node) {
        return numbers.containsKey(node);
    }

    /** {@return whether there is a route from one node to another} */
    public boolean connects(final String from, final String to) {
        return !routeOrNone(from, to).links().isEmpty();
    }

    private Route routeOrNone(final String from, final String to) {
        final int start = number(numbers, from);
        final int end = number(numbers, to);
        Validate.isTrue(start != end, "route from %s to itself, expected two nodes", from);
        final long pair = (long) start << Integer.SIZE | end;
        return routes.computeIfAbsent(pair, unknown -> find(start, end));
    }

    private Route find(final int start, final int end) {
        final int[] hopsLeft = new int[hops.size()];
        final double[] latencyLeft = new double[hops.size()];
        searchFrom(end, start, hopsLeft, latencyLeft);
        final List<Link> path = new ArrayList<>();
        for (int node = start; hopsLeft[node] > 0; ) {
            final Hop next = firstOnTheWay(node, hopsLeft, latencyLeft);
            path.add(next.link());
            node = next.to();
        }
        return new Route(path, latencyLeft[start]);
    }

    /** A level of the search is complete, latencies included, before the next begins. */
    private void searchFrom(final int end, final int start, final int[] hopsLeft, final double[] latencyLeft) {
        Arrays.fill(hopsLeft, UNSEEN);
        final int[] queue = new int[hops.size()];
        int seen = 0;
        queue[seen++] = end;
        hopsLeft[end] = 0;
        for (int i = 0; i < seen && (hopsLeft[start] == UNSEEN || hopsLeft[queue[i]] < hopsLeft[start]); i++) {
            final int node = queue[i];
            for (final Hop hop : hops.get(node)) {
                final double latency = hop.latencySeconds() + latencyLeft[node];
                if (hopsLeft[hop.to()] == UNSEEN) {
                    hopsLeft[hop.to()] = hopsLeft[node] + 1;
                    latencyLeft[hop.to()] = latency;
                    queue[seen++] = hop.to();
                } else if (hopsLeft[hop.to()] == hopsLeft[node] + 1) {
                    latencyLeft[hop.to()] = Math.min(latencyLeft[hop.to()], latency);
                }
            }
        }
    }

    private Hop firstOnTheWay(final int node, final int[] hopsLeft, final double[] latencyLeft) {
        for (final Hop hop : hops.get(node)) {
            if (hopsLeft[hop.to()] == hopsLeft[node] - 1
                    && hop.latencySeconds() + latencyLeft[hop.to()] == latencyLeft[node]) {
                return hop;
            }
        }
        throw new AssertionError("a node that was reached has a next one");
    }

    private static int number(final Map<String, Integer> numbers, final String name) {
        final Integer number = numbers.get(name);
        if (number == null) {
            final int shown = 10;
            final String known =
                    String.join(", ", numbers.keySet().stream().limit(shown).toList());
            throw new IllegalArgumentException("unknown node " + name + ", expected one of the " + numbers.size()
                    + " nodes: " + known + (numbers.size() > shown ? ", ..." : ""));
        }
        return number;
    }

    private static String nameOf(final String from, final String to) {
        return from + " -> " + to;
    }

    /** Collects nodes and links. */
    public static final class Builder {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();
        private final List<List<Hop>> hops = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a node.
         *
         * @param name what to call it, unlike any other
         * @return this
         */
        public Builder node(final String name) {
            Validate.isTrue(!numbers.containsKey(name), "node %s twice, expected once", name);
            numbers.put(name, numbers.size());
            hops.add(new ArrayList<>());
            return this;
        }

        /**
         * Wires two nodes, both directions alike.
         *
         * @param one a node added before
         * @param other another one, not wired to it yet
         * @param bytesPerSecond the capacity of each direction, above 0
         * @param latencySeconds how long a byte is under way, 0 or more
         * @return this
         */
        public Builder link(
                final String one, final String other, final double bytesPerSecond, final double latencySeconds) {
            final int first = number(numbers, one);
            final int second = number(numbers, other);
            Validate.isTrue(first != second, "link %s, expected two nodes", nameOf(one, other));
            Validate.isTrue(
                    hops.get(first).stream().noneMatch(hop -> hop.to() == second),
                    "link %s twice, expected once",
                    nameOf(one, other));
            Validate.isTrue(
                    bytesPerSecond > 0 && Double.isFinite(bytesPerSecond),
                    "capacity of link %s: %s bytes/s, expected a finite number above 0",
                    nameOf(one, other),
                    bytesPerSecond);
            Validate.isTrue(
                    latencySeconds >= 0 && Double.isFinite(latencySeconds),
                    "latency of link %s: %s s, expected a finite number of 0 or more",
                    nameOf(one, other),
                    latencySeconds);
            addHop(first, second, new Link(nameOf(one, other), bytesPerSecond), latencySeconds);
            addHop(second, first, new Link(nameOf(other, one), bytesPerSecond), latencySeconds);
            return this;
        }

        private void addHop(final int from, final int to, final Link link, final double latencySeconds) {
            hops.get(from).add(new Hop(to, link, latencySeconds));
            links.add(link);
        }

        /** {@return the topology} */
        public Topology build() {
            return new Topology(this);
        }
    }
}
