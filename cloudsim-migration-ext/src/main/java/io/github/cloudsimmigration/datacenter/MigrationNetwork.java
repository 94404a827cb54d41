package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.network.FairNetwork;
import io.github.cloudsimmigration.network.Flow;
import io.github.cloudsimmigration.network.Link;
import io.github.cloudsimmigration.network.Link.OneMore;
import io.github.cloudsimmigration.network.Outlook;
import io.github.cloudsimmigration.network.Route;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.network.Wire;
import io.github.cloudsimmigration.technique.CopyPhase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.util.BytesConversion;
import org.jspecify.annotations.Nullable;

/**
 * What migrations cross: the migration NICs of their hosts (full duplex, one link out and one in, made when first needed) and, if there is a
 * topology, the links between.
 */
final class MigrationNetwork {
    /**
     * With more competing flows than this there is no look ahead: the rate one more flow would have now is taken for the whole migration.
     */
    private static final int MOST_COMPETITORS = 64;

    private final SimulationClock clock;
    private final FairNetwork network;
    private final IdentityHashMap<Host, Nic> nics = new IdentityHashMap<>();
    private final Map<Link, Double> capacityOfCutLinks = new HashMap<>();
    private @Nullable Topology topology;
    private Function<Host, String> nodes = Host::toString;

    record Nic(Link out, Link in) {}

    /**
     * What a migration has of the network from now on.
     *
     * @param live while the VM runs at the source
     * @param stopped while it stands still
     * @param postCopy while it runs at the target
     * @param roundTripSeconds how long a bit takes to the target and back
     */
    record Share(ScheduledWire live, ScheduledWire stopped, ScheduledWire postCopy, double roundTripSeconds) {
        /** {@return the same, no faster than a limit} */
        Share limited(final double bytesPerSecond) {
            return new Share(
                    live.limited(bytesPerSecond),
                    stopped.limited(bytesPerSecond),
                    postCopy.limited(bytesPerSecond),
                    roundTripSeconds);
        }

        /** {@return the same, at a part of each of its rates} */
        Share paced(final double ofLive, final double ofStopped, final double ofPostCopy) {
            return new Share(
                    live.scaled(ofLive), stopped.scaled(ofStopped), postCopy.scaled(ofPostCopy), roundTripSeconds);
        }

        /** {@return what it sends within its first second while the VM runs at the source, in bytes} */
        double bytesInTheFirstSecond() {
            return live.bytesWithin(0, 1, Double.POSITIVE_INFINITY);
        }

        Wire wire(final CopyPhase phase) {
            return switch (phase) {
                case LIVE -> live;
                case STOPPED -> stopped;
                case POSTCOPY -> postCopy;
            };
        }
    }

    /** A way from one host to another, and how long a bit takes to get there and back. */
    record Path(List<Link> links, double roundTripSeconds) {
        /** {@return what the link that takes least takes, in bytes per second} */
        double leastCapacity() {
            return links.stream().mapToDouble(Link::bytesPerSecond).min().orElse(0);
        }
    }

    /**
     * Creates a network without a topology.
     *
     * @param clock says what time it is
     * @param shareSoon run when rates have to be shared out at the end of the moment
     */
    MigrationNetwork(final SimulationClock clock, final Runnable shareSoon) {
        this.clock = clock;
        this.network = new FairNetwork(shareSoon);
    }

    void setTopology(final Topology newTopology, final Function<Host, String> newNodeOf) {
        network.claim(newTopology.links());
        this.topology = newTopology;
        this.nodes = newNodeOf;
    }

    private String nodeOf(final Host host) {
        return String.valueOf(nodes.apply(host));
    }

    /** {@return whether there is a way from one host to another} */
    boolean connects(final Host source, final Host target) {
        return obstacle(source, target).isEmpty();
    }

    /** {@return why there is no way from one host to another; nothing if there is one} */
    Optional<String> obstacle(final Host source, final Host target) {
        for (final Host host : List.of(source, target)) {
            if (bytesPerSecondOf(host) == 0) {
                return Optional.of("the migration NIC of " + host + " has no bandwidth");
            }
        }
        if (topology == null) {
            return Optional.empty();
        }
        for (final Host host : List.of(source, target)) {
            if (!topology.has(nodeOf(host))) {
                return Optional.of(host + " is wired to node " + nodeOf(host) + ", which the topology does not have");
            }
        }
        return nodeOf(source).equals(nodeOf(target)) || topology.connects(nodeOf(source), nodeOf(target))
                ? Optional.empty()
                : Optional.of("no way leads from " + source + " to " + target);
    }

    /** Throws if there is no way from one host to another. */
    void checkWay(final Host source, final Host target) {
        obstacle(source, target).ifPresent(obstacle -> {
            throw new IllegalArgumentException(obstacle);
        });
    }

    Path path(final Host source, final Host target) {
        final List<Link> links = new ArrayList<>();
        links.add(nicOf(source).out());
        double latency = 0;
        if (topology != null && !nodeOf(source).equals(nodeOf(target))) {
            final Route route = topology.route(nodeOf(source), nodeOf(target));
            links.addAll(route.links());
            latency = route.latencySeconds();
        }
        links.add(nicOf(target).in());
        return new Path(links, 2 * latency);
    }

