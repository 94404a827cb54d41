package io.github.cloudsimmigration.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Shares links out max-min fairly by weight: no flow can get more without taking from one whose rate per weight is no higher.
 *
 * <p>Sketch: the level, which is the rate per weight of all flows that are not settled, rises. The link that is full first
 * settles the flows that cross it at that level; what they leave elsewhere is shared by the rest; and so on. A flow settles at
 * its limit when the level reaches it. A link's level only rises while others settle, so that a heap of links by the level last
 * found needs a fresh level at its top alone.
 *
 * <p>Only the flows that are connected to a change by common links are shared out anew. Complexity: O((L + P) log L + F log F)
 * for L links and F flows of the connected part, P the sum of the lengths of their paths.
 *
 * <p>Flows that can use a part of their share only ({@link FairNetwork#setPace}) settle at that part in a second filling.
 *
 * <p>Does not claim to find the few flows a change reaches inside the connected part.
 *
 * <p>Reference: D. Bertsekas, R. Gallager, "Data Networks", 2nd ed., 1992, section 6.5.2; the weights are ours.
 */
final class ProgressiveFilling {
    private final List<Link> links = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private final LevelHeap linkLevels = new LevelHeap();
    private final LevelHeap limitLevels = new LevelHeap();
    private int number;
    private int unsettled;

    /**
     * Gives all flows connected with changed links their new rates.
     *
     * @param changed the links
     * @param now the time, in seconds
     * @param retimed receives the flows whose rate is another now
     */
    void share(final List<Link> changed, final double now, final List<Flow> retimed) {
        connect(changed);
        fill();
        boolean slowed = false;
        for (int i = 0; i < flows.size(); i++) {
            slowed |= flows.get(i).reenter();
        }
        if (slowed) {
            fill();
        }
        for (int i = 0; i < flows.size(); i++) {
            if (flows.get(i).takeRate(now)) {
                retimed.add(flows.get(i));
            }
        }
        links.clear();
        flows.clear();
    }

    private void connect(final List<Link> changed) {
        number++;
        changed.forEach(this::enter);
        for (int i = 0; i < links.size(); i++) {
            final List<Flow> sending = links.get(i).sendingFlows();
            for (int j = 0; j < sending.size(); j++) {
                final Flow flow = sending.get(j);
                if (flow.enter(number)) {
                    flows.add(flow);
                    for (int k = 0; k < flow.pathLength(); k++) {
                        enter(flow.link(k));
                    }
                }
            }
        }
    }

    private void enter(final Link link) {
        if (link.enter(number)) {
            links.add(link);
        }
    }

    private void fillHeaps() {
        linkLevels.clear();
        limitLevels.clear();
        for (int i = 0; i < links.size(); i++) {
            if (!links.get(i).sendingFlows().isEmpty()) {
                links.get(i).startSharing();
                linkLevels.add(links.get(i).level(), i);
            }
        }
        for (int i = 0; i < flows.size(); i++) {
            final double limit = flows.get(i).limit();
            if (limit < Double.POSITIVE_INFINITY) {
                limitLevels.add(limit / flows.get(i).weight(), i);
            }
        }
    }

    private void fill() {
        fillHeaps();
        double reached = 0;
        unsettled = flows.size();
        while (unsettled > 0) {
            final Link link = links.get(linkLevels.top());
            if (link.unsettledFlows() == 0) {
                linkLevels.removeTop();
            } else if (!limitLevels.isEmpty() && limitLevels.topLevel() <= linkLevels.topLevel()) {
                reached = Math.max(reached, limitLevels.topLevel());
                final Flow flow = flows.get(limitLevels.top());
                settle(flow, flow.limit(), reached);
                limitLevels.removeTop();
            } else if (link.levelHasRisen()) {
                linkLevels.raiseTop(link.findLevel(reached));
            } else {
                reached = link.level();
                final List<Flow> sending = link.sendingFlows();
                for (int i = 0; i < sending.size(); i++) {
                    settle(sending.get(i), sending.get(i).weight() * reached, reached);
                }
            }
        }
    }

    private void settle(final Flow flow, final double rate, final double level) {
        if (!flow.settled()) {
            flow.settle(rate, level);
            unsettled--;
        }
    }
}
