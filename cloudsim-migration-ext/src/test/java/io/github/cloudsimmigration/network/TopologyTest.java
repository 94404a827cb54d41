package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TopologyTest {
    private static final double CAPACITY = 100;

    @Test
    void routeInATreeGoesUpAndDown() {
        final Topology tree =
                Topology.twoLevelTree(List.of(List.of("a", "b", "c"), List.of("d", "e")), CAPACITY, 1.5, 0.25);
        assertThat(named(tree.route("a", "b"))).containsExactly("a -> rack 0", "rack 0 -> b");
        assertThat(tree.route("a", "b").latencySeconds()).isEqualTo(0.5);
        assertThat(named(tree.route("c", "d")))
                .containsExactly("c -> rack 0", "rack 0 -> core", "core -> rack 1", "rack 1 -> d");
        assertThat(tree.route("c", "d").latencySeconds()).isEqualTo(1);
        assertThat(tree.link("a", "rack 0").bytesPerSecond()).isEqualTo(CAPACITY);
        assertThat(tree.link("rack 0", "core").bytesPerSecond()).isEqualTo(200);
        assertThat(tree.link("core", "rack 1").bytesPerSecond()).isEqualTo(2 * CAPACITY / 1.5);
        assertThat(tree.nodes()).containsExactly("core", "rack 0", "a", "b", "c", "rack 1", "d", "e");
        assertThat(tree.links()).hasSize(14);
    }

    @Test
    void routesOfOneTopologyCrossTheSameLinks() {
        final Topology tree = Topology.twoLevelTree(List.of(List.of("a", "b"), List.of("c")), CAPACITY, 1, 0);
        assertThat(tree.route("a", "c").links().get(1))
                .isSameAs(tree.route("b", "c").links().get(1))
                .isSameAs(tree.link("rack 0", "core"));
        assertThat(tree.route("a", "c")).isSameAs(tree.route("a", "c"));
        assertThat(tree.route("c", "a").links())
                .doesNotContainAnyElementsOf(tree.route("a", "c").links());
    }

    @Test
    void fewerLinksWinOverLatency() {
        final Topology topology = nodes("a", "b", "c")
                .link("a", "b", CAPACITY, 0.1)
                .link("b", "c", CAPACITY, 0.1)
                .link("a", "c", CAPACITY, 5)
                .build();
        assertThat(named(topology.route("a", "c"))).containsExactly("a -> c");
        assertThat(topology.route("a", "c").latencySeconds()).isEqualTo(5);
    }

    @Test
    void amongAsManyLinksTheSmallerLatencyWins() {
        final Topology topology = nodes("a", "b", "c", "d")
                .link("a", "b", CAPACITY, 1)
                .link("b", "d", CAPACITY, 1)
                .link("a", "c", CAPACITY, 1)
                .link("c", "d", CAPACITY, 0.5)
                .build();
        assertThat(named(topology.route("a", "d"))).containsExactly("a -> c", "c -> d");
        assertThat(topology.route("d", "a").latencySeconds()).isEqualTo(1.5);
    }

    @Test
    void amongEqualRoutesTheLinksAddedFirstWin() {
        final Topology topology = nodes("a", "b", "c", "d")
                .link("c", "d", CAPACITY, 1)
                .link("b", "d", CAPACITY, 1)
                .link("a", "b", CAPACITY, 1)
                .link("a", "c", CAPACITY, 1)
                .build();
        assertThat(named(topology.route("a", "d"))).containsExactly("a -> b", "b -> d");
        assertThat(named(topology.route("d", "a"))).containsExactly("d -> c", "c -> a");
    }

    @Test
    void mistakesAreRefusedWithTheirNames() {
        final Topology.Builder builder = nodes("a", "b", "c").link("a", "b", CAPACITY, 0);
        refused(() -> builder.node("b"), "node b twice, expected once");
        refused(() -> builder.link("a", "b", CAPACITY, 0), "link a -> b twice, expected once");
        refused(() -> builder.link("b", "a", CAPACITY, 0), "link b -> a twice, expected once");
        refused(() -> builder.link("a", "a", CAPACITY, 0), "link a -> a, expected two nodes");
        refused(() -> builder.link("a", "x", CAPACITY, 0), "unknown node x, expected one of the 3 nodes: a, b, c");
        refused(
                () -> builder.link("a", "c", 0, 0),
                "capacity of link a -> c: 0.0 bytes/s, expected a finite number above 0");
        refused(
                () -> builder.link("a", "c", CAPACITY, -1),
                "latency of link a -> c: -1.0 s, expected a finite number of 0 or more");
        final Topology topology = builder.build();
        refused(() -> topology.route("a", "c"), "no route from a to c, expected connected nodes");
        refused(() -> topology.route("a", "a"), "route from a to itself, expected two nodes");
        refused(() -> topology.route("y", "a"), "unknown node y, expected one of the 3 nodes: a, b, c");
        refused(() -> topology.link("a", "c"), "no link a -> c, expected neighbours");
        refused(
                () -> Topology.twoLevelTree(List.of(List.of("a")), CAPACITY, 0, 0),
                "oversubscription 0.0, expected a finite number above 0");
        refused(
                () -> Topology.twoLevelTree(List.of(List.of("a"), List.of()), CAPACITY, 1, 0),
                "rack 1 without hosts, expected at least one");
    }

    @Test
    void buildingOnDoesNotChangeATopology() {
        final Topology.Builder builder = nodes("a", "b").link("a", "b", CAPACITY, 0);
        final Topology topology = builder.build();
        builder.node("c").link("b", "c", CAPACITY, 0);
        assertThat(topology.nodes()).containsExactly("a", "b");
        assertThat(topology.links()).hasSize(2);
    }

    /** Trees and graphs, connected or not, against relaxation over (links, latency) till nothing changes. */
    @Test
    void routesAreTheShortest() {
        for (long seed = 0; seed < 200; seed++) {
            final var random = new SplittableRandom(seed);
            final int size = 2 + random.nextInt(15);
            final Topology.Builder builder =
                    nodes(IntStream.range(0, size).mapToObj(Integer::toString).toArray(String[]::new));
            final double[][] latency = new double[size][size];
            for (final double[] row : latency) {
                Arrays.fill(row, Double.NaN);
            }
            final boolean tree = random.nextBoolean();
            for (int i = 1; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    final boolean wired = tree ? j == (i - 1) / 2 : random.nextInt(4) == 0;
                    if (wired) {
                        latency[i][j] = random.nextInt(4) * 0.25;
                        latency[j][i] = latency[i][j];
                        builder.link(Integer.toString(i), Integer.toString(j), CAPACITY, latency[i][j]);
                    }
                }
            }
            final Topology topology = builder.build();
            for (int start = 0; start < size; start++) {
                check(topology, seed, start, latency);
            }
        }
    }

    private static void check(final Topology topology, final long seed, final int start, final double[][] latency) {
        final int size = latency.length;
        final double[] hops = new double[size];
        final double[] seconds = new double[size];
        Arrays.fill(hops, Double.POSITIVE_INFINITY);
        hops[start] = 0;
        for (int round = 0; round < size; round++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    final double through = seconds[i] + latency[i][j];
                    if (!Double.isNaN(through)
                            && (hops[i] + 1 < hops[j] || (hops[i] + 1 == hops[j] && through < seconds[j]))) {
                        hops[j] = hops[i] + 1;
                        seconds[j] = through;
                    }
                }
            }
        }
        for (int end = 0; end < size; end++) {
            final String from = Integer.toString(start);
            final String to = Integer.toString(end);
            if (end == start) {
                continue;
            }
            if (Double.isInfinite(hops[end])) {
                refused(() -> topology.route(from, to), "no route from " + from + " to " + to);
                continue;
            }
            final Route route = topology.route(from, to);
            assertThat((double) route.links().size())
                    .as("seed %d: links from %s to %s", seed, from, to)
                    .isEqualTo(hops[end]);
            assertThat(route.latencySeconds())
                    .as("seed %d: latency from %s to %s", seed, from, to)
                    .isCloseTo(seconds[end], within(1e-12));
            assertThat(walk(route, start, latency))
                    .as("seed %d: end of the route from %s to %s", seed, from, to)
                    .containsExactly(end, seconds[end]);
        }
    }

    /** Where the links lead, and in what time. */
    private static List<Number> walk(final Route route, final int start, final double[][] latency) {
        int node = start;
        double seconds = 0;
        for (final Link link : route.links()) {
            final String[] ends = link.toString().split(" -> ", -1);
            assertThat(ends[0]).isEqualTo(Integer.toString(node));
            final int next = Integer.parseInt(ends[1]);
            seconds += latency[node][next];
            node = next;
        }
        return new ArrayList<>(List.of(node, seconds));
    }

    private static Topology.Builder nodes(final String... names) {
        final Topology.Builder builder = Topology.builder();
        for (final String name : names) {
            builder.node(name);
        }
        return builder;
    }

    private static List<String> named(final Route route) {
        return route.links().stream().map(Link::toString).toList();
    }

    private static void refused(final Runnable mistake, final String message) {
        assertThatIllegalArgumentException().isThrownBy(mistake::run).withMessageContaining(message);
    }
}
