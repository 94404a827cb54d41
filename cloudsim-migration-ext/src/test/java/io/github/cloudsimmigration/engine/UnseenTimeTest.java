package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.access.PageTraceAccess;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that follow their own time only. Times are binary fractions, so that sums of them are exact. */
final class UnseenTimeTest {
    private static final int PAGES = 2_048;
    private static final int TRACED = 300;
    private static final int PAGE = 4_096;
    private static final int PAGES_PER_SECOND = 512;

    @ParameterizedTest
    @MethodSource("io.github.cloudsimmigration.technique.Techniques#all")
    void nobodyCanTellWhetherTimePassesAtOnceWhileNobodyLooks(final Technique technique) throws IOException {
        assertThat(record(technique, new PageTraceAccess(onePageAnInterval(5), 0, true)))
                .isEqualTo(record(technique, new SliceBySlice(onePageAnInterval(5))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pagesWrittenBeforeTheirTurnAreFoundInTime(final long seed) throws IOException {
        final Technique peeks = Technique.named("peeks")
                .encoding(new WholePages(0))
                .batchPages(32)
                .build();
        final MigrationRecord record = record(peeks, new PageTraceAccess(onePageAnInterval(seed), 0, true));
        assertThat(record.rounds().get(0).tally().skipped()).as("seed %d", seed).isPositive();
        assertThat(record).isEqualTo(record(peeks, new SliceBySlice(onePageAnInterval(seed))));
    }

    @Test
    void pagesThatAreNeverWrittenGoSeveralBatchesASlice() throws IOException {
        final Technique peeks = Technique.named("peeks")
                .encoding(new WholePages(0))
                .batchPages(32)
                .build();
        final var guest = Guest.of(MemoryLayout.ofPages(PAGES), new PageTraceAccess(onePageAnInterval(1), 0, true));
        final var migration = new LiveMigration(peeks, guest, 3);
        final List<Integer> slices = new ArrayList<>();
        for (int sent = 0; sent < PAGES; ) {
            if (migration.next() instanceof Step.Send slice) {
                slices.add((int) slice.bytes() / PAGE);
                sent += (int) slice.bytes() / PAGE;
            }
            migration.done(0);
        }
        final int traced = (TRACED + 63) / 64 * 64; // words of the bitmap
        final int beyond = traced / 32;
        assertThat(slices.subList(0, beyond)).allMatch(pages -> pages <= 32);
        assertThat(slices.subList(beyond, slices.size())).containsExactly(512, 512, 512, PAGES - traced - 3 * 512);
    }

    private static MigrationRecord record(final Technique technique, final AccessModel access) {
        final var guest = Guest.of(MemoryLayout.ofPages(PAGES), access);
        final var migration = new LiveMigration(technique, guest, 3);
        return new Drive(migration, ScheduledWire.constant(PAGES_PER_SECOND * (double) PAGE)).toEnd();
    }

    /** With one page an interval there is nothing to be drawn. */
    private static PageTrace onePageAnInterval(final long seed) throws IOException {
        final var random = new SplittableRandom(seed);
        final var text = new StringBuilder("# page-trace 1\n# pages: " + TRACED + "\n0: 0\n");
        for (int i = 1; i <= 4_096; i++) {
            text.append(String.format(Locale.ROOT, "%.10f: %d%n", i / 128.0, random.nextInt(TRACED)));
        }
        return PageTrace.read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII)), "made up");
    }

    /** The same writes by a guest that is brought to the present after every slice. */
    private record SliceBySlice(PageTrace trace) implements AccessModel {
        @Override
        public AccessProcess start(final GuestContext guest) {
            final AccessProcess replay = new PageTraceAccess(trace, 0, true).start(guest);
            return new AccessProcess() {
                @Override
                public void advance(final double guestSeconds, final AccessLog log) {
                    replay.advance(guestSeconds, log);
                }

                @Override
                public void skip(final double guestSeconds) {
                    replay.skip(guestSeconds);
                }
            };
        }
    }
}
