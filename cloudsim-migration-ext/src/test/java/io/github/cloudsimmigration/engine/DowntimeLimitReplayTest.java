package io.github.cloudsimmigration.engine;

import static io.github.cloudsimmigration.engine.ReplayScripts.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.RoundReplay.Result;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import io.github.cloudsimmigration.technique.stop.DowntimeLimitStop;
import org.junit.jupiter.api.Test;

/** Rules that compare what is left with the bandwidth, in rounds of 1 s each: the bandwidth is as many pages a second as were sent. */
final class DowntimeLimitReplayTest {
    /** 64 pages in round 1, 8 in round 2: 8 pages take 125 ms at the pace of the first, 1 page 125 ms at that of the second. */
    @Test
    void limitIsMetByWhatTheLastRoundsPaceTakesForTheRest() {
        final Technique xen = Techniques.byName("xen-precopy");
        final Technique limited = xen.toBuilder()
                .stopRule(new DowntimeLimitStop(0.124, xen.stopRule()))
                .build();
        final Technique met = xen.toBuilder()
                .stopRule(new DowntimeLimitStop(0.125, xen.stopRule()))
                .build();
        assertThat(replay(met).rounds()).hasSize(1);
        assertThat(replay(met).stop()).contains(StopReason.DOWNTIME_LIMIT);
        assertThat(replay(limited).rounds()).hasSizeGreaterThan(1);
    }

    /** QEMU 7.2 stops below the threshold, not at it: 8 pages at 64 pages a second are 125 ms. */
    @Test
    void qemuStopsBelowItsThreshold() {
        assertThat(replay(qemu(126)).rounds()).hasSize(1);
        assertThat(replay(qemu(126)).stop()).contains(StopReason.DOWNTIME_LIMIT);
        assertThat(replay(qemu(125)).rounds()).hasSize(3);
        assertThat(replay(qemu(125)).stop()).isEmpty();
    }

    private static Technique qemu(final int limitMillis) {
        return Techniques.qemuPrecopy(QemuParameters.DEFAULT.with("downtime-limit", String.valueOf(limitMillis)));
    }

    private static Result replay(final Technique technique) {
        return RoundReplay.run(
                technique,
                ReplayScripts.ofPages(64)
                        .round(range(0, 8))
                        .round(range(0, 1))
                        .round(range(0, 1))
                        .script());
    }
}
