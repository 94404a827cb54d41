package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageLog;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TestBedGuestTest {
    private static final int PAGES = 65_666;
    private static final int NON_ZERO = 23_000;

    private final PageLog writes = new PageLog(PAGES);
    private final PageLog reads = new PageLog(PAGES);
    private final GuestMemory memory = new GuestMemory(MemoryLayout.ofPages(PAGES), 1);

    private AccessProcess start(final WriterSpec writer) {
        return new TestBedGuest(TestBed.MEASURED, writer, NON_ZERO)
                .start(GuestContext.of(memory, new SplittableRandom(7)));
    }

    @Test
    void kernelReadsTheSameFewPagesAgainAndAgain() {
        final AccessProcess idle = start(WriterSpec.NONE);
        idle.advance(30, new AccessLog(writes, reads));
        final int read = reads.pages().cardinality();
        assertThat(read).isBetween(15, TestBed.MEASURED.writing().readPages());
        idle.advance(30, new AccessLog(writes, reads));
        assertThat(reads.pages().cardinality())
                .isBetween(read, TestBed.MEASURED.writing().readPages());
    }

    @Test
    void asManyPagesAreNotZeroAsTold() {
        start(new WriterSpec(16, 8, 500, WriterSpec.Pattern.UNIFORM, 0, 0, false));
        assertThat(memory.allocated().cardinality()).isEqualTo(NON_ZERO);
    }

    /** Rounds of measured runs ended with up to 2890 pages of one stretch unsent, and zero pages below them. */
    @Test
    void topOfMemoryIsNotZeroAndHasZeroPagesBelow() {
        start(new WriterSpec(16, 16, 500, WriterSpec.Pattern.UNIFORM, 0, 0, false));
        assertThat(memory.allocated().nextAbsent(PAGES - 2890)).isEqualTo(PAGES);
        assertThat(memory.allocated().nextAbsent(PAGES - 3200)).isBetween(PAGES - 3200, PAGES - 2890);
    }

    @Test
    void sequentialWriterGoesOnAfterTwoThousandMillionWrites() {
        final AccessProcess writer =
                start(new WriterSpec(1, 1, 429_496_000, WriterSpec.Pattern.SEQUENTIAL, 0, 0, false));
        writer.advance(0.0001, AccessLog.ofWrites(writes));
        assertThat(writes.pages().cardinality()).isGreaterThanOrEqualTo(256);
    }
}
