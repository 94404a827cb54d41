package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Hand-worked: 100 bytes/s behind a buffer of 300 bytes, whose sender is woken when 100 of them are free. */
final class SocketWireTest {
    private static final double FOR_EVER = Double.POSITIVE_INFINITY;

    private static SocketWire link(final double queued) {
        return new SocketWire(100, 300, queued, 1.0 / 3, 0, new SplittableRandom(1));
    }

    private static double send(final Wire wire, final double start, final long bytes) {
        return wire.send(start, bytes, FOR_EVER, FOR_EVER).seconds();
    }

    @Test
    void whatFitsTheBufferTakesNoTime() {
        assertThat(send(link(0), 0, 300)).isZero();
    }

    @Test
    void fullBufferIsWaitedForUntilAThirdIsFree() {
        final SocketWire link = link(300);
        assertThat(send(link, 0, 10)).isCloseTo(1, within(1e-9));
        assertThat(send(link, 1, 90)).as("fits").isZero();
        assertThat(send(link, 1, 10)).isCloseTo(1, within(1e-9));
    }

    @Test
    void bufferDrainsMeanwhile() {
        final SocketWire link = link(300);
        assertThat(send(link, 2.5, 250)).isZero();
        assertThat(link.deliver(2.5, 0, FOR_EVER, FOR_EVER).seconds()).isCloseTo(3, within(1e-9));
    }

    @Test
    void manyBytesLeaveAtTheRateOfTheLink() {
        assertThat(send(link(0), 0, 100_000)).isBetween((100_000 - 300) / 100.0, 100_000 / 100.0);
    }

    @Test
    void slowSenderIsNotHeldUp() {
        assertThat(link(0).send(0, 1_000, 50, FOR_EVER).seconds()).isCloseTo(20, within(1e-9));
    }

    /** 250 bytes in five seconds, but for the eighth of the buffer that is not written to its end. */
    @Test
    void transferThatIsCutOffSaysWhatHasBeenWritten() {
        final Wire.Sent sent = link(0).send(0, 1_000, 50, 5);
        assertThat(sent.seconds()).isEqualTo(5);
        assertThat(sent.bytes()).isBetween(250 - 300 / 8.0, 250.0);
        assertThat(link(0).send(7, 100, 50, 5)).as("in time").isEqualTo(new Wire.Sent(2, 100));
    }

    /** It has to wait for a second until anything fits. */
    @Test
    void whatDoesNotFitInTimeIsNotSent() {
        assertThat(link(300).send(0, 10, FOR_EVER, 0.5)).isEqualTo(new Wire.Sent(0.5, 0));
    }

    @Test
    void deliveryWaitsForWhatIsInTheBuffer() {
        final SocketWire link = link(200);
        assertThat(link.deliver(0, 100, FOR_EVER, FOR_EVER)).isEqualTo(new Wire.Sent(3, 100));
    }

    @Test
    void deliveryThatIsCutOffSaysWhatHasLeft() {
        final SocketWire link = link(200);
        assertThat(link.deliver(0, 100, FOR_EVER, 2.5)).isEqualTo(new Wire.Sent(2.5, 50));
        assertThat(link.deliver(2.5, 50, FOR_EVER, FOR_EVER)).isEqualTo(new Wire.Sent(0.5, 50));
    }
}
