package io.github.cloudsimmigration.technique.qemu;

import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.encoding.Multifd;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.encoding.Xbzrle;
import io.github.cloudsimmigration.technique.encoding.ZeroPages;
import io.github.cloudsimmigration.technique.order.CyclicSweep;
import io.github.cloudsimmigration.technique.selection.XenSelection;
import io.github.cloudsimmigration.technique.stop.PostCopyAfter;
import io.github.cloudsimmigration.technique.switchover.DiscardList;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.PushOrder;
import io.github.cloudsimmigration.technique.throttle.AutoConverge;
import io.github.cloudsimmigration.technique.throttle.ThrottleSteps;
import org.apache.commons.lang3.Validate;

/** Puts QEMU's migration together from the decisions its parameters ask for. */
public final class QemuComposition {
    /** QEMU looks at the clock after so many pages. */
    private static final int PAGES_BETWEEN_LOOKS = 64;

    private static final int PAGE_HEADER_BYTES = 8;
    private static final int ZERO_PAGE_BYTES = 9;
    private static final double PERCENT = 1e-2;
    private static final double MILLIS = 1e-3;

    private final QemuParameters parameters;
    private final QemuCosts costs;

    private QemuComposition(final QemuParameters parameters, final QemuCosts costs) {
        this.parameters = parameters;
        this.costs = costs;
    }

    /**
     * {@return QEMU's migration}
     *
     * @param parameters what QEMU is told
     * @param costs what its migration takes beside the wire
     * @throws IllegalArgumentException if one parameter would make another one do nothing, or the version does not have it
     */
    public static Technique of(final QemuParameters parameters, final QemuCosts costs) {
        check(parameters);
        return new QemuComposition(parameters, costs).technique();
    }

    /** Throws if one setting contradicts another one, or would make it do nothing. */
    private static void check(final QemuParameters parameters) {
        Validate.isTrue(
                !parameters.has(QemuParameter.XBZRLE) || !parameters.has(QemuParameter.MULTIFD),
                "xbzrle and multifd are both on, expected one of them: multifd's channels send no differences");
        Validate.isTrue(
                parameters.has(QemuParameter.POSTCOPY_RAM)
                        || Double.isInfinite(parameters.get(QemuParameter.POSTCOPY_AFTER)),
                "postcopy-after of %s s without post-copy, expected postcopy-ram to be on",
                parameters.get(QemuParameter.POSTCOPY_AFTER));
        Validate.isTrue(
                parameters.version().takesSwitchOverBandwidth()
                        || parameters.get(QemuParameter.AVAIL_SWITCHOVER_BANDWIDTH) == 0,
                "avail-switchover-bandwidth with QEMU %s, expected version 10.2: it is there since 8.2",
                parameters.version());
        Validate.isTrue(
                parameters.get(QemuParameter.CPU_THROTTLE_INITIAL) <= parameters.get(QemuParameter.MAX_CPU_THROTTLE),
                "max-cpu-throttle of %s %%, expected no less than cpu-throttle-initial, which is %s %%",
                parameters.get(QemuParameter.MAX_CPU_THROTTLE),
                parameters.get(QemuParameter.CPU_THROTTLE_INITIAL));
    }

    private Technique technique() {
        return Technique.named("qemu-precopy")
                .summary("Pre-copy until what is left fits bandwidth times downtime limit, by QEMU's parameters.")
                .source("QEMU (migration/ram.c, migration.c)")
                .selection(XenSelection.UNPEEKED)
                .order(new CyclicSweep())
                .encoding(new QemuStream(new ZeroPages(ZERO_PAGE_BYTES, costs.zeroPageSeconds(), otherPages())))
                .throttle(parameters.has(QemuParameter.AUTO_CONVERGE) ? autoConverge() : CpuThrottle.NONE)
                .rateControl(new RateControl.Limit(parameters.limit(QemuParameter.MAX_BANDWIDTH)))
                .stopRule(stopRule())
                .switchOver(mayPostCopy() ? postCopy() : costs.handOver())
                .batchPages(PAGES_BETWEEN_LOOKS)
                .setupSeconds(costs.setupSeconds())
                .scanSecondsPerPage(costs.syncSecondsPerPage())
                .build();
    }

    private PageEncoding otherPages() {
        if (parameters.has(QemuParameter.MULTIFD)) {
            return new Multifd(
                    (int) parameters.get(QemuParameter.MULTIFD_CHANNELS),
                    Multifd.DEFAULT.packetPages(),
                    Multifd.DEFAULT.packetHeaderBytes(),
                    PAGE_HEADER_BYTES,
                    new WholePages(0, costs.pageSeconds()));
        }
        if (parameters.has(QemuParameter.XBZRLE)) {
            final long cacheBytes = (long) parameters.get(QemuParameter.XBZRLE_CACHE_SIZE);
            return new Xbzrle(PAGE_HEADER_BYTES, cacheBytes, true, 1, costs.differenceSeconds(), costs.pageSeconds());
        }
        return new WholePages(PAGE_HEADER_BYTES, costs.pageSeconds());
    }

    private CpuThrottle autoConverge() {
        return new AutoConverge(
                AutoConverge.DEFAULT.periodSeconds(),
                parameters.get(QemuParameter.THROTTLE_TRIGGER_THRESHOLD) * PERCENT,
                AutoConverge.DEFAULT.periods(),
                new ThrottleSteps(
                        parameters.get(QemuParameter.CPU_THROTTLE_INITIAL) * PERCENT,
                        parameters.get(QemuParameter.CPU_THROTTLE_INCREMENT) * PERCENT,
                        parameters.get(QemuParameter.MAX_CPU_THROTTLE) * PERCENT));
    }

    private StopRule stopRule() {
        final QemuVersion version = parameters.version();
        final var stop = new QemuStop(
                parameters.get(QemuParameter.DOWNTIME_LIMIT) * MILLIS,
                parameters.get(QemuParameter.AVAIL_SWITCHOVER_BANDWIDTH),
                version,
                parameters.has(QemuParameter.AUTO_CONVERGE) ? version.forcedSyncSeconds() : Double.POSITIVE_INFINITY);
        return mayPostCopy() ? PostCopyAfter.seconds(parameters.get(QemuParameter.POSTCOPY_AFTER), stop) : stop;
    }

    private boolean mayPostCopy() {
        return parameters.has(QemuParameter.POSTCOPY_RAM);
    }

    private PostCopy postCopy() {
        return new PostCopy(
                costs.handOver(),
                PushOrder.FORWARD_ONLY,
                costs.roundTripSeconds(),
                PostCopy.DEFAULT.installSeconds(),
                0,
                0,
                false,
                false,
                parameters.limit(QemuParameter.MAX_POSTCOPY_BANDWIDTH),
                costs.queueSeconds(),
                true,
                DiscardList.QEMU);
    }
}
