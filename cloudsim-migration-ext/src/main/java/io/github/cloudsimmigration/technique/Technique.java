package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.selection.XenSelection;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * A live-migration technique: a named composition of seven small decisions. Immutable; one object serves any number of
 * migrations.
 *
 * <pre>{@code
 * Technique gentle = Techniques.proposed().toBuilder()
 *         .name("proposed-gentle")
 *         .rateControl(new RateControl.Limit(50e6))
 *         .build();
 * }</pre>
 *
 * @param name what it is called in records and looked up by
 * @param summary one line for people
 * @param source whom it is from: the paper or the program; empty if it is nobody else's
 * @param selection which pages
 * @param order in which order
 * @param encoding in how many bytes
 * @param throttle at what cost to the VM's CPU
 * @param rateControl how fast
 * @param stopRule until when
 * @param switchOver and then how
 * @param batchPages pages of a batch; the live dirty log is peeked at and the stop rule may be asked before each, and where a log is peeked at, pages
 *     that the guest never writes go in batches 16 times as long
 * @param minRoundSeconds a round lasts at least so long
 * @param setupSeconds time before the first sync of the dirty log, for connections and the log itself
 * @param scanSecondsPerPage time to look through the dirty log at the end of a round, per page of the guest
 */
public record Technique(
        String name,
        String summary,
        String source,
        PageSelection selection,
        SendOrder order,
        PageEncoding encoding,
        CpuThrottle throttle,
        RateControl rateControl,
        StopRule stopRule,
        SwitchOver switchOver,
        int batchPages,
        double minRoundSeconds,
        double setupSeconds,
        double scanSecondsPerPage) {

    /** So many batches make one where nobody peeks between them. */
    private static final int BATCHES_WITHOUT_A_PEEK = 16;

    public Technique {
        Validate.notBlank(name, "name of a technique: blank, expected a word like 'xen-precopy'");
        checkGiven(name, "summary", summary);
        checkGiven(name, "source", source);
        checkGiven(name, "selection", selection);
        checkGiven(name, "order", order);
        checkGiven(name, "encoding", encoding);
        checkGiven(name, "throttle", throttle);
        checkGiven(name, "rateControl", rateControl);
        checkGiven(name, "stopRule", stopRule);
        checkGiven(name, "switchOver", switchOver);
        Validate.isTrue(batchPages > 0, "%s: batches of %d pages, expected 1 or more", name, batchPages);
        Validate.isTrue(
                minRoundSeconds >= 0 && Double.isFinite(minRoundSeconds),
                "%s: rounds of at least %s s, expected 0 or more",
                name,
                minRoundSeconds);
        Validate.isTrue(
                setupSeconds >= 0 && Double.isFinite(setupSeconds),
                "%s: set-up of %s s, expected 0 or more",
                name,
                setupSeconds);
        Validate.isTrue(
                !(selection.peeks() && selection.samplingSeconds() > 0),
                "%s: the selection peeks into the dirty log and samples it; samples clear the log, so it can do only one of them",
                name);
        Validate.isTrue(
                !(encoding.needs(PageEncoding.Need.FINAL_ROUND) && switchOver instanceof PostCopy),
                "%s: %s treats the final round in a way of its own, but post-copy has no final round: the VM runs before its pages"
                        + " arrive; expected another encoding or stop-and-copy",
                name,
                encoding);
        Validate.isTrue(
                !stopRule.asksForPostCopy() || switchOver instanceof PostCopy,
                "%s: %s ends the live phase for post-copy, but the switch-over is %s; expected a PostCopy, or another stop rule",
                name,
                stopRule,
                switchOver);
        Validate.isTrue(
                scanSecondsPerPage >= 0, "%s: scan cost of %s s/page, expected 0 or more", name, scanSecondsPerPage);
    }

    private static void checkGiven(final String name, final String part, final Object given) {
        Validate.notNull(given, "%s: %s: null, expected one", name, part);
    }

    /**
     * {@return a builder that starts from classic pre-copy: Xen's selection, whole pages, stop-and-copy} What is not set of the stop rule, the least
     * length of a round and the pages of a batch is what the selection needs.
     */
    public static Builder named(final String name) {
        return new Builder(name);
    }

    /** {@return a builder that starts from this technique; another selection keeps this one's stop rule, unless that is set too} */
    public Builder toBuilder() {
        final var builder = new Builder(name);
        builder.summary = summary;
        builder.source = source;
        builder.selection = selection;
        builder.order = order;
        builder.encoding = encoding;
        builder.throttle = throttle;
        builder.rateControl = rateControl;
        builder.stopRule = stopRule;
        builder.switchOver = switchOver;
        builder.batchPages = batchPages;
        builder.minRoundSeconds = minRoundSeconds;
        builder.setupSeconds = setupSeconds;
        builder.scanSecondsPerPage = scanSecondsPerPage;
        return builder;
    }

    /** {@return pages of a batch that needs no peek, though the technique peeks: none of them is ever written} */
    public int unpeekedBatchPages() {
        return (int) Math.min(Integer.MAX_VALUE, (long) BATCHES_WITHOUT_A_PEEK * batchPages);
    }

    /** {@return every decision with its parameters, in the order of this class} */
    public Map<String, String> parameters() {
        final Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("selection", selection.toString());
        parameters.put("order", order.toString());
        parameters.put("encoding", encoding.toString());
        parameters.put("throttle", throttle.toString());
        parameters.put("rateControl", rateControl.toString());
        parameters.put("stopRule", stopRule.toString());
        parameters.put("switchOver", switchOver.toString());
        parameters.put("batchPages", Integer.toString(batchPages));
        parameters.put("minRoundSeconds", Double.toString(minRoundSeconds));
        parameters.put("setupSeconds", Double.toString(setupSeconds));
        parameters.put("scanSecondsPerPage", Double.toString(scanSecondsPerPage));
        return parameters;
    }

    /** Composes a technique. */
    public static final class Builder {
        private static final int XEN_BATCH_PAGES = 1024;

        /** Nothing happens between the batches of a selection that does not peek, so they may be large: 64 MiB. */
        private static final int UNPEEKED_BATCH_PAGES = BATCHES_WITHOUT_A_PEEK * XEN_BATCH_PAGES;

        private String name;
        private String summary = "";
        private String source = "";
        private PageSelection selection = new XenSelection();
        private SendOrder order = SendOrder.ASCENDING;
        private PageEncoding encoding = WholePages.DEFAULT;
        private CpuThrottle throttle = CpuThrottle.NONE;
        private RateControl rateControl = RateControl.UNLIMITED;
        private @Nullable StopRule stopRule;
        private SwitchOver switchOver = StopAndCopy.DEFAULT;
        private @Nullable Integer batchPages;
        private @Nullable Double minRoundSeconds;
        private double setupSeconds;
        private double scanSecondsPerPage;

        private Builder(final String name) {
            this.name = name;
        }

        public Builder name(final String newName) {
            name = newName;
            return this;
        }

        public Builder summary(final String line) {
            summary = line;
            return this;
        }

        /** Sets whom it is from, as a citation. */
        public Builder source(final String citation) {
            source = citation;
            return this;
        }

        public Builder selection(final PageSelection decision) {
            checkGiven(name, "selection", decision);
            selection = decision;
            return this;
        }

        public Builder order(final SendOrder decision) {
            order = decision;
            return this;
        }

        public Builder encoding(final PageEncoding decision) {
            encoding = decision;
            return this;
        }

        public Builder throttle(final CpuThrottle decision) {
            throttle = decision;
            return this;
        }

        public Builder rateControl(final RateControl decision) {
            rateControl = decision;
            return this;
        }

        public Builder stopRule(final StopRule decision) {
            stopRule = decision;
            return this;
        }

        public Builder switchOver(final SwitchOver decision) {
            switchOver = decision;
            return this;
        }

        /** Sets the pages of a batch, 1 or more. */
        public Builder batchPages(final int pages) {
            batchPages = pages;
            return this;
        }

        /** Sets how long a round lasts at least, in seconds. */
        public Builder minRoundSeconds(final double seconds) {
            minRoundSeconds = seconds;
            return this;
        }

        /** Sets how long set-up takes, in seconds. */
        public Builder setupSeconds(final double seconds) {
            setupSeconds = seconds;
            return this;
        }

        /** Sets the time to look through the dirty log, in seconds per page of the guest. */
        public Builder scanSecondsPerPage(final double seconds) {
            scanSecondsPerPage = seconds;
            return this;
        }

        public Technique build() {
            return new Technique(
                    name,
                    summary,
                    source,
                    selection,
                    order,
                    encoding,
                    throttle,
                    rateControl,
                    stopRule == null ? selection.stopRule() : stopRule,
                    switchOver,
                    batchPages == null ? (selection.peeks() ? XEN_BATCH_PAGES : UNPEEKED_BATCH_PAGES) : batchPages,
                    minRoundSeconds == null ? selection.minRoundSeconds() : minRoundSeconds,
                    setupSeconds,
                    scanSecondsPerPage);
        }
    }
}
