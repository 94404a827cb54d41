package io.github.cloudsimmigration.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Flows that share links max-min fairly: no flow can get more without taking from one that has no more than it.
 *
 * <p>Sketch: progressive filling. The link with the smallest fair share settles the flows that cross it at that share; what
 * they leave elsewhere is shared by the rest; and so on. A flow with a limit below its share settles at the limit. Only flows
 * that are connected to a change by common links are shared out anew.
 *
 * <p>Complexity of one sharing: O(L F) for L links and F flows of the connected part.
 *
 * <p>The network has no clock of its own: every call says what time it is, and time never goes back.
 *
 * <p>Reference: D. Bertsekas, R. Gallager, "Data Networks", 2nd ed., 1992, section 6.5.2.
 */
public final class FairNetwork {
    /**
     * Opens a flow. It takes nothing from anybody until it sends.
     *
     * @param path the links it crosses
     * @param rateListener told whenever the flow's rate has changed while it sends, so that its arrival has
     * @return the flow
     */
    public Flow open(final List<Link> path, final Consumer<Flow> rateListener) {
        return new Flow(path, rateListener);
    }

    /**
     * Begins a transfer.
     *
     * @param flow a flow whose last transfer, if any, is through
     * @param now the time, in seconds
     * @param bytes how much
     * @param maxBytesPerSecond no faster than this, above 0
     */
    public void send(final Flow flow, final double now, final long bytes, final double maxBytesPerSecond) {
        final boolean sameShare = flow.sending() && flow.maxBytesPerSecond() == maxBytesPerSecond;
        flow.begin(now, bytes, maxBytesPerSecond);
        if (!sameShare) {
            flow.path().forEach(link -> link.sendingFlows().add(flow));
            share(flow.path(), now);
        }
    }

    /**
     * Ends a flow's sending: what it had is for the others. Does nothing if it does not send.
     *
     * @param flow the flow
     * @param now the time, in seconds
     */
    public void stop(final Flow flow, final double now) {
        if (!flow.sending()) {
            return;
        }
        flow.stop();
        flow.path().forEach(link -> link.sendingFlows().remove(flow));
        share(flow.path(), now);
    }

    private static void share(final List<Link> changed, final double now) {
        final Set<Link> links = connectedTo(changed);
        final Set<Flow> open = new LinkedHashSet<>();
        for (final Link link : links) {
            link.unshared = link.bytesPerSecond();
            open.addAll(link.sendingFlows());
        }
        while (!open.isEmpty()) {
            final double share = smallestShare(links, open);
            final List<Flow> settling = flowsSettledAt(share, links, open);
            for (final Flow flow : settling) {
                open.remove(flow);
                flow.path().forEach(link -> link.unshared = Math.max(0, link.unshared - rateAt(share, flow)));
                flow.changeRate(now, rateAt(share, flow));
            }
        }
    }

    private static double rateAt(final double share, final Flow flow) {
        return Math.min(share, flow.maxBytesPerSecond());
    }

    private static Set<Link> connectedTo(final List<Link> changed) {
        final Set<Link> found = new LinkedHashSet<>(changed);
        final var toVisit = new ArrayDeque<>(changed);
        while (!toVisit.isEmpty()) {
            for (final Flow flow : toVisit.removeFirst().sendingFlows()) {
                for (final Link link : flow.path()) {
                    if (found.add(link)) {
                        toVisit.add(link);
                    }
                }
            }
        }
        return found;
    }

    private static double smallestShare(final Set<Link> links, final Set<Flow> open) {
        double smallest = Double.POSITIVE_INFINITY;
        for (final Link link : links) {
            final long sharers =
                    link.sendingFlows().stream().filter(open::contains).count();
            if (sharers > 0) {
                smallest = Math.min(smallest, link.unshared / sharers);
            }
        }
        return smallest;
    }

    private static List<Flow> flowsSettledAt(final double share, final Set<Link> links, final Set<Flow> open) {
        final List<Flow> limited =
                open.stream().filter(flow -> flow.maxBytesPerSecond() <= share).toList();
        if (!limited.isEmpty()) {
            return limited;
        }
        final Set<Flow> settling = new LinkedHashSet<>();
        for (final Link link : links) {
            final List<Flow> sharers =
                    link.sendingFlows().stream().filter(open::contains).toList();
            if (!sharers.isEmpty() && link.unshared / sharers.size() <= share) {
                settling.addAll(sharers);
            }
        }
        return new ArrayList<>(settling);
    }
}
