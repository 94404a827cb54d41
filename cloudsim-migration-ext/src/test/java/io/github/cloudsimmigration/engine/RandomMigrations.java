package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.HotColdAccess;
import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.MixedAccess;
import io.github.cloudsimmigration.access.PhasedAccess;
import io.github.cloudsimmigration.access.PhasedAccess.Phase;
import io.github.cloudsimmigration.access.ReadAccess;
import io.github.cloudsimmigration.access.SequentialAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.access.ZipfAccess;
import io.github.cloudsimmigration.memory.ContentMix;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.SendOrder;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.SwitchOver;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.encoding.FinalRoundEncoding;
import io.github.cloudsimmigration.technique.encoding.Me2Encoding;
import io.github.cloudsimmigration.technique.encoding.Multifd;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.encoding.Xbzrle;
import io.github.cloudsimmigration.technique.encoding.ZeroPages;
import io.github.cloudsimmigration.technique.encoding.ZlibPages;
import io.github.cloudsimmigration.technique.order.ColdBlocksFirst;
import io.github.cloudsimmigration.technique.order.PermutedOrder;
import io.github.cloudsimmigration.technique.order.StripesByRate;
import io.github.cloudsimmigration.technique.rate.AdaptiveRate;
import io.github.cloudsimmigration.technique.rate.AdaptiveRateStop;
import io.github.cloudsimmigration.technique.selection.BlockHistorySelection;
import io.github.cloudsimmigration.technique.selection.DelaySelection;
import io.github.cloudsimmigration.technique.selection.ProposedSelection;
import io.github.cloudsimmigration.technique.selection.ReuseDistanceSelection;
import io.github.cloudsimmigration.technique.selection.SecondChanceSelection;
import io.github.cloudsimmigration.technique.selection.WeightedHistorySelection;
import io.github.cloudsimmigration.technique.selection.XenSelection;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import io.github.cloudsimmigration.technique.stop.DowntimeLimitStop;
import io.github.cloudsimmigration.technique.stop.PostCopyAfter;
import io.github.cloudsimmigration.technique.switchover.Bubbling;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.PushOrder;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import io.github.cloudsimmigration.technique.throttle.AutoConverge;
import io.github.cloudsimmigration.technique.throttle.Slowdown;
import io.github.cloudsimmigration.technique.throttle.ThrottleSteps;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws guests, links and compositions of decisions; rounds go from far converging to never. */
final class RandomMigrations {
    private static final int MAX_PAGES = 5_000;
    private static final List<ClassicStop.Counted> COUNTED = List.of(ClassicStop.Counted.values());

    private final SplittableRandom random;
    private final MemoryLayout memory;
    private final AccessModel access;
    private final ScheduledWire link;
    private final double pagesPerSecond;
    private final double upSeconds;
    private final int vcpus;

    RandomMigrations(final long seed) {
        random = new SplittableRandom(seed);
        final int pages =
                random.nextBoolean() ? (int) Math.round(logUniform(1, MAX_PAGES)) : 1 + random.nextInt(MAX_PAGES);
        memory = new MemoryLayout(
                pages,
                random.nextBoolean() ? 4096 : 1024,
                random.nextBoolean() ? 1 : random.nextDouble(),
                random.nextBoolean() ? 0 : random.nextDouble(),
                new ContentMix(0.25, 0.25, 0.25, 0.25));
        pagesPerSecond = logUniform(10, 100_000);
        link = randomLink();
        access = randomAccess(pagesPerSecond * logUniform(0.003, 15), 2);
        vcpus = 1 + random.nextInt(4);
        upSeconds = random.nextBoolean() ? 0 : random.nextDouble() * sweepSeconds();
    }

    /** {@return the guest, with its accesses going through the oracle} */
    Guest guest(final VersionOracle oracle) {
        return new Guest(memory, oracle, upSeconds, () -> 1.0, vcpus);
    }

    AccessModel access() {
        return access;
    }

    MemoryLayout memory() {
        return memory;
    }

    ScheduledWire link() {
        return link;
    }

    double upSeconds() {
        return upSeconds;
    }

    /** {@return a link of constant rate, in bytes per second} */
    double constantRate() {
        return pagesPerSecond * memory.pageSize();
    }

    VersionOracle oracle() {
        return new VersionOracle(
                access, random.nextBoolean() ? VersionOracle.Writes.EXACT : VersionOracle.Writes.WORST_CASE);
    }

