package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.technique.qemu.QemuCosts;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The machine the measured migrations ran on: QEMU 7.2.22 without KVM, two network namespaces on one host, Linux 6.1 with one writing program
 * in the guest. One set of numbers for all runs; {@code docs/validation.md} says where each is from.
 *
 * @param costs what QEMU takes beside the wire
 * @param wire the shaped link and the socket before it
 * @param layout where the guest's non-zero pages are
 * @param writing how the guest writes
 */
record TestBed(QemuCosts costs, WireNumbers wire, LayoutNumbers layout, WritingNumbers writing) {
    /** The numbers fitted on the runs at hand. */
    static final TestBed MEASURED = new TestBed(
            QemuCosts.MEASURED,
            new WireNumbers(0.112, 2.4e6, 4.3e6, 0.05, 1.0 / 3, 0.2, 0.030, 0.3),
            new LayoutNumbers(7000, 7000, 2900, 320, 22_500, 130),
            new WritingNumbers(512, 50, 40, 0.5, 6, 12e-6, 0.1, 5));

    /** {@return the same machine with other values of all fitted numbers} */
    TestBed with(final Map<FittedNumber, Double> values) {
        final Function<FittedNumber, Double> value =
                number -> Objects.requireNonNull(values.get(number), number.label());
        return new TestBed(
                costs,
                new WireNumbers(
                        value.apply(FittedNumber.BUFFER_SECONDS),
                        value.apply(FittedNumber.LEAST_BUFFER),
                        value.apply(FittedNumber.LARGEST_BUFFER),
                        wire.channelSeconds(),
                        wire.wakeShare(),
                        value.apply(FittedNumber.WAKE_SPREAD),
                        value.apply(FittedNumber.START_SECONDS),
                        value.apply(FittedNumber.START_SPREAD)),
                layout,
                new WritingNumbers(
                        writing.tlbEntries(),
                        writing.backgroundPages(),
                        writing.readPages(),
                        writing.backgroundSeconds(),
                        writing.backgroundRate(),
                        value.apply(FittedNumber.WRITE_SECONDS),
                        writing.backlogSeconds(),
                        writing.writtenSeconds()));
    }

    /**
     * The link and the socket.
     *
     * @param bufferSeconds send buffer, in seconds of payload: TCP lets it grow with the link's queue ...
     * @param leastBuffer ... from so many bytes ...
     * @param largestBuffer ... to so many
     * @param channelSeconds what the sockets of further channels hold, in seconds of payload each, if there are any
     * @param wakeShare share of the buffer that is free before a sleeping sender goes on
     * @param wakeSpread by which part that varies
     * @param startSeconds wire time lost at the start of the connection
     * @param startSpread the buffer holds up to this share of itself when sending begins
     */
    record WireNumbers(
            double bufferSeconds,
            double leastBuffer,
            double largestBuffer,
            double channelSeconds,
            double wakeShare,
            double wakeSpread,
            double startSeconds,
            double startSpread) {
        private static final double BYTES_PER_SECOND_OF_A_MEGABIT = 125e3;
        private static final double PAYLOAD_OF_FRAME = 1448.0 / 1514.0;

        /** A socket holds more than it was given because the link's queue does, which all share: more than so many add nothing. */
        private static final int MOST_FURTHER_CHANNELS = 3;

        /** {@return the payload of full frames, in bytes/s} */
        double bytesPerSecond(final double megabits) {
            return megabits * BYTES_PER_SECOND_OF_A_MEGABIT * PAYLOAD_OF_FRAME;
        }

        /** {@return what the sockets of so many channels hold, in bytes} */
        double bufferBytes(final double megabits, final int channels) {
            final double payload = bytesPerSecond(megabits);
            final double first = Math.min(largestBuffer, Math.max(leastBuffer, bufferSeconds * payload));
            final int further = Math.min(channels - 1, MOST_FURTHER_CHANNELS);
            return first + further * Math.min(largestBuffer, channelSeconds * payload);
        }

        /** {@return how long what is in the buffer of one channel when a sleeping sender goes on takes on the wire, in seconds} */
        double queueSeconds(final double megabits) {
            return (1 - wakeShare) * bufferBytes(megabits, 1) / bytesPerSecond(megabits);
        }
    }

    /**
     * Where the guest's non-zero pages are, in pages.
     *
     * @param lowKernel kernel pages below the writer's block
     * @param zerosBelowTop zero pages between the middle kernel region and the top one
     * @param top non-zero pages at the top of memory
     * @param firstPages so many of the writer's pages, the first ones, lie in the top region, below as many others
     * @param idleNonZero non-zero pages without the writer's, where they are not known
     * @param beyondRam pages beside RAM: ROMs
     */
    record LayoutNumbers(int lowKernel, int zerosBelowTop, int top, int firstPages, int idleNonZero, int beyondRam) {}

    /**
     * How the guest writes.
     *
     * @param tlbEntries pages whose writes the software CPU does not log again
     * @param backgroundPages pages that the system writes again and again ...
     * @param readPages pages that it reads again and again ...
     * @param backgroundSeconds ... each of them once in so many seconds on average
     * @param backgroundRate other pages the system writes, per second
     * @param writeSeconds CPU time of a write of a program paced by the clock
     * @param backlogSeconds what a program paced by the clock is behind at most; more is dropped
     * @param writtenSeconds how long it has written when the migration begins
     */
    record WritingNumbers(
            int tlbEntries,
            int backgroundPages,
            int readPages,
            double backgroundSeconds,
            double backgroundRate,
            double writeSeconds,
            double backlogSeconds,
            double writtenSeconds) {}
}
