package io.github.cloudsimmigration.technique.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DiscardListTest {
    /** A command takes 14 bytes and lists up to 12 ranges of 16. */
    @Test
    void twelveRangesShareACommandInQemu() {
        assertThat(DiscardList.QEMU.bytes(0)).isZero();
        assertThat(DiscardList.QEMU.bytes(1)).isEqualTo(14 + 16);
        assertThat(DiscardList.QEMU.bytes(12)).isEqualTo(14 + 12 * 16);
        assertThat(DiscardList.QEMU.bytes(13)).isEqualTo(2 * 14 + 13 * 16);
        assertThat(DiscardList.NONE.bytes(13)).isZero();
    }
}
