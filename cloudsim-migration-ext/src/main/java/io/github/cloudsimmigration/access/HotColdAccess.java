package io.github.cloudsimmigration.access;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.lang3.Validate;

/**
 * Accesses that favour a hot part of the working set: with probability {@code hotShare} an access goes to the hot pages,
 * else to the others, evenly within each part.
 *
 * @param perSecond accesses per second of guest time, 0 or more
 * @param workingSet pages of the working set, the guest's first ones; the hot ones come first
 * @param hotFraction hot part of the working set, 0 to 1; at least one page is hot and one is not
 * @param hotShare share of the accesses that go to the hot part, 0 to 1
 */
public record HotColdAccess(double perSecond, int workingSet, double hotFraction, double hotShare)
        implements AccessModel {
    public HotColdAccess {
        AccessChecks.rate(perSecond);
        Validate.isTrue(workingSet > 1, "hot/cold working set of %d pages, expected 2 or more", workingSet);
        AccessChecks.fraction("hot fraction", hotFraction);
        AccessChecks.fraction("hot share", hotShare);
    }

    /** {@return the number of hot pages} */
    public int hotPages() {
        return (int) Math.max(1, Math.min(workingSet - 1L, Math.round(workingSet * hotFraction)));
    }

    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.of(perSecond);
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        final int hot = AccessChecks.sampled(hotPages(), oneIn);
        final int cold = AccessChecks.sampled(workingSet - hotPages(), oneIn);
        final double hotRate = perSecond * hotShare * hot / hotPages();
        final double coldRate = perSecond * (1 - hotShare) * cold / (workingSet - hotPages());
        final double rate = hotRate + coldRate;
        return Optional.of(
                new HotColdAccess(rate, hot + cold, (double) hot / (hot + cold), rate > 0 ? hotRate / rate : hotShare));
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final int end = Math.max(2, guest.workingSet("hot/cold", workingSet));
        final int hotPages = Math.min(hotPages(), end - 1);
        final double hotRate = perSecond * hotShare / hotPages;
        final double coldRate = perSecond * (1 - hotShare) / (workingSet - hotPages);
        final var hot = PoissonPages.even(0, hotPages, hotRate, guest.random());
        final var cold = PoissonPages.even(hotPages, end, coldRate, guest.random());
        return (guestSeconds, log) -> {
            hot.advance(guestSeconds, log.writes());
            cold.advance(guestSeconds, log.writes());
        };
    }
}
