package io.github.cloudsimmigration.technique.encoding;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.Set;

/**
 * One encoding while the VM runs and another in the final round: bytes are worth most when the VM stands still, CPU time when it
 * does not.
 *
 * <p>It needs a final round, which post-copy has not: {@link Technique} refuses the two together.
 *
 * <p>Cost: that of the two.
 *
 * <p>What it does not claim: a shorter downtime on every link; if the final encoding takes longer to compute than it saves on the wire,
 * it is longer.
 *
 * @param live while the VM runs
 * @param stopped once it stands still
 */
public record FinalRoundEncoding(PageEncoding live, PageEncoding stopped) implements PageEncoding {
    /** Whole pages while the VM runs, zlib in the final round. */
    public static final FinalRoundEncoding DEFAULT = new FinalRoundEncoding(WholePages.DEFAULT, ZlibPages.DEFAULT);

    @Override
    public Set<Need> needs() {
        return Needs.of(Needs.of(live.needs(), stopped.needs()), Set.of(Need.FINAL_ROUND));
    }

    @Override
    public Encoder start(final MigratingGuest guest) {
        final Encoder running = live.start(guest);
        final Encoder atLast = stopped.start(guest);
        return new Encoder() {
            @Override
            public void begin(final CopyPhase phase, final Traffic traffic) {
                at(phase).begin(phase, traffic);
            }

            @Override
            public void encode(final PageBatch batch, final CopyPhase phase, final Traffic traffic) {
                at(phase).encode(batch, phase, traffic);
            }

            private Encoder at(final CopyPhase phase) {
                return phase == CopyPhase.STOPPED ? atLast : running;
            }
        };
    }
}
