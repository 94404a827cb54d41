package io.github.cloudsimmigration.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.lang3.Validate;

/**
 * Flows that share links max-min fairly: no flow can get more without taking from one that has no more than it.
 *
 * <p>Sketch: progressive filling. The link with the smallest fair share settles the flows that cross it at that share; what
 * they leave elsewhere is shared by the rest; and so on. A flow with a limit below its share settles at the limit. Only flows
 * that are connected to a change by common links are shared out anew.
 *
 * <p>Complexity of one sharing: O(L (L + F)) for L links and F flows of the connected part.
 *
 * <p>The network has no clock of its own: every call says what time it is, and time must not go back.
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
     * @param bytes how much, 0 or more
     * @param maxBytesPerSecond no faster than this, above 0
     */
    public void send(final Flow flow, final double now, final long bytes, final double maxBytesPerSecond) {
        Validate.isTrue(bytes >= 0, "transfer of %d bytes, expected 0 or more", bytes);
        Validate.isTrue(maxBytesPerSecond > 0, "rate limit of %s bytes/s, expected above 0", maxBytesPerSecond);
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
        final Set<Flow> flows = new LinkedHashSet<>();
        final List<Link> links = connected(changed, flows);
        for (final Link link : links) {
            link.startSharing();
        }
        final List<Flow> unsettled = new ArrayList<>(flows);
        unsettled.forEach(Flow::startSharing);
        while (!unsettled.isEmpty()) {
            final double share = smallestShare(links);
            settle(share, unsettled);
        }
        final List<Flow> faster = new ArrayList<>();
        for (final Flow flow : flows) {
            if (flow.takeShare(now)) {
                faster.add(flow);
            }
        }
        faster.forEach(Flow::tellRate);
    }

    private static List<Link> connected(final List<Link> changed, final Set<Flow> flows) {
        final Set<Link> found = new LinkedHashSet<>(changed);
        final var toVisit = new ArrayDeque<>(changed);
        while (!toVisit.isEmpty()) {
            for (final Flow flow : toVisit.removeFirst().sendingFlows()) {
                if (flows.add(flow)) {
                    for (final Link link : flow.path()) {
                        if (found.add(link)) {
                            toVisit.add(link);
                        }
                    }
                }
            }
        }
        return new ArrayList<>(found);
    }

    private static double smallestShare(final List<Link> links) {
        double smallest = Double.POSITIVE_INFINITY;
        for (final Link link : links) {
            smallest = Math.min(smallest, link.fairShare());
        }
        return smallest;
    }

    /** Settles the flows limited below the share or, if there are none, those that cross a link with no larger share. */
    private static void settle(final double share, final List<Flow> unsettled) {
        final List<Flow> settling = new ArrayList<>();
        for (final Flow flow : unsettled) {
            if (flow.maxBytesPerSecond() <= share) {
                settling.add(flow);
            }
        }
        if (settling.isEmpty()) {
            for (final Flow flow : unsettled) {
                if (flow.fairShare() <= share) {
                    settling.add(flow);
                }
            }
        }
        settling.forEach(flow -> flow.settle(Math.min(share, flow.maxBytesPerSecond())));
        unsettled.removeIf(Flow::settled);
    }
}