    /**
     * {@return what a migration that began now would have of the network; nothing if nothing gets through}
     *
     * @param target where to, or {@link Host#NULL} if that is not known: then the source's NIC alone matters
     * @param weight the migration's
     * @param sentByVm what the VM sends through the source's NIC as long as it runs there
     * @param vmReceives what the VM receives through the target's NIC once it runs there, in bytes per second
     * @param pausing flows that do not send now, but will soon
     * @param bytesToGo what a flow is expected to send still; infinite if it is not expected to end
     */
    Optional<Share> shareOfOneMore(
            final Host source,
            final Host target,
            final double weight,
            final Set<Flow> sentByVm,
            final double vmReceives,
            final List<Flow> pausing,
            final ToDoubleFunction<Flow> bytesToGo) {
        if (target != Host.NULL && !connects(source, target)) {
            return Optional.empty();
        }
        network.share();
        final Path path = target == Host.NULL ? new Path(List.of(nicOf(source).out()), 0) : path(source, target);
        final var beside = new OneMore(weight, Set.of(), 0);
        final var without = new OneMore(weight, sentByVm, 0);
        final var along = new OneMore(weight, sentByVm, target == Host.NULL ? 0 : vmReceives);
        final double live = share(path, beside);
        final double stopped = share(path, without);
        if (live <= 0) {
            return Optional.empty();
        }
        final double postCopy = target == Host.NULL
                ? stopped
                : Math.min(
                        stopped,
                        nicOf(target).in().bytesPerSecondForOneMore(new OneMore(weight, Set.of(), vmReceives)));
        final ScheduledWire running = outlook(path, beside, live, pausing, bytesToGo);
        final ScheduledWire standing =
                sentByVm.isEmpty() ? running : outlook(path, without, stopped, pausing, bytesToGo);
        final ScheduledWire following =
                along.demand() == 0 ? standing : outlook(path, along, postCopy, pausing, bytesToGo);
        return Optional.of(new Share(running, standing, following, path.roundTripSeconds()));
    }

    private static double share(final Path path, final OneMore more) {
        return path.links().stream()
                .mapToDouble(link -> link.bytesPerSecondForOneMore(more))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static ScheduledWire outlook(
            final Path path,
            final OneMore more,
            final double otherwise,
            final List<Flow> pausing,
            final ToDoubleFunction<Flow> bytesToGo) {
        return Outlook.ofOneMore(path.links(), more, pausing, bytesToGo, MOST_COMPETITORS)
                .orElseGet(() -> ScheduledWire.constant(otherwise));
    }

    FairNetwork flows() {
        return network;
    }

    /** Cuts the cable between two nodes of the topology. */
    void cut(final String node, final String neighbour) {
        for (final Link link : cable(node, neighbour)) {
            if (capacityOfCutLinks.putIfAbsent(link, link.bytesPerSecond()) == null) {
                network.setCapacity(link, clock.now(), 0);
            }
        }
    }

    /** Mends a cable that was cut. */
    void mend(final String node, final String neighbour) {
        for (final Link link : cable(node, neighbour)) {
            final Double capacity = capacityOfCutLinks.remove(link);
            if (capacity != null) {
                network.setCapacity(link, clock.now(), capacity);
            }
        }
    }

    /** Changes what a cable takes, each direction; one that is cut takes it once it is mended. */
    void setCapacity(final String node, final String neighbour, final double bytesPerSecond) {
        Validate.isTrue(
                bytesPerSecond >= 0 && Double.isFinite(bytesPerSecond),
                "capacity of the link between %s and %s: %s bytes/s, expected a finite number of 0 or more",
                node,
                neighbour,
                bytesPerSecond);
        for (final Link link : cable(node, neighbour)) {
            if (capacityOfCutLinks.replace(link, bytesPerSecond) == null) {
                network.setCapacity(link, clock.now(), bytesPerSecond);
            }
        }
    }

    /** {@return whether a way leads over a cut cable} */
    boolean isCut(final Path path) {
        return !capacityOfCutLinks.isEmpty() && path.links().stream().anyMatch(capacityOfCutLinks::containsKey);
    }

    private List<Link> cable(final String node, final String neighbour) {
        if (topology == null) {
            throw new IllegalStateException("link between " + node + " and " + neighbour
                    + " in a datacenter without topology, expected setTopology first");
        }
        return List.of(topology.link(node, neighbour), topology.link(neighbour, node));
    }

    /** {@return the rate of a host's NIC, each way, which may be set as long as nobody has used it} */
    double nicBytesPerSecond(final Host host) {
        final Nic nic = nics.get(host);
        return nic == null ? bytesPerSecondOf(host) : nic.out().bytesPerSecond();
    }

    Nic nicOf(final Host host) {
        return nics.computeIfAbsent(host, MigrationNetwork::newNic);
    }

    private static Nic newNic(final Host host) {
        final double bytesPerSecond = bytesPerSecondOf(host);
        return new Nic(new Link(host + " out", bytesPerSecond), new Link(host + " in", bytesPerSecond));
    }

    private static double bytesPerSecondOf(final Host host) {
        final double share = host.getDatacenter().getBandwidthPercentForMigration();
        final double byDefault = host.getBw().getCapacity() * share;
        final double megabits = host instanceof LiveMigrationHost live
                ? live.getMigrationBandwidth().orElse(byDefault)
                : byDefault;
        return BytesConversion.megaBytesToBytes(BytesConversion.bitsToBytes(megabits));
    }
}
