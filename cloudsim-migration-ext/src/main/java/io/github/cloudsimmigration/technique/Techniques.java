package io.github.cloudsimmigration.technique;

import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The named techniques, and the lookup by name. */
public final class Techniques {
    private static final double LEARNING_ROUND_SECONDS = 0.050;

    /** Nothing happens between the batches of a technique that does not peek, so they may be large: 64 MiB. */
    private static final int UNPEEKED_BATCH_PAGES = 16_384;

    private Techniques() {}

    /** {@return the baseline without a live phase: stop the VM, copy everything, run it at the destination} */
    public static Technique stopAndCopy() {
        return Technique.named("stop-and-copy")
                .summary("Stop the VM, copy all of its memory, resume it at the destination.")
                .stopRule(new NoLivePhase())
                .build();
    }

    /** {@return classic pre-copy (Clark et al., NSDI 2005; Xen's legacy {@code xc_domain_save})} */
    public static Technique xenPrecopy() {
        return Technique.named("xen-precopy")
                .summary("Classic pre-copy: resend what was written, until little is left (Clark et al. 2005).")
                .build();
    }

    /** {@return the review's own pre-copy (Bhatia and Singh, IJET 2018)} */
    public static Technique proposed() {
        return Technique.named("proposed")
                .summary("Pre-copy of cold pages: update-count threshold, then three-round history (IJET 2018).")
                .selection(ProposedSelection.DEFAULT)
                .stopRule(ClassicStop.holding(ProposedSelection.DEFAULT.historyRounds() + 1))
                .minRoundSeconds(LEARNING_ROUND_SECONDS)
                .batchPages(UNPEEKED_BATCH_PAGES)
                .build();
    }

    /** {@return stripes in order of their rewriting rate, as many as the link keeps pace with (Du et al., ICPP 2010)} */
    public static Technique microwiper() {
        return Technique.named("microwiper")
                .summary("Stripes by rewriting rate, no further than the link keeps pace with (Du et al. 2010).")
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
                .summary("Delays pages written in the last round and already again in this one (Chen et al. 2012).")
                .selection(DelaySelection.DEFAULT)
                .stopRule(ClassicStop.holding(1))
                .minRoundSeconds(LEARNING_ROUND_SECONDS)
                .build();
    }

    /** {@return pre-copy by reuse distance (Alamdari and Zamanifar, PDGC 2012)} */
    public static Technique reuseDistance() {
        return Technique.named("reuse-distance")
                .summary("Holds pages whose reuse distance is short (Alamdari and Zamanifar 2012).")
                .selection(ReuseDistanceSelection.DEFAULT)
                .stopRule(ClassicStop.holding(2))
                .minRoundSeconds(LEARNING_ROUND_SECONDS)
                .build();
    }

    /** {@return second chance, then classic pre-copy (Agrawal and Pateriya, IJAET 2013)} */
    public static Technique twoPhase() {
        return Technique.named("two-phase")
                .summary("Gives pages a second chance first, then classic pre-copy (Agrawal and Pateriya 2013).")
                .selection(SecondChanceSelection.DEFAULT)
                .stopRule(SecondChanceSelection.DEFAULT.stopRule(ClassicStop.XEN))
                .minRoundSeconds(LEARNING_ROUND_SECONDS)
                .build();
    }

    /** {@return blocks by dirty count, pages by dirty history (Das et al., ICCCT 2015)} */
    public static Technique blockHistory() {
        return Technique.named("block-history")
                .summary("Cold blocks first; pages that were clean as often as dirty (Das et al. 2015).")
                .selection(new BlockHistorySelection())
                .order(ColdBlocksFirst.DEFAULT)
                .stopRule(ClassicStop.holding(2))
                .minRoundSeconds(LEARNING_ROUND_SECONDS)
                .batchPages(UNPEEKED_BATCH_PAGES)
                .build();
    }

    /** {@return pages by a weighted dirty rate from periodic samples (Zhong et al., WARTIA 2014)} */
    public static Technique weightedHistory() {
        return Technique.named("weighted-history")
                .summary("Skips free pages, holds hot ones by a weighted dirty rate (Zhong et al. 2014).")
                .selection(WeightedHistorySelection.DEFAULT)
                .stopRule(ClassicStop.holding(2))
                .minRoundSeconds(LEARNING_ROUND_SECONDS)
                .batchPages(UNPEEKED_BATCH_PAGES)
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
     * @throws IllegalStateException if two providers use the same name
     */
    public static Map<String, Technique> load(final ClassLoader loader) {
        return ServiceLoader.load(TechniqueProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(provider -> provider.techniques().stream())
                .collect(Collectors.toMap(
                        Technique::name,
                        technique -> technique,
                        (first, second) -> {
                            throw new IllegalStateException(
                                    "two techniques are named '" + first.name() + "', expected every name once");
                        },
                        TreeMap::new));
    }
}