    /** {@return a composition of random decisions} */
    Technique composition() {
        final StopRule stopRule = randomStopRule();
        final SwitchOver switchOver =
                stopRule.asksForPostCopy() || random.nextInt(3) == 0 ? randomPostCopy() : randomStopAndCopy();
        final boolean finalRound = !(switchOver instanceof PostCopy);
        return Technique.named("composed")
                .selection(randomSelection())
                .order(randomOrder())
                .encoding(randomEncoding(3, finalRound))
                .throttle(randomThrottle())
                .rateControl(randomRateControl())
                .stopRule(stopRule)
                .switchOver(switchOver)
                .batchPages(batch())
                .minRoundSeconds(random.nextBoolean() ? 0 : random.nextDouble() * 0.4 * sweepSeconds())
                .scanSecondsPerPage(random.nextBoolean() ? 0 : random.nextDouble() * 0.1 / pagesPerSecond)
                .build();
    }

    SplittableRandom random() {
        return random;
    }

    private StopAndCopy randomStopAndCopy() {
        return new StopAndCopy(random.nextInt(3) * 50_000L, random.nextInt(3) * 0.01, random.nextInt(3) * 0.02);
    }

    private PostCopy randomPostCopy() {
        final PushOrder order = switch (random.nextInt(4)) {
            case 0 -> PushOrder.SEQUENTIAL;
            case 1 -> PushOrder.FORWARD_ONLY;
            default -> new Bubbling(1 + random.nextInt(4));
        };
        return new PostCopy(
                randomStopAndCopy(),
                order,
                random.nextInt(2) * random.nextDouble() * 10 / pagesPerSecond,
                random.nextInt(2) * random.nextDouble() / pagesPerSecond,
                random.nextInt(2) * random.nextDouble() / pagesPerSecond,
                random.nextInt(3) * random.nextInt(20),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean() ? Double.POSITIVE_INFINITY : constantRate() * random.nextDouble(0.1, 2),
                random.nextInt(2) * random.nextDouble() * 10 / pagesPerSecond,
                random.nextBoolean());
    }

    private double sweepSeconds() {
        return memory.pages() / pagesPerSecond;
    }

