package io.github.cloudsimmigration.scenarios.batch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RackedDatacenterTest {
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aVmWithoutRoomEndsTheRunWithAnError() {
        final var racks = new RackedDatacenter(2, 1e9, 1);
        for (int i = 0; i <= RackedDatacenter.room(64); i++) {
            racks.vm(racks.hosts.get(0), 64, 0);
        }
        assertThatThrownBy(racks::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 VMs found no room on their hosts, expected fewer or smaller VMs");
    }
}
