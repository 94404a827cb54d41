package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is true of links whose capacity has been shared out. */
public final class LinkChecks {
    private static final double ROUNDING = 1e-9;

    private LinkChecks() {}

    /** No link carries more than it can, and no flow has less than it wants unless a link on its way is full. */
    public static void check(final String what, final Collection<Link> links) {
        final Set<Flow> flows = new LinkedHashSet<>();
        final Map<Link, Double> used = new HashMap<>();
        for (final Link link : links) {
            flows.addAll(link.sendingFlows());
            used.put(link, link.usedBytesPerSecond());
            if (used.get(link) > link.bytesPerSecond() * (1 + ROUNDING)) {
                assertThat(used.get(link)).as("%s: load of %s", what, link).isLessThanOrEqualTo(link.bytesPerSecond());
            }
        }
        for (final Flow flow : flows) {
            final boolean hasAll = flow.bytesPerSecond() >= wanted(flow) * (1 - ROUNDING);
            if (!hasAll && flow.path().stream().noneMatch(link -> isFull(link, used))) {
                assertThat(flow.bytesPerSecond())
                        .as("%s: rate across %s, none of which is full", what, flow.path())
                        .isEqualTo(wanted(flow));
            }
        }
    }

    /** {@return what a flow wants: all it can send, and if it can use a part of its share only, that part} */
    private static double wanted(final Flow flow) {
        return flow.pace() == 1
                ? flow.maxBytesPerSecond()
                : Math.min(flow.maxBytesPerSecond(), flow.pace() * flow.shareBytesPerSecond());
    }

    private static boolean isFull(final Link link, final Map<Link, Double> used) {
        assertThat(used).as("loads of the links that are known").containsKey(link);
        return used.get(link) >= link.bytesPerSecond() * (1 - ROUNDING);
    }

    /** {@return what a link carries of transfers, which end, in bytes per second} */
    public static double ofTransfers(final Link link, final double now) {
        return link.sendingFlows().stream()
                .filter(flow -> Double.isFinite(flow.bytesLeft(now)))
                .mapToDouble(Flow::bytesPerSecond)
                .sum();
    }

    /** {@return what the flows want that cross no other link and want anything, in bytes per second, in order} */
    public static List<Double> wantedByItself(final Link link) {
        return link.sendingFlows().stream()
                .filter(flow -> flow.path().size() == 1 && flow.maxBytesPerSecond() > 0)
                .map(Flow::maxBytesPerSecond)
                .sorted()
                .toList();
    }
}
