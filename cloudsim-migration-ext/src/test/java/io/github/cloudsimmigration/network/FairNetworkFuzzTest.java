package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * Random flows that come, go and change on random links that are cut and mended: the sharing stays max-min fair by weight, and
 * no byte is lost.
 */
final class FairNetworkFuzzTest {
    private static final int SEEDS = 300;
    private static final int EVENTS = 60;
    private static final double LARGEST_CAPACITY = 1e9;
    private static final double RELATIVE = 1e-9;
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    @Test
    void sharingIsMaxMinFairAndUsesNoMoreThanThereIs() {
        for (long seed = 0; seed < SEEDS; seed++) {
            final var world = new World(seed);
            for (int event = 0; event < EVENTS; event++) {
                world.timePasses();
                world.somethingHappens();
                world.checkCapacities();
                world.checkBottlenecks();
                world.checkReference();
                world.checkArrivals();
            }
        }
    }

    private static final class Transfer {
        private final List<Link> path;
        private final Flow flow;
        private double limit = NO_LIMIT;
        private double weight = 1;
        private double left;

        Transfer(final List<Link> path, final Flow flow) {
            this.path = path;
            this.flow = flow;
        }

        double level() {
            return flow.bytesPerSecond() / weight;
        }

        boolean held() {
            return limit == 0 || path.stream().anyMatch(link -> link.bytesPerSecond() == 0);
        }
    }

    private static final class World {
        private final long seed;
        private final SplittableRandom random;
        private final boolean together;
        private final FairNetwork network;
        private final List<Link> links = new ArrayList<>();
        private final List<Transfer> transfers = new ArrayList<>();
        private final Set<Flow> notified = new HashSet<>();
        private int askedToShare;
        private double now;