    private int batch() {
        return switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> Integer.MAX_VALUE;
            default -> (int) logUniform(1, 2000);
        };
    }

    private ScheduledWire randomLink() {
        if (random.nextBoolean()) {
            return ScheduledWire.constant(constantRate());
        }
        final int steps = 2 + random.nextInt(6);
        final double[] times = new double[steps];
        final double[] rates = new double[steps];
        for (int i = 0; i < steps; i++) {
            times[i] = i == 0 ? 0 : times[i - 1] + sweepSeconds() * random.nextDouble(0.01, 1);
            rates[i] = i < steps - 1 && random.nextInt(4) == 0 ? 0 : constantRate() * random.nextDouble(0.2, 2);
        }
        return ScheduledWire.steps(times, rates);
    }

    private AccessModel randomAccess(final double rate, final int depth) {
        final int writable = memory.writablePages();
        if (writable < 2) {
            return new IdleAccess();
        }
        final int workingSet = 2 + random.nextInt(writable - 1);
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> new UniformAccess(rate, workingSet);
            case 1 -> new HotColdAccess(rate, workingSet, random.nextDouble() * 0.3, 0.7 + random.nextDouble() * 0.3);
            case 2 -> new ZipfAccess(rate, workingSet, random.nextDouble() * 1.5);
            case 3 -> new SequentialAccess(rate, workingSet);
            case 4 -> MixedAccess.of(new ReadAccess(new UniformAccess(rate, workingSet)), new IdleAccess());
            case 5 -> MixedAccess.of(randomAccess(rate / 2, depth - 1), randomAccess(rate / 2, depth - 1));
            default ->
                new PhasedAccess(
                        List.of(
                                new Phase(sweepSeconds() * random.nextDouble(0.05, 0.7), randomAccess(rate, depth - 1)),
                                new Phase(
                                        sweepSeconds() * random.nextDouble(0.05, 0.7), randomAccess(rate, depth - 1))),
                        random.nextBoolean());
        };
    }

    private PageSelection randomSelection() {
        return switch (random.nextInt(10)) {
            case 0 -> new XenSelection();
            case 7 -> new XenSelection(random.nextBoolean(), random.nextBoolean());
            case 1 -> new AnyPages(random.nextBoolean(), random.nextInt(3), random.nextLong());
            case 2 -> new DelaySelection(random.nextInt(4));
            case 3 -> new ReuseDistanceSelection(random.nextBoolean());
            case 4 -> new SecondChanceSelection(1 + random.nextInt(28), random.nextInt(80), random.nextDouble() * 3);
            case 5 -> new BlockHistorySelection();
            case 6 ->
                new WeightedHistorySelection(
                        random.nextDouble(0.01, 0.5) * sweepSeconds(),
                        1 + random.nextInt(16),
                        random.nextDouble(0.1, 1),
                        random.nextDouble() * 2);
            default ->
                new ProposedSelection(
                        random.nextInt(12),
                        random.nextDouble() * 0.5 * sweepSeconds(),
                        random.nextInt(6),
                        random.nextInt(4) == 0 ? 0 : logUniform(0.2, 5));
        };
    }

    private CpuThrottle randomThrottle() {
        final var steps = new ThrottleSteps(
                random.nextDouble() * 0.5, random.nextDouble() * 0.3, 0.5 + random.nextDouble() * 0.49);
        return switch (random.nextInt(6)) {
            case 0 -> new ChasingThrottle(random.nextDouble() * 0.5, random.nextDouble() * 0.3, 0.99);
            case 1 -> new Slowdown(random.nextDouble(), 1 + random.nextInt(3), steps);
            case 2 ->
                new AutoConverge(
                        random.nextDouble() * sweepSeconds(), random.nextDouble(), 1 + random.nextInt(3), steps);
            default -> CpuThrottle.NONE;
        };
    }

    private SendOrder randomOrder() {
        return switch (random.nextInt(8)) {
            case 0 -> new PermutedOrder();
            case 3 -> new StripesByRate(1 + random.nextInt(100), 1 + random.nextInt(100), random.nextDouble(0.1, 1));
            case 4 -> new ColdBlocksFirst(random.nextInt(100), random.nextBoolean());
            case 1, 2 -> new ShuffledBlocks(batch(), random.nextLong());
            default -> SendOrder.ASCENDING;
        };
    }

    /** {@return an encoding, of others up to a depth; some need a final round} */
    private PageEncoding randomEncoding(final int depth, final boolean finalRound) {
        final double cpuSeconds = random.nextBoolean() ? 0 : random.nextDouble() * 2 / pagesPerSecond;
        final int headerBytes = random.nextInt(64);
        return switch (random.nextInt(depth == 0 ? 6 : finalRound ? 9 : 8)) {
            case 0, 1 -> new WholePages(headerBytes);
            case 2 -> new ByContent(random.nextInt(10));
            case 3 -> new Me2Encoding(random.nextInt(3), cpuSeconds, cpuSeconds / 100);
            case 4 -> new ZlibPages(headerBytes, random.nextInt(8), cpuSeconds);
            case 5 ->
                new Xbzrle(
                        headerBytes,
                        (long) logUniform(1, 2.0 * memory.bytes()),
                        random.nextBoolean(),
                        random.nextInt(600),
                        cpuSeconds,
                        cpuSeconds);
            case 6 -> new ZeroPages(random.nextInt(10), cpuSeconds, randomEncoding(depth - 1, finalRound));
            case 7 ->
                new Multifd(
                        1 + random.nextInt(4),
                        1 + random.nextInt(200),
                        random.nextInt(2_000),
                        headerBytes,
                        randomEncoding(depth - 1, finalRound));
            default ->
                new FinalRoundEncoding(randomEncoding(depth - 1, finalRound), randomEncoding(depth - 1, finalRound));
        };
    }

    private RateControl randomRateControl() {
        return switch (random.nextInt(4)) {
            case 0 -> RateControl.UNLIMITED;
            case 3 -> randomAdaptiveRate();
            case 1 -> new RateControl.Limit(constantRate() * logUniform(0.2, 3));
            default -> new GrowingRate(constantRate() * logUniform(0.1, 1));
        };
    }

    private AdaptiveRate randomAdaptiveRate() {
        final double first = constantRate() * logUniform(0.1, 1);
        return new AdaptiveRate(first, constantRate() * logUniform(0.05, 0.5), first * logUniform(1, 10));
    }

    private StopRule randomStopRule() {
        final var classic = new ClassicStop(
                1 + random.nextInt(29),
                random.nextInt(80),
                random.nextDouble() * 4,
                1 + random.nextInt(4),
                COUNTED.get(random.nextInt(COUNTED.size())));
        return switch (random.nextInt(8)) {
            case 6 -> new PostCopyAfter(random.nextInt(6), random.nextDouble() * 3 * sweepSeconds(), classic);
            case 0 -> ClassicStop.XEN;
            case 7 -> new AdaptiveRateStop(randomAdaptiveRate(), classic);
            case 1 -> ClassicStop.holding(1 + random.nextInt(4));
            case 2 -> classic;
            case 3 ->
                new SecondChanceSelection(1 + random.nextInt(28), random.nextInt(80), random.nextDouble() * 3)
                        .stopRule(classic);
            case 4 -> new DowntimeLimitStop(random.nextDouble() * 0.2 * sweepSeconds(), classic);
            default -> new AfterRounds(random.nextInt(12));
        };
    }

    private double logUniform(final double from, final double to) {
        return from * Math.pow(to / from, random.nextDouble());
    }

    /** Stops after a number of rounds, 0 included. */
    record AfterRounds(int rounds) implements StopRule.RoundRule {
        @Override
        public Optional<StopReason> check(final List<RoundTally> sofar, final int pages) {
            return sofar.size() >= rounds ? Optional.of(StopReason.ITERATIONS) : Optional.empty();
        }
    }

    /** Throttles from the start, and more after each round that dirtied at least half of what it sent. */
    record ChasingThrottle(double first, double step, double most) implements CpuThrottle {
        @Override
        public Governor start(final MigratingGuest guest) {
            return new Governor() {
                private double throttle = first;

                @Override
                public double throttle() {
                    return throttle;
                }

                @Override
                public void roundEnded(final RoundTally tally) {
                    if (2L * tally.dirtied() >= tally.sent()) {
                        throttle = Math.min(most, throttle + step);
                    }
                }
            };
        }
    }

    /** A rate that doubles from round to round. */
    record GrowingRate(double first) implements RateControl {
        @Override
        public Controller start(final MigratingGuest guest) {
            return new Controller() {
                private double rate = first;

                @Override
                public double bytesPerSecond() {
                    return rate;
                }

                @Override
                public void roundEnded(final RoundTally tally) {
                    rate *= 2;
                }
            };
        }
    }

    /** Blocks of pages in an order that changes from round to round. */
    record ShuffledBlocks(int blockPages, long seed) implements SendOrder {
        @Override
        public Sorter start(final MigratingGuest guest) {
            final var random = new SplittableRandom(seed);
            final int size = Math.min(blockPages, guest.pages());
            final int[] blocks = new int[(guest.pages() + size - 1) / size];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = i;
            }
            return (round, send) -> {
                final var ranges = new PageRanges();
                for (int i = blocks.length - 1; i >= 0; i--) {
                    final int other = random.nextInt(i + 1);
                    final int block = blocks[other];
                    blocks[other] = blocks[i];
                    blocks[i] = block;
                    ranges.add(block * size, Math.min(guest.pages(), (block + 1) * size));
                }
                return ranges;
            };
        }
    }

    /** Sends whatever a coin says: all selections are lawful, so this one is. */
    record AnyPages(boolean peeks, int favour, long seed) implements PageSelection {
        @Override
        public Selector start(final MigratingGuest guest) {
            final var random = new SplittableRandom(seed);
            final var moved = new PageBatch();
            return new Selector() {
                @Override
                public void choose(final int round, final PageSet pending, final PageSet send) {
                    pending.forEach(page -> {
                        if (random.nextInt(favour + 1) == 0) {
                            send.add(page);
                        }
                    });
                }

                @Override
                public void foundEarly(final PageBatch early) {
                    final var held = new PageSet(guest.pages());
                    early.forEach(page -> {
                        if (random.nextBoolean()) {
                            held.add(page);
                        }
                    });
                    early.moveTo(moved, held);
                }
            };
        }
    }

    /** Zero pages travel as marks, sparse ones short, the rest whole. */
    record ByContent(int markBytes) implements PageEncoding {
        @Override
        public Encoder start(final MigratingGuest guest) {
            final GuestMemory memory = guest.memory();
            return (batch, phase, traffic) -> batch.forEach(page -> {
                traffic.addCpuSeconds(1e-6);
                switch (memory.contentOf(page)) {
                    case ZERO -> traffic.add(PageKind.DUPLICATE, 1, markBytes);
                    case SPARSE -> traffic.add(PageKind.COMPRESSED, 1, memory.pageSize() / 10);
                    default -> traffic.add(PageKind.NORMAL, 1, memory.pageSize() + 8L);
                }
            });
        }
    }
}
