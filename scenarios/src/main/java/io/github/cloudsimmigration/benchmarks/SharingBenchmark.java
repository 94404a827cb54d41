package io.github.cloudsimmigration.benchmarks;

import io.github.cloudsimmigration.network.FairNetwork;
import io.github.cloudsimmigration.network.Flow;
import io.github.cloudsimmigration.network.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A flow that starts and stops beside others, between random hosts of 40 racks of 25 at 10 Gbit/s, with a core that takes a
 * quarter of what they can send.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SharingBenchmark {
    private static final int RACKS = 40;
    private static final int HOSTS_PER_RACK = 25;
    private static final int HOSTS = RACKS * HOSTS_PER_RACK;
    private static final double HOST_BYTES_PER_SECOND = 10e9 / 8;
    private static final double OVERSUBSCRIPTION = 4;
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    /** How many flows send all the time. */
    @Param({"100", "1000"})
    public int flows = 0;

    private final FairNetwork network = new FairNetwork();
    private final List<Flow> guests = new ArrayList<>();
    private int turn;
    private double told;

    /** Lets all flows but the guests send. */
    @Setup
    public void begin() {
        final var random = new SplittableRandom(1);
        final Topology topology = Topology.twoLevelTree(
                IntStream.range(0, RACKS)
                        .mapToObj(rack -> IntStream.range(0, HOSTS_PER_RACK)
                                .mapToObj(host -> "host " + (rack * HOSTS_PER_RACK + host))
                                .toList())
                        .toList(),
                HOST_BYTES_PER_SECOND,
                OVERSUBSCRIPTION,
                0);
        for (int i = 0; i < flows; i++) {
            network.send(open(topology, random), 0, Long.MAX_VALUE, NO_LIMIT);
            guests.add(open(topology, random));
        }
    }

    private Flow open(final Topology topology, final SplittableRandom random) {
        final int source = random.nextInt(HOSTS);
        final int target = (source + 1 + random.nextInt(HOSTS - 1)) % HOSTS;
        return network.open(
                topology.route("host " + source, "host " + target).links(), flow -> told += flow.bytesPerSecond());
    }

    /** Starts and stops one flow: two sharings. */
    @Benchmark
    public double startAndStop() {
        final Flow guest = guests.get(turn++ % guests.size());
        network.send(guest, 0, 1, NO_LIMIT);
        network.stop(guest, 0);
        return told;
    }
}
