package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class MemoryLayoutTest {
    private static final long GIB = 1L << 30;

    @Test
    void sixteenGibibytesAreFourMillionPages() {
        final MemoryLayout layout = MemoryLayout.ofBytes(16 * GIB);
        assertThat(layout.pages()).isEqualTo(4_194_304);
        assertThat(layout.bytes()).isEqualTo(16 * GIB);
    }

    @Test
    void partOfAPageCountsAsAPage() {
        assertThat(MemoryLayout.ofBytes(1).pages()).isEqualTo(1);
        assertThat(MemoryLayout.ofBytes(4096).pages()).isEqualTo(1);
        assertThat(MemoryLayout.ofBytes(4097).pages()).isEqualTo(2);
    }

    @Test
    void readOnlyIsAFractionOfTheAllocatedPages() {
        final MemoryLayout layout =
                MemoryLayout.ofPages(1_000).withAllocated(0.5).withReadOnly(0.2);
        assertThat(layout.allocatedPages()).isEqualTo(500);
        assertThat(layout.writablePages()).isEqualTo(400);
    }

    @Test
    void plainLayoutIsAllocatedWritableAndRandom() {
        final MemoryLayout layout = MemoryLayout.ofPages(1_000);
        assertThat(layout.writablePages()).isEqualTo(1_000);
        assertThat(layout.pageSize()).isEqualTo(4096);
        assertThat(layout.contents()).isEqualTo(ContentMix.ALL_RANDOM);
    }

    @Test
    void sampleStandsForTheWholeMemory() {
        final MemoryLayout layout =
                MemoryLayout.ofPages(1_000).withAllocated(0.5).withReadOnly(0.2);
        final MemoryLayout sample = layout.sampled(10);
        assertThat(sample.pages()).isEqualTo(100);
        assertThat(sample.writablePages()).isEqualTo(40);
        assertThat(sample.guestPages()).isEqualTo(1_000);
        assertThat(sample.bytes()).isEqualTo(layout.bytes());
        assertThat(sample.sampled(2).oneIn()).isEqualTo(20);
        assertThat(layout.sampled(1)).isEqualTo(layout);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout.sampled(1_001))
                .withMessage("sample of one in 1001 of 1000 pages, expected 1 to all");
    }

    @Test
    void badLayoutsAreRefusedWithTheNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryLayout.ofPages(0))
                .withMessage("memory of 0 pages, expected 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemoryLayout(1, 3000, 1, 0, ContentMix.ALL_RANDOM))
                .withMessage("page size 3000 bytes, expected a power of two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryLayout.ofPages(1).withAllocated(1.5))
                .withMessage("allocated fraction 1.5, expected 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryLayout.ofPages(1).withReadOnly(Double.NaN))
                .withMessage("read-only fraction NaN, expected 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryLayout.ofBytes(0))
                .withMessageContaining("memory of 0 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryLayout.ofBytes(1L << 50))
                .withMessageContaining("2147483647 pages of 4096 bytes");
    }

    @Test
    void lotsFallIntoTheSharesInOrder() {
        final var mix = new ContentMix(0.25, 0.25, 0.25, 0.25);
        assertThat(mix.contentAt(0)).isEqualTo(PageContent.ZERO);
        assertThat(mix.contentAt(0.25)).isEqualTo(PageContent.SPARSE);
        assertThat(mix.contentAt(0.5)).isEqualTo(PageContent.TEXT);
        assertThat(mix.contentAt(0.75)).isEqualTo(PageContent.RANDOM);
        assertThat(ContentMix.ALL_RANDOM.contentAt(0)).isEqualTo(PageContent.RANDOM);
    }

    @Test
    void sharesMustAddUpToOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContentMix(0.5, 0.25, 0, 0))
                .withMessage("shares of a content mix add up to 0.75, expected 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContentMix(1.5, -0.5, 0, 0))
                .withMessage("share of a content mix: 1.5, expected 0 to 1");
        assertThat(new ContentMix(0.1, 0.2, 0.3, 0.4).random()).isEqualTo(0.4);
    }
}
