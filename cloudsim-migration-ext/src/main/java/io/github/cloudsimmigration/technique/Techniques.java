package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.technique.encoding.Me2Encoding;
import io.github.cloudsimmigration.technique.order.ColdBlocksFirst;
import io.github.cloudsimmigration.technique.order.PermutedOrder;
import io.github.cloudsimmigration.technique.order.StripesByRate;
import io.github.cloudsimmigration.technique.qemu.QemuComposition;
import io.github.cloudsimmigration.technique.qemu.QemuCosts;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
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
import io.github.cloudsimmigration.technique.stop.NoLivePhase;
import io.github.cloudsimmigration.technique.stop.PostCopyAfter;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.PushOrder;
import io.github.cloudsimmigration.technique.throttle.Slowdown;
import java.util.Collection;
import java.util.Map;
import org.apache.commons.lang3.Validate;

/** The named techniques, and the lookup by name. */
public final class Techniques {
    private Techniques() {}

    /** {@return the baseline without a live phase: stop the VM, copy everything, run it at the destination} */
    public static Technique stopAndCopy() {
        return Technique.named("stop-and-copy")
                .summary("Stop the VM, copy all of its memory, resume it at the destination.")
                .source("baseline")
                .stopRule(new NoLivePhase())
                .build();
    }

    /** {@return classic pre-copy (Clark et al., NSDI 2005; Xen's legacy {@code xc_domain_save})} */
    public static Technique xenPrecopy() {
        return Technique.named("xen-precopy")
                .summary("Classic pre-copy: send all pages, then again what was written, until little is left.")
                .source("Clark et al., NSDI 2005; Xen")
                .build();
    }

    /** {@return classic pre-copy in the order of early Xen} */
    public static Technique xenPrecopyPermuted() {
        return xenPrecopy().toBuilder()
                .name("xen-precopy-permuted")
                .summary("Classic pre-copy with neighbouring pages sent far apart.")
                .source("early Xen")
                .order(new PermutedOrder())
                .build();
    }

    /** {@return classic pre-copy at the rates of the paper (Clark et al., NSDI 2005), which Xen never had by default} */
    public static Technique xenPrecopyAdaptive() {
        return xenPrecopy().toBuilder()
                .name("xen-precopy-adaptive")
                .summary("Classic pre-copy, sending a little faster than the VM writes.")
                .source("Clark et al., NSDI 2005")
                .rateControl(AdaptiveRate.CLARK)
                .stopRule(new AdaptiveRateStop(AdaptiveRate.CLARK, ClassicStop.XEN))
                .build();
    }

    /** {@return the pre-copy of modern Xen ({@code libxc}'s migration stream version 2): no look at the live log, five rounds} */
    public static Technique xenV2() {
        return Technique.named("xen-v2")
                .summary("Pre-copy in at most five rounds, no pages left out.")
                .source("Xen, migration stream version 2")
                .selection(XenSelection.UNPEEKED)
                .stopRule(ClassicStop.XEN_V2)
                .build();
    }

    /** {@return classic pre-copy of a VM that is slowed down (Liu Z. et al., PDCAT 2010)} */
    public static Technique slowdown() {
        return xenPrecopy().toBuilder()
                .name("slowdown")
                .summary("Classic pre-copy; a VM that writes too fast loses CPU time.")
                .source("Liu Z. et al., PDCAT 2010")
                .throttle(Slowdown.DEFAULT)
                .build();
    }

    /** {@return classic pre-copy without free pages, run-length encoded (Ma et al., CLUSTER 2012)} */
    public static Technique me2() {
        return xenPrecopy().toBuilder()
                .name("me2")
                .summary("Classic pre-copy without free pages, the others run-length encoded.")
                .source("Ma et al., CLUSTER 2012")
                .selection(XenSelection.WITHOUT_FREE_PAGES)
                .encoding(Me2Encoding.DEFAULT)
                .build();
    }

    /** {@return the review's own pre-copy (Bhatia and Singh, IJET 2018)} */
    public static Technique proposed() {
        return Technique.named("proposed")
                .summary("Pre-copy of pages updated less often than the average one and quiet for three rounds.")
                .source("Bhatia and Singh, IJET 7 (4.12), 2018")
                .selection(ProposedSelection.DEFAULT)
                .build();
    }

    /** {@return QEMU 7.2's migration with its default parameters} */
    public static Technique qemuPrecopy() {
        return qemuPrecopy(QemuParameters.DEFAULT);
    }

    /**
     * {@return QEMU's migration}
     *
     * @param parameters what QEMU is told
     * @throws IllegalArgumentException if one parameter would make another one do nothing, or the version does not have it
     */
    public static Technique qemuPrecopy(final QemuParameters parameters) {
        return qemuPrecopy(parameters, QemuCosts.MEASURED);
    }

    /**
     * {@return QEMU's migration}
     *
     * @param parameters what QEMU is told
     * @param costs what its migration takes beside the wire
     * @throws IllegalArgumentException if one parameter would make another one do nothing, or the version does not have it
     */
    public static Technique qemuPrecopy(final QemuParameters parameters, final QemuCosts costs) {
        return QemuComposition.of(parameters, costs);
    }