        World(final long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.together = random.nextBoolean();
            this.network = together ? new FairNetwork(() -> askedToShare++) : new FairNetwork();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                links.add(new Link("link " + i, someCapacity()));
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

        void timePasses() {
            final double soonest = transfers.stream()
                    .filter(transfer -> transfer.flow.sending())
                    .mapToDouble(transfer -> transfer.flow.arrivalSeconds())
                    .filter(Double::isFinite)
                    .min()
                    .orElse(now + 1);
            final double fraction = random.nextBoolean() ? 1 : random.nextDouble();
            final double then = now + fraction * (Math.max(now, soonest) - now);
            for (final Transfer transfer : transfers) {
                transfer.left -= transfer.flow.bytesPerSecond() * (then - now);
            }
            now = then;
        }

        void somethingHappens() {
            List<Double> before = rates();
            List<Boolean> rated = rated();
            notified.clear();
            askedToShare = 0;
            if (together) {
                for (int i = 1 + random.nextInt(5); i > 0; i--) {
                    oneChange();
                }
                assertThat(notified).as("seed %d at %s s", seed, now).isEmpty();
                assertThat(askedToShare).as("seed %d at %s s", seed, now).isLessThanOrEqualTo(1);
                before = rates();
                rated = rated();
                network.share();
            } else {
                oneChange();
            }
            for (int i = 0; i < transfers.size(); i++) {
                final Flow flow = transfers.get(i).flow;
                if (flow.sending()) {
                    assertThat(notified.contains(flow))
                            .as("seed %d at %s s: told of a new rate", seed, now)
                            .isEqualTo(!rated.get(i) || flow.bytesPerSecond() != before.get(i));
                }
            }
        }

        private List<Double> rates() {
            return transfers.stream()
                    .map(transfer -> transfer.flow.bytesPerSecond())
                    .toList();
        }

        private List<Boolean> rated() {
            return transfers.stream().map(transfer -> transfer.flow.isRated()).toList();
        }

        private void oneChange() {
            final Transfer transfer = someTransfer();
            switch (random.nextInt(7)) {
                case 0 -> {
                    network.stop(transfer.flow, now);
                    transfer.left = 0;
                }
                case 1 -> {
                    transfer.limit = someLimit(0);
                    transfer.left = Double.POSITIVE_INFINITY;
                    network.demand(transfer.flow, now, transfer.limit);
                }
                case 2 -> {
                    transfer.weight = random.nextBoolean() ? 1 + random.nextInt(4) : random.nextDouble(1e-3, 1e3);
                    network.setWeight(transfer.flow, now, transfer.weight);
                }
                case 3 -> {
                    final Link link = links.get(random.nextInt(links.size()));
                    network.setCapacity(link, now, random.nextInt(3) == 0 ? 0 : someCapacity());
                }
                default -> {
                    final long bytes = random.nextLong(1, 1_000_000_000);
                    transfer.limit = someLimit(1);
                    transfer.left = bytes;
                    network.send(transfer.flow, now, bytes, transfer.limit);
                }
            }
        }

        /** One that is through, if there is one and chance has it. */
        private Transfer someTransfer() {
            final Transfer any = transfers.get(random.nextInt(transfers.size()));
            return random.nextBoolean()
                    ? any
                    : transfers.stream()
                            .filter(transfer -> transfer.flow.sending() && transfer.flow.arrivalSeconds() <= now)
                            .findFirst()
                            .orElse(any);
        }

        private double someCapacity() {
            return random.nextBoolean() ? 100 : random.nextDouble(1, LARGEST_CAPACITY);
        }

        private double someLimit(final double least) {
            return switch (random.nextInt(4)) {
                case 0 -> random.nextDouble(1, 1e8);
                case 1 -> random.nextDouble(1, 100);
                case 2 -> least;
                default -> NO_LIMIT;
            };
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

        /** Max-min: a sending flow is at its limit, or crosses a full link on which no flow has more for its weight. */
        void checkBottlenecks() {
            for (final Transfer transfer : transfers) {
                final double rate = transfer.flow.bytesPerSecond();
                if (!transfer.flow.sending()) {
                    assertThat(rate).as("seed %d at %s s", seed, now).isZero();
                    continue;
                }
                assertThat(rate == 0).as("seed %d at %s s", seed, now).isEqualTo(transfer.held());
                assertThat(rate).as("seed %d at %s s", seed, now).isLessThanOrEqualTo(transfer.limit * (1 + RELATIVE));
                assertThat(rate >= transfer.limit * (1 - RELATIVE)
                                || transfer.path.stream().anyMatch(link -> holdsBack(link, transfer)))
                        .as("seed %d at %s s: rate %s, limit %s", seed, now, rate, transfer.limit)
                        .isTrue();
            }
        }

        private boolean holdsBack(final Link link, final Transfer held) {
            return link.usedBytesPerSecond() >= link.bytesPerSecond() * (1 - RELATIVE)
                    && transfers.stream()
                            .filter(transfer -> transfer.path.contains(link))
                            .allMatch(transfer -> transfer.level() <= held.level() * (1 + RELATIVE)
                                    || transfer.flow.bytesPerSecond() <= RELATIVE * link.bytesPerSecond());
        }

        void checkReference() {
            final Map<Transfer, Double> expected = reference();
            for (final Transfer transfer : transfers) {
                final double rate = expected.getOrDefault(transfer, 0.0);
                assertThat(transfer.flow.bytesPerSecond())
                        .as("seed %d at %s s", seed, now)
                        .isCloseTo(rate, within(RELATIVE * (rate + 1e-3 * LARGEST_CAPACITY)));
            }
        }

        /** All rates grow together, by weight, until something holds one back; and so on with the others. */
        private Map<Transfer, Double> reference() {
            final Map<Transfer, Double> rates = new HashMap<>();
            final List<Transfer> growing = new ArrayList<>(transfers.stream()
                    .filter(transfer -> transfer.flow.sending())
                    .toList());
            growing.forEach(transfer -> rates.put(transfer, 0.0));
            while (!growing.isEmpty()) {
                final Map<Transfer, Double> growth = new HashMap<>();
                for (final Transfer transfer : growing) {
                    final DoubleStream room = transfer.path.stream().mapToDouble(link -> growth(link, rates, growing));
                    final double own = (transfer.limit - rates.getOrDefault(transfer, 0.0)) / transfer.weight;
                    growth.put(transfer, Math.min(own, room.min().orElseThrow()));
                }
                final double least = growth.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElseThrow();
                growing.forEach(transfer -> rates.merge(transfer, least * transfer.weight, Double::sum));
                growing.removeIf(transfer -> growth.getOrDefault(transfer, 0.0) <= least);
            }
            return rates;
        }

        private static double growth(final Link link, final Map<Transfer, Double> rates, final List<Transfer> growing) {
            double free = link.bytesPerSecond();
            double weight = 0;
            for (final Map.Entry<Transfer, Double> entry : rates.entrySet()) {
                if (entry.getKey().path.contains(link)) {
                    free -= entry.getValue();
                    weight += growing.contains(entry.getKey()) ? entry.getKey().weight : 0;
                }
            }
            return Math.max(0, free) / weight;
        }

        void checkArrivals() {
            final double clockError = EVENTS * Math.ulp(now) * LARGEST_CAPACITY + 1e-3;
            for (final Transfer transfer : transfers) {
                final Flow flow = transfer.flow;
                if (!flow.sending()) {
                    continue;
                }
                if (Double.isInfinite(transfer.left)) {
                    assertThat(flow.bytesLeft(now)).isInfinite();
                    assertThat(flow.arrivalSeconds()).isInfinite();
                    continue;
                }
                assertThat(flow.bytesLeft(now))
                        .as("seed %d at %s s: bytes left", seed, now)
                        .isCloseTo(transfer.left, within(clockError));
                if (flow.bytesPerSecond() > 0) {
                    assertThat((flow.arrivalSeconds() - now) * flow.bytesPerSecond())
                            .as("seed %d at %s s: bytes left", seed, now)
                            .isCloseTo(flow.bytesLeft(now), within(clockError));
                } else {
                    assertThat(Double.isInfinite(flow.arrivalSeconds()))
                            .as("seed %d at %s s", seed, now)
                            .isEqualTo(flow.bytesLeft(now) > 0);
                }
            }
        }
    }
}
