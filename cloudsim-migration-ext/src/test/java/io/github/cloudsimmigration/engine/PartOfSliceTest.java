package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.technique.EncodingCounter;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PartOfSliceTest {
    /** 100 whole pages and 40 marks take 402 600 bytes with their header; with device state it is 412 600. */
    private static Traffic slice() {
        final var slice = new Traffic();
        slice.add(PageKind.FRAMING, 0, 1_000);
        slice.add(PageKind.NORMAL, 100, 401_240);
        slice.add(PageKind.DUPLICATE, 40, 360);
        slice.add(PageKind.DEVICE_STATE, 0, 10_000);
        slice.count(EncodingCounter.XBZRLE_CACHE_MISS, 100);
        slice.addCpuSeconds(4.126);
        return slice;
    }

    @Test
    void ofEveryKindAsLargeAPartHasCrossed() {
        final Traffic half = PartOfSlice.of(slice(), 201_300, 1);
        assertThat(half.bytes()).isEqualTo(201_300);
        assertThat(half.bytes(PageKind.FRAMING)).isEqualTo(500);
        assertThat(half.bytes(PageKind.NORMAL)).isEqualTo(200_620);
        assertThat(half.bytes(PageKind.DUPLICATE)).isEqualTo(180);
        assertThat(half.bytes(PageKind.DEVICE_STATE)).isZero();
        assertThat(half.pages(PageKind.NORMAL)).isEqualTo(50);
        assertThat(half.pages(PageKind.DUPLICATE)).isEqualTo(20);
        assertThat(half.count(EncodingCounter.XBZRLE_CACHE_MISS)).isEqualTo(50);
        assertThat(half.cpuSeconds()).isCloseTo(2.013, within(1e-12));
    }

    @Test
    void pagesCountOnceTheyHaveCrossedWhole() {
        assertThat(PartOfSlice.of(slice(), 201_299, 1).pages()).isEqualTo(69);
        assertThat(PartOfSlice.of(slice(), 2_875, 1).pages()).isZero();
        assertThat(PartOfSlice.of(slice(), 2_876, 1).pages()).isOne();
    }

    @Test
    void deviceStateComesLast() {
        final Traffic part = PartOfSlice.of(slice(), 402_607, 1);
        assertThat(part.pages()).isEqualTo(140);
        assertThat(part.bytes(PageKind.DEVICE_STATE)).isEqualTo(7);
    }

    @Test
    void pagesThatStandBehindOneOfASampleCrossTogether() {
        final Traffic half = PartOfSlice.of(slice(), 201_300, 20);
        assertThat(half.pages()).isEqualTo(60);
        assertThat(half.bytes()).isEqualTo(201_300);
    }

    @Test
    void pagesWithoutBytesCrossBeforeTheDeviceState() {
        final var unchanged = new Traffic();
        unchanged.add(PageKind.XBZRLE, 5, 0);
        unchanged.add(PageKind.DEVICE_STATE, 0, 10);
        assertThat(PartOfSlice.of(unchanged, 0, 1).pages()).isZero();
        assertThat(PartOfSlice.of(unchanged, 1, 1).pages()).isEqualTo(5);
    }

    @Test
    void partsAddUpToWhatHasCrossedAndTheWholeIsAll() {
        final var random = new SplittableRandom(1);
        for (int run = 0; run < 1_000; run++) {
            final int oneIn = 1 << random.nextInt(4);
            final var slice = new Traffic();
            for (final PageKind kind : PageKind.values()) {
                final int pages = kind == PageKind.DEVICE_STATE ? 0 : random.nextInt(1_000) * oneIn;
                slice.add(kind, pages, random.nextInt(3) * random.nextLong(100_000));
            }
            final long bytes = random.nextLong(slice.bytes() + 1);
            final Traffic part = PartOfSlice.of(slice, bytes, oneIn);
            assertThat(part.bytes()).as("run %d", run).isEqualTo(bytes);
            assertThat(part.pages() % oneIn).as("run %d", run).isZero();
            for (final PageKind kind : PageKind.values()) {
                assertThat(part.pages(kind)).as("run %d", run).isBetween(0, slice.pages(kind));
                assertThat(part.bytes(kind)).as("run %d", run).isBetween(0L, slice.bytes(kind));
            }
            assertThat(PartOfSlice.of(slice, slice.bytes(), oneIn))
                    .as("run %d", run)
                    .isEqualTo(slice.bytes() == 0 ? new Traffic() : slice);
        }
    }
}