    /** {@return post-copy (Hines and Gopalan, VEE 2009): the VM moves first, its pages follow, those it asks for first} */
    public static Technique postcopy() {
        return Technique.named("postcopy")
                .summary("Resume at the destination first, then push and fault pages in.")
                .source("Hines and Gopalan, VEE 2009")
                .stopRule(new NoLivePhase())
                .switchOver(PostCopy.DEFAULT)
                .build();
    }

    /** {@return one round of classic pre-copy, then post-copy for what is pending, in QEMU's push order} */
    public static Technique hybrid() {
        return hybrid(xenPrecopy(), 1);
    }

    /**
     * {@return some rounds of a pre-copy technique, then post-copy for what is pending, in QEMU's push order}
     *
     * @param precopy the pre-copy
     * @param rounds after how many rounds the VM moves, unless the pre-copy has ended before
     */
    public static Technique hybrid(final Technique precopy, final int rounds) {
        Validate.notNull(precopy, "pre-copy of a hybrid: null, expected a technique");
        return precopy.toBuilder()
                .name("hybrid")
                .summary("Some rounds of pre-copy, then post-copy for what is pending.")
                .source("QEMU (postcopy-ram)")
                .stopRule(PostCopyAfter.rounds(rounds, precopy.stopRule()))
                .switchOver(PostCopy.DEFAULT.withPushOrder(PushOrder.FORWARD_ONLY))
                .build();
    }

    /** {@return stripes in order of their rewriting rate, as many as the link keeps pace with (Du et al., ICPP 2010)} */
    public static Technique microwiper() {
        return Technique.named("microwiper")
                .summary("Stripes by rewriting rate, no further than the link keeps pace with.")
                .source("Du et al., ICPP 2010")
                .order(StripesByRate.DEFAULT)
                .stopRule(new ClassicStop(
                        ClassicStop.XEN.maxRounds(),
                        ClassicStop.XEN.fewPages(),
                        ClassicStop.XEN.volume(),
                        1,
                        ClassicStop.Counted.PENDING))
                .build();
    }

    /** {@return dirty page delay transfer (Chen et al., CWSN 2012)} */
    public static Technique dpdt() {
        return Technique.named("dpdt")
                .summary("Delays pages written in the last round and already again in this one.")
                .source("Chen et al., CWSN 2012")
                .selection(DelaySelection.DEFAULT)
                .build();
    }

    /** {@return pre-copy by reuse distance (Alamdari and Zamanifar, PDGC 2012)} */
    public static Technique reuseDistance() {
        return Technique.named("reuse-distance")
                .summary("Holds pages whose reuse distance is short.")
                .source("Alamdari and Zamanifar, PDGC 2012")
                .selection(ReuseDistanceSelection.DEFAULT)
                .build();
    }

    /** {@return second chance, then classic pre-copy (Agrawal and Pateriya, IJAET 2013)} */
    public static Technique twoPhase() {
        return Technique.named("two-phase")
                .summary("Gives pages a second chance first, then classic pre-copy.")
                .source("Agrawal and Pateriya, IJAET 2013")
                .selection(SecondChanceSelection.DEFAULT)
                .build();
    }

    /** {@return blocks by dirty count, pages by dirty history (Das et al., ICCCT 2015)} */
    public static Technique blockHistory() {
        return Technique.named("block-history")
                .summary("Cold blocks first; pages that were clean as often as dirty.")
                .source("Das et al., ICCCT 2015")
                .selection(new BlockHistorySelection())
                .order(ColdBlocksFirst.DEFAULT)
                .build();
    }

    /** {@return pages by a weighted dirty rate from periodic samples (Zhong et al., WARTIA 2014)} */
    public static Technique weightedHistory() {
        return Technique.named("weighted-history")
                .summary("Skips free pages, holds hot ones by a weighted dirty rate.")
                .source("Zhong et al., WARTIA 2014")
                .selection(WeightedHistorySelection.DEFAULT)
                .build();
    }

    /**
     * {@return the technique of that name, from any {@link TechniqueProvider} the thread's class loader finds}
     *
     * @throws UnknownTechniqueException if there is none; the message lists the known names
     */
    public static Technique byName(final String name) {
        return byName(name, Thread.currentThread().getContextClassLoader());
    }

    /**
     * {@return the technique of that name}
     *
     * @param name its name
     * @param loader where to look for providers
     * @throws UnknownTechniqueException if there is none; the message lists the known names
     */
    public static Technique byName(final String name, final ClassLoader loader) {
        Validate.notNull(name, "name of a technique: null, expected a word like 'xen-precopy'");
        final Map<String, Technique> known = load(loader);
        final Technique technique = known.get(name);
        if (technique == null) {
            throw new UnknownTechniqueException(name, known.keySet());
        }
        return technique;
    }

    /** {@return all techniques the thread's class loader finds, by name} */
    public static Collection<Technique> all() {
        return load(Thread.currentThread().getContextClassLoader()).values();
    }

    /**
     * {@return all techniques a class loader finds, by name}
     *
     * @throws TechniqueProviderException if a provider fails, or two use the same name
     */
    public static Map<String, Technique> load(final ClassLoader loader) {
        return ProvidedTechniques.by(loader);
    }
}
