package io.github.cloudsimmigration.technique.qemu;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.Set;
import org.apache.commons.lang3.Validate;

/**
 * Pages in QEMU's stream, with the bytes around them.
 *
 * <p>Source: QEMU's {@code migration/ram.c}, {@code ram_save_setup} and {@code ram_save_iterate}.
 *
 * <p>What it does not claim: QEMU ends every iteration of 50 ms with a mark, not only every round; that is less than 200 bytes a second.
 *
 * @param setupBytes bytes before the first page: the memory blocks with their names and sizes; 84 for a {@code pc} (measured)
 * @param roundBytes bytes at the end of a round with the VM running; 8 in QEMU
 * @param pages how the pages travel
 */
public record QemuStream(int setupBytes, int roundBytes, PageEncoding pages) implements PageEncoding {
    private static final int MEASURED_SETUP_BYTES = 84;
    private static final int END_OF_ITERATION_BYTES = 8;

    public QemuStream {
        Validate.isTrue(setupBytes >= 0, "stream set-up of %d bytes, expected 0 or more", setupBytes);
        Validate.isTrue(roundBytes >= 0, "end of a round of %d bytes, expected 0 or more", roundBytes);
    }

    /** Describes the stream of a {@code pc}. */
    public QemuStream(final PageEncoding pages) {
        this(MEASURED_SETUP_BYTES, END_OF_ITERATION_BYTES, pages);
    }

    @Override
    public Set<Need> needs() {
        return pages.needs();
    }

    @Override
    public Encoder start(final MigratingGuest guest) {
        final Encoder encoder = pages.start(guest);
        return new Encoder() {
            private boolean setUp;

            @Override
            public void begin(final CopyPhase phase, final Traffic traffic) {
                if (phase == CopyPhase.LIVE) {
                    traffic.add(PageKind.FRAMING, 0, (setUp ? 0 : setupBytes) + (long) roundBytes);
                    setUp = true;
                }
                encoder.begin(phase, traffic);
            }

            @Override
            public void encode(final PageBatch batch, final CopyPhase phase, final Traffic traffic) {
                encoder.encode(batch, phase, traffic);
            }

            @Override
            public boolean alike(final PageBatch batch) {
                return encoder.alike(batch);
            }
        };
    }
}
