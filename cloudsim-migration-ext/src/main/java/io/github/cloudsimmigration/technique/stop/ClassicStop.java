package io.github.cloudsimmigration.technique.stop;

import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.Validate;

/**
 * The stop rules of classic pre-copy, tested in this order: enough rounds, few pages, too much volume.
 *
 * <p>Source: Xen's legacy {@code xc_domain_save}: after round i, stop if i &ge; 29, or sent + skipped &lt; 50, or more than
 * three times the memory was sent. Techniques that hold pages count only sent pages, and want to see few of them in several
 * successive rounds: one more than the rounds a freshly written page has to wait by their rule.
 *
 * @param maxRounds stop after this round at the latest
 * @param fewPages fewer pages than this are few
 * @param volume stop once more than this many times the number of pages were sent
 * @param fewRounds how many successive rounds must be short of pages
 * @param counted which pages of a round count when looking for few
 */
public record ClassicStop(int maxRounds, int fewPages, double volume, int fewRounds, Counted counted)
        implements StopRule.RoundRule {
    private static final int XEN_MAX_ROUNDS = 29;
    private static final int XEN_FEW_PAGES = 50;
    private static final double XEN_VOLUME = 3;

    /** Which pages of a round count. */
    public enum Counted {
        /** Those that were sent. */
        SENT {
            @Override
            int of(final RoundTally round) {
                return round.sent();
            }
        },
        /** Those that were sent or skipped. */
        SENT_AND_SKIPPED {
            @Override
            int of(final RoundTally round) {
                return round.sent() + round.skipped();
            }
        },
        /** All that were pending. */
        PENDING {
            @Override
            int of(final RoundTally round) {
                return round.pending();
            }
        },
        /** Those that were pending when it had ended. */
        LEFT {
            @Override
            int of(final RoundTally round) {
                return round.left();
            }
        };

        abstract int of(RoundTally round);
    }

    /** Xen's own rules. */
    public static final ClassicStop XEN =
            new ClassicStop(XEN_MAX_ROUNDS, XEN_FEW_PAGES, XEN_VOLUME, 1, Counted.SENT_AND_SKIPPED);

    /**
     * Modern Xen's rules ({@code libxc}'s migration stream version 2): stop after five rounds, or once fewer than 50 pages are pending
     * after a round.
     */
    public static final ClassicStop XEN_V2 =
            new ClassicStop(5, XEN_FEW_PAGES, Double.POSITIVE_INFINITY, 1, Counted.LEFT);

    public ClassicStop {
        Validate.isTrue(maxRounds > 0, "stop after %d rounds, expected 1 or more", maxRounds);
        Validate.isTrue(fewPages >= 0, "few pages: %d, expected 0 or more", fewPages);
        Validate.isTrue(volume >= 0, "volume of %s times the memory, expected 0 or more", volume);
        Validate.isTrue(fewRounds > 0, "few pages in %d successive rounds, expected 1 or more", fewRounds);
    }

    /**
     * {@return Xen's rules for a technique that holds pages}
     *
     * @param fewRounds how many successive rounds must have sent fewer than 50 pages
     */
    public static ClassicStop holding(final int fewRounds) {
        return new ClassicStop(XEN_MAX_ROUNDS, XEN_FEW_PAGES, XEN_VOLUME, fewRounds, Counted.SENT);
    }

    @Override
    public Optional<StopReason> check(final List<RoundTally> rounds, final int pages) {
        if (rounds.size() >= maxRounds) {
            return Optional.of(StopReason.ITERATIONS);
        }
        if (wasShortOfPages(rounds)) {
            return Optional.of(StopReason.FEW_PAGES);
        }
        final long sent = rounds.stream().mapToLong(RoundTally::sent).sum();
        return sent > volume * pages ? Optional.of(StopReason.VOLUME) : Optional.empty();
    }

    private boolean wasShortOfPages(final List<RoundTally> rounds) {
        final int count = rounds.size();
        return count >= fewRounds
                && rounds.subList(count - fewRounds, count).stream().allMatch(round -> counted.of(round) < fewPages);
    }
}
