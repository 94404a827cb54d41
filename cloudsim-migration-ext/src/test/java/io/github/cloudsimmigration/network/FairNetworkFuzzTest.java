package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random flows that come and go on random topologies: the sharing stays max-min fair, and no byte is lost. */
final class FairNetworkFuzzTest {
    private static final int SEEDS = 150;
    private static final int EVENTS = 60;
    private static final double RELATIVE = 1e-9;

    @Test
    void sharingIsMaxMinFairAndUsesNoMoreThanThereIs() {
        for (long seed = 0; seed < SEEDS; seed++) {
            final var world = new World(seed);
            for (int event = 0; event < EVENTS; event++) {
                world.somethingHappens();
                world.checkCapacities();
                world.checkBottlenecks();
                world.checkArrivals();
            }
        }
    }

    private static final class Transfer {
        private final List<Link> path;
        private final Flow flow;
        private double limit;
        private double left;

        Transfer(final List<Link> path, final Flow flow) {
            this.path = path;
            this.flow = flow;
        }
    }

    private static final class World {
        private final long seed;
        private final SplittableRandom random;
        private final FairNetwork network = new FairNetwork();
        private final List<Link> links = new ArrayList<>();
        private final List<Transfer> transfers = new ArrayList<>();
        private final Set<Flow> notified = new HashSet<>();
        private double now;

        World(final long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                links.add(new Link("link " + i, random.nextBoolean() ? 100 : random.nextDouble(1, 1e9)));
            }
            for (int i = 1 + random.nextInt(12); i > 0; i--) {
                final List<Link> path = new ArrayList<>();
                path.add(links.get(random.nextInt(links.size())));
                links.stream()
                        .filter(link -> !path.contains(link) && random.nextInt(3) == 0)
                        .forEach(path::add);
                transfers.add(new Transfer(path, network.open(path, notified::add)));
            }
        }

        void somethingHappens() {
            final double soonest = transfers.stream()
                    .filter(transfer -> transfer.flow.sending())
                    .mapToDouble(transfer -> transfer.flow.arrivalSeconds())
                    .min()
                    .orElse(now + 1);
            final double fraction = random.nextBoolean() ? 1 : random.nextDouble();
            final double then = now + fraction * (Math.max(now, soonest) - now);
            for (final Transfer transfer : transfers) {
                transfer.left -= transfer.flow.bytesPerSecond() * (then - now);
            }
            now = then;
            final List<Double> before = transfers.stream()
                    .map(transfer -> transfer.flow.bytesPerSecond())
                    .toList();
            notified.clear();
            final Transfer transfer = transfers.get(random.nextInt(transfers.size()));
            if (random.nextInt(3) == 0) {
                network.stop(transfer.flow, now);
                transfer.left = 0;
            } else {
                final long bytes = random.nextLong(1, 1_000_000_000);
                transfer.limit = random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble(1, 1e8);
                transfer.left = bytes;
                network.send(transfer.flow, now, bytes, transfer.limit);
            }
            for (int i = 0; i < transfers.size(); i++) {
                final Flow flow = transfers.get(i).flow;
                if (flow.sending()) {
                    assertThat(notified.contains(flow))
                            .as("seed %d at %s s: told of a new rate", seed, now)
                            .isEqualTo(flow.bytesPerSecond() != before.get(i));
                }
            }
        }

        void checkCapacities() {
            for (final Link link : links) {
                final double used = transfers.stream()
                        .filter(transfer -> transfer.path.contains(link))
                        .mapToDouble(transfer -> transfer.flow.bytesPerSecond())
                        .sum();
                assertThat(used)
                        .as("seed %d at %s s: %s", seed, now, link)
                        .isLessThanOrEqualTo(link.bytesPerSecond() * (1 + RELATIVE))
                        .isCloseTo(link.usedBytesPerSecond(), within(RELATIVE * link.bytesPerSecond()));
            }
        }

        /** Max-min: a sending flow is at its limit, or crosses a full link on which no flow has more. */
        void checkBottlenecks() {
            for (final Transfer transfer : transfers) {
                final double rate = transfer.flow.bytesPerSecond();
                if (!transfer.flow.sending()) {
                    assertThat(rate).as("seed %d at %s s", seed, now).isZero();
                    continue;
                }
                assertThat(rate).as("seed %d at %s s", seed, now).isPositive().isLessThanOrEqualTo(transfer.limit);
                assertThat(rate == transfer.limit || transfer.path.stream().anyMatch(link -> holdsBack(link, rate)))
                        .as("seed %d at %s s: rate %s, limit %s", seed, now, rate, transfer.limit)
                        .isTrue();
            }
        }

        private boolean holdsBack(final Link link, final double rate) {
            return link.usedBytesPerSecond() >= link.bytesPerSecond() * (1 - RELATIVE)
                    && transfers.stream()
                            .filter(transfer -> transfer.path.contains(link))
                            .allMatch(transfer -> transfer.flow.bytesPerSecond() <= rate * (1 + RELATIVE));
        }

        void checkArrivals() {
            for (final Transfer transfer : transfers) {
                if (transfer.flow.sending()) {
                    final double sentThen = (transfer.flow.arrivalSeconds() - now) * transfer.flow.bytesPerSecond();
                    assertThat(sentThen)
                            .as("seed %d at %s s: bytes left", seed, now)
                            .isCloseTo(transfer.left, within(1e-6 * Math.max(1e9, transfer.flow.bytesPerSecond())));
                }
            }
        }
    }
}
