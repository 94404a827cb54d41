package io.github.cloudsimmigration.technique.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.memory.ContentMix;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSample;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.EncodingCounter;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageEncoding.Need;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.Traffic;
import io.github.cloudsimmigration.technique.qemu.QemuStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Encodings by hand: so many pages of what kind, so many bytes, so much CPU time. */
final class EncodingsTest {
    private static final int PAGE = 4096;
    private static final ContentMix ZERO = new ContentMix(1, 0, 0, 0);
    private static final ContentMix SPARSE = new ContentMix(0, 1, 0, 0, PageSample.GCC);
    private static final ContentMix TEXT = new ContentMix(0, 0, 1, 0, PageSample.REDIS);

    private final Traffic traffic = new Traffic();

    private static GuestMemory memory(final int pages, final ContentMix contents) {
        return new GuestMemory(MemoryLayout.ofPages(pages).withContents(contents), 7);
    }

    private static MigratingGuest guest(final GuestMemory memory) {
        return new MigratingGuest(memory, null, () -> Double.POSITIVE_INFINITY);
    }

    private static PageBatch batch(final int... pages) {
        final var batch = new PageBatch();
        for (final int page : pages) {
            batch.add(page);
        }
        return batch;
    }

    private static PageBatch range(final int from, final int to) {
        final var batch = new PageBatch();
        for (int page = from; page < to; page++) {
            batch.add(page);
        }
        return batch;
    }

    private void expect(final PageKind kind, final int pages, final long bytes) {
        assertThat(traffic.pages(kind)).as("%s pages", kind).isEqualTo(pages);
        assertThat(traffic.bytes(kind)).as("%s bytes", kind).isEqualTo(bytes);
    }

    /**
     * What a real QEMU said it had transferred: 32 849 zero pages, 49 normal ones, 84 bytes of memory blocks' names and 8 for the end of an
     * iteration.
     */
    @Test
    void zeroAndWholePagesTakeWhatQemuSaysTheyTake() {
        final int zeroPages = 32_849;
        final int normalPages = 49;
        final GuestMemory memory = memory(zeroPages + normalPages, ZERO);
        // what is written is no longer zero
        final var written = new PageSet(memory.pages());
        written.addRange(100, 100 + normalPages);
        memory.wrote(written);
        final PageEncoding.Encoder encoder =
                ZeroPages.before(WholePages.DEFAULT).start(guest(memory));
        encoder.begin(CopyPhase.LIVE, traffic);
        encoder.encode(range(0, 20_000), CopyPhase.LIVE, traffic);
        encoder.encode(range(20_000, memory.pages()), CopyPhase.LIVE, traffic);
        traffic.add(PageKind.FRAMING, 0, 84 + 8);
        expect(PageKind.DUPLICATE, zeroPages, zeroPages * 9);
        expect(PageKind.NORMAL, normalPages, normalPages * 4104);
        assertThat(traffic.bytes()).isEqualTo(496_829);
        assertThat(traffic.pages()).isEqualTo(memory.pages());
        assertThat(traffic.cpuSeconds()).isCloseTo(zeroPages * 0.6e-6, within(1e-9));
    }

    @Test
    void zeroPagesLeaveTheBatchAsItIs() {
        final GuestMemory memory = memory(64, ZERO);
        final PageBatch batch = range(0, 64);
        ZeroPages.before(WholePages.DEFAULT).start(guest(memory)).encode(batch, CopyPhase.LIVE, traffic);
        assertThat(batch.pages()).isEqualTo(64);
        expect(PageKind.DUPLICATE, 64, 64 * 9);
        expect(PageKind.NORMAL, 0, 0);
    }

    /** 40 of 100 pages are free: 40 marks of a byte. A random page is a mark and itself. */
    @Test
    void me2MarksFreePagesOnceAndSendsRandomOnesUnchanged() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(100).withAllocated(0.6), 7);
        final PageEncoding.Encoder encoder = new Me2Encoding(1, 2e-6, 1e-8).start(guest(memory));
        encoder.begin(CopyPhase.LIVE, traffic);
        assertThat(traffic.pages()).isZero();
        assertThat(traffic.bytes()).isEqualTo(40);
        assertThat(traffic.cpuSeconds()).isCloseTo(1e-6, within(1e-12));
        encoder.encode(range(0, 60), CopyPhase.LIVE, traffic);
        expect(PageKind.FRAMING, 0, 40);
        expect(PageKind.NORMAL, 60, 60 * 4097);
        assertThat(traffic.cpuSeconds()).isCloseTo(1e-6 + 60 * 2e-6, within(1e-12));
        encoder.begin(CopyPhase.LIVE, traffic);
        encoder.begin(CopyPhase.STOPPED, traffic);
        encoder.begin(CopyPhase.POSTCOPY, traffic);
        expect(PageKind.FRAMING, 0, 40);
        assertThat(traffic.cpuSeconds())
                .as("the map was read three times")
                .isCloseTo(3 * 1e-6 + 60 * 2e-6, within(1e-12));
    }

    /** A zero page is 17 runs of at most 255 bytes, two bytes each. */
    @Test
    void me2EncodesZeroPagesAndDoesNotMarkThemTwiceIfTheyAreFreeAndSentAllTheSame() {
        final var memory =
                new GuestMemory(MemoryLayout.ofPages(10).withAllocated(0.8).withContents(ZERO), 7);
        final PageEncoding.Encoder encoder = Me2Encoding.DEFAULT.start(guest(memory));
        encoder.begin(CopyPhase.LIVE, traffic);
        encoder.encode(range(0, 10), CopyPhase.LIVE, traffic);
        expect(PageKind.FRAMING, 0, 2);
        expect(PageKind.COMPRESSED, 8, 8 * (1 + 34));
        expect(PageKind.DUPLICATE, 2, 0);
    }

    @Test
    void me2EncodesSparsePagesToTheirMeasuredMeanAndLeavesTextAlone() {
        final int pages = 100_000;
        Me2Encoding.DEFAULT.start(guest(memory(pages, SPARSE))).encode(range(0, pages), CopyPhase.LIVE, traffic);
        assertThat(traffic.bytes() / (double) pages).isCloseTo(1 + 2421, within(0.01 * 2421));
        traffic.clear();
        Me2Encoding.DEFAULT.start(guest(memory(100, TEXT))).encode(range(0, 100), CopyPhase.LIVE, traffic);
        expect(PageKind.NORMAL, 100, 100 * 4097);
    }

    /** Zero pages compress to 41 bytes, behind a header of 8 and a length of 4; random ones do not. */
    @Test
    void zlibSendsWholeWhatItCannotShorten() {
        ZlibPages.DEFAULT.start(guest(memory(10, ZERO))).encode(range(0, 10), CopyPhase.LIVE, traffic);
        expect(PageKind.COMPRESSED, 10, 10 * (8 + 4 + 41));
        assertThat(traffic.cpuSeconds()).isCloseTo(10 * 33e-6, within(1e-12));
        traffic.clear();
        ZlibPages.DEFAULT.start(guest(memory(10, ContentMix.ALL_RANDOM))).encode(range(0, 10), CopyPhase.LIVE, traffic);
        expect(PageKind.NORMAL, 10, 10 * 4104);
    }

    /** 128 pages fill a packet; 72 open the next, 100 fill it with 56 and open a third. */
    @Test
    void multifdFillsPacketsAcrossBatchesAndOpensOneForEachRound() {
        final PageEncoding.Encoder encoder = Multifd.DEFAULT.start(guest(memory(300, ContentMix.ALL_RANDOM)));
        encoder.begin(CopyPhase.LIVE, traffic);
        encoder.encode(range(0, 128), CopyPhase.LIVE, traffic);
        expect(PageKind.FRAMING, 0, 1344);
        encoder.encode(range(128, 200), CopyPhase.LIVE, traffic);
        expect(PageKind.FRAMING, 0, 2 * 1344);
        encoder.encode(range(200, 300), CopyPhase.LIVE, traffic);
        expect(PageKind.FRAMING, 0, 3 * 1344);
        expect(PageKind.NORMAL, 300, 300 * PAGE);
        encoder.begin(CopyPhase.STOPPED, traffic);
        encoder.encode(batch(5), CopyPhase.STOPPED, traffic);
        expect(PageKind.FRAMING, 0, 4 * 1344);
        encoder.begin(CopyPhase.POSTCOPY, traffic);
        encoder.encode(batch(6, 7), CopyPhase.POSTCOPY, traffic);
        expect(PageKind.FRAMING, 0, 4 * 1344 + 2 * 8);
    }

    @Test
    void channelsShareTheCpuTimeButNotTheBytes() {
        final var zlib = new ZlibPages(0, 4, 30e-6);
        final PageEncoding.Encoder encoder =
                new Multifd(3, 128, 1344, 8, zlib).start(guest(memory(128, ContentMix.ALL_RANDOM)));
        encoder.encode(range(0, 128), CopyPhase.LIVE, traffic);
        assertThat(traffic.cpuSeconds()).isCloseTo(128 * 10e-6, within(1e-12));
        assertThat(traffic.bytes()).isEqualTo(1344 + 128 * PAGE);
        traffic.clear();
        encoder.encode(range(0, 128), CopyPhase.POSTCOPY, traffic);
        assertThat(traffic.cpuSeconds()).isCloseTo(128 * 30e-6, within(1e-12));
    }

    @Test
    void zeroPagesGoAroundThePacketsOfMultifd() {
        final GuestMemory memory = memory(256, ZERO);
        final var written = new PageSet(256);
        written.addRange(0, 200);
        memory.wrote(written);
        ZeroPages.before(Multifd.DEFAULT).start(guest(memory)).encode(range(0, 256), CopyPhase.LIVE, traffic);
        expect(PageKind.DUPLICATE, 56, 56 * 9);
        expect(PageKind.NORMAL, 200, 200 * PAGE);
        expect(PageKind.FRAMING, 0, 2 * 1344);
    }

    @Test
    void finalRoundAloneIsCompressed() {
        final PageEncoding.Encoder encoder = FinalRoundEncoding.DEFAULT.start(guest(memory(10, ZERO)));
        encoder.encode(range(0, 10), CopyPhase.LIVE, traffic);
        expect(PageKind.NORMAL, 10, 10 * 4104);
        encoder.encode(range(0, 4), CopyPhase.STOPPED, traffic);
        expect(PageKind.COMPRESSED, 4, 4 * (8 + 4 + 41));
    }

    /**
     * A word is 11 bytes: its place in two, its length in one, itself. All 512 are one run: its place in one, its length in two. 256 form 128.5 runs
     * on average, each behind two bytes.
     */
    @Test
    void differencesAreRunsOfChangedWordsBehindTheirLengths() {
        assertThat(Xbzrle.differenceBytes(0, PAGE)).isZero();
        assertThat(Xbzrle.differenceBytes(1, PAGE)).isEqualTo(11);
        assertThat(Xbzrle.differenceBytes(2, PAGE)).isEqualTo(22);
        assertThat(Xbzrle.differenceBytes(256, PAGE)).isEqualTo(257 + 2048);
        assertThat(Xbzrle.differenceBytes(512, PAGE)).isEqualTo(4099);
    }

    /** A cache of four pages: 0 and 4 want the same slot. A page found there is 8 + 1 + 2 + 11 bytes. */
    @Test
    void xbzrleSendsDifferencesOfPagesInItsCache() {
        final var xbzrle = new Xbzrle(8, 4 * PAGE + 5, false, 1, 1e-6);
        final PageEncoding.Encoder encoder = xbzrle.start(guest(memory(8, ContentMix.ALL_RANDOM)));
        send(encoder, CopyPhase.LIVE, 0, 1, 4);
        expect(PageKind.NORMAL, 3, 3 * 4104);
        expectCache(0, 0, 0);

        send(encoder, CopyPhase.LIVE, 0, 4);
        expect(PageKind.NORMAL, 2, 2 * 4104);
        expectCache(0, 0, 2);

        send(encoder, CopyPhase.LIVE, 0, 4);
        expect(PageKind.NORMAL, 1, 4104);
        expect(PageKind.XBZRLE, 1, 22);
        expectCache(1, 14, 1);
        assertThat(traffic.cpuSeconds()).isEqualTo(1e-6);

        send(encoder, CopyPhase.LIVE, 4);
        expectCache(0, 0, 1);
        send(encoder, CopyPhase.LIVE, 4, 0);
        assertThat(traffic.pages(PageKind.NORMAL))
                .as("0 was used two syncs ago: 4 takes its slot")
                .isEqualTo(2);
        expectCache(0, 0, 2);
        send(encoder, CopyPhase.LIVE, 4);
        expectCache(1, 14, 0);

        send(encoder, CopyPhase.STOPPED, 4, 5, 5);
        expect(PageKind.XBZRLE, 1, 22);
        expectCache(1, 14, 2);
        send(encoder, CopyPhase.POSTCOPY, 4);
        expect(PageKind.NORMAL, 1, 4104);
        expectCache(0, 0, 0);
    }

    @Test
    void xbzrleFeedsOnUpdateCounts() {
        final GuestMemory memory = memory(8, ContentMix.ALL_RANDOM);
        final var updates = new UpdateCounts(8);
        final var guest = new MigratingGuest(memory, updates, () -> Double.POSITIVE_INFINITY);
        final PageEncoding.Encoder encoder = Xbzrle.DEFAULT.start(guest);
        updates.add(3, 50);
        send(encoder, CopyPhase.LIVE, 3);
        updates.add(3, 7);
        send(encoder, CopyPhase.LIVE, 3);
        expectCache(0, 0, 1);

        send(encoder, CopyPhase.LIVE, 3);
        expect(PageKind.XBZRLE, 1, 0);
        expectCache(1, 0, 0);

        updates.add(3, 2);
        send(encoder, CopyPhase.LIVE, 3);
        expect(PageKind.XBZRLE, 1, 8 + 1 + 2 + 22);

        updates.add(3, 100_000);
        send(encoder, CopyPhase.LIVE, 3);
        expect(PageKind.NORMAL, 1, 4104);
        expectCache(1, PAGE, 0);
        assertThat(traffic.count(EncodingCounter.XBZRLE_OVERFLOW)).isEqualTo(1);
        assertThat(traffic.count(EncodingCounter.XBZRLE_UNENCODED_BYTES)).isEqualTo(PAGE);
    }

    /** A whole page takes 1 s, a look for a difference 10 s. */
    @Test
    void xbzrleCountsTheTimeOfEveryWholePage() {
        final var xbzrle = new Xbzrle(8, 4 * PAGE, false, 512, 10, 1);
        final PageEncoding.Encoder encoder = xbzrle.start(guest(memory(8, ContentMix.ALL_RANDOM)));
        send(encoder, CopyPhase.LIVE, 0, 1, 4);
        assertThat(traffic.cpuSeconds()).as("first sweep").isEqualTo(3);
        send(encoder, CopyPhase.LIVE, 0);
        assertThat(traffic.cpuSeconds()).as("not in the cache").isEqualTo(1);
        send(encoder, CopyPhase.LIVE, 0);
        assertThat(traffic.cpuSeconds()).as("longer than a page").isEqualTo(11);
        send(encoder, CopyPhase.POSTCOPY, 0, 1);
        assertThat(traffic.cpuSeconds()).as("post-copy").isEqualTo(2);

        final var small = new Xbzrle(8, 4 * PAGE, false, 1, 10, 1).start(guest(memory(8, ContentMix.ALL_RANDOM)));
        send(small, CopyPhase.LIVE, 0);
        send(small, CopyPhase.LIVE, 0);
        send(small, CopyPhase.LIVE, 0);
        assertThat(traffic.cpuSeconds()).as("a difference").isEqualTo(10);
    }

    @Test
    void xbzrleOfUnchangedPagesTakesNothing() {
        final PageEncoding.Encoder encoder =
                new Xbzrle(8, PAGE, false, 0, 0).start(guest(memory(1, ContentMix.ALL_RANDOM)));
        for (int round = 1; round <= 2; round++) {
            send(encoder, CopyPhase.LIVE, 0);
            expect(PageKind.NORMAL, 1, 4104);
        }
        send(encoder, CopyPhase.LIVE, 0);
        assertThat(traffic.pages()).isEqualTo(1);
        assertThat(traffic.bytes()).isZero();
    }

    @Test
    void xbzrleWithoutALivePhaseSendsWholePages() {
        final PageEncoding.Encoder encoder =
                new Xbzrle(8, PAGE, false, 1, 0).start(guest(memory(64, ContentMix.ALL_RANDOM)));
        encoder.begin(CopyPhase.STOPPED, traffic);
        encoder.encode(range(0, 64), CopyPhase.STOPPED, traffic);
        expect(PageKind.NORMAL, 64, 64 * 4104);
        expectCache(0, 0, 0);
    }

    private void send(final PageEncoding.Encoder encoder, final CopyPhase phase, final int... pages) {
        traffic.clear();
        encoder.begin(phase, traffic);
        encoder.encode(batch(pages), phase, traffic);
    }

    private void expectCache(final long pages, final long bytes, final long misses) {
        assertThat(traffic.count(EncodingCounter.XBZRLE_PAGES)).isEqualTo(pages);
        assertThat(traffic.count(EncodingCounter.XBZRLE_BYTES)).isEqualTo(bytes);
        assertThat(traffic.count(EncodingCounter.XBZRLE_CACHE_MISS)).isEqualTo(misses);
    }

    @Test
    void encodingOfTheFinalRoundIsRefusedWithPostCopyHoweverItIsWrapped() {
        for (final PageEncoding encoding : new PageEncoding[] {
            FinalRoundEncoding.DEFAULT,
            ZeroPages.before(FinalRoundEncoding.DEFAULT),
            new Multifd(2, 128, 1344, 8, FinalRoundEncoding.DEFAULT),
            new QemuStream(FinalRoundEncoding.DEFAULT)
        }) {
            refused(
                    () -> Techniques.postcopy().toBuilder().encoding(encoding).build(),
                    "postcopy: " + encoding + " treats the final round in a way of its own, but post-copy has no final"
                            + " round: the VM runs before its pages arrive; expected another encoding or stop-and-copy");
        }
    }

    @Test
    void selectionThatPeeksAndSamplesIsRefused() {
        final var both = new PageSelection() {
            @Override
            public Selector start(final MigratingGuest guest) {
                return (round, pending, send) -> send.set(pending);
            }

            @Override
            public boolean peeks() {
                return true;
            }

            @Override
            public double samplingSeconds() {
                return 0.05;
            }
        };
        refused(
                () -> Technique.named("a").selection(both).build(),
                "a: the selection peeks into the dirty log and samples it; samples clear the log, so it can do only one of"
                        + " them");
    }

    @Test
    void wrapperNeedsWhatItWrapsNeeds() {
        final var differences = new Xbzrle(8, 64L << 20, true, 1, 0);
        assertThat(differences.needs()).containsExactlyInAnyOrder(Need.UPDATE_COUNTS, Need.EARLIER_PAGES);
        assertThat(new Xbzrle(8, 64L << 20, false, 1, 0).needs()).containsExactly(Need.EARLIER_PAGES);
        assertThat(WholePages.DEFAULT.needs()).isEmpty();
        assertThat(ZlibPages.DEFAULT.needs()).containsExactly(Need.CONTENTS);
        assertThat(Me2Encoding.DEFAULT.needs()).containsExactly(Need.CONTENTS);

        assertThat(new QemuStream(differences).needs()).isEqualTo(differences.needs());
        assertThat(new QemuStream(WholePages.DEFAULT).needs()).isEmpty();
        assertThat(ZeroPages.before(differences).needs())
                .containsExactlyInAnyOrder(Need.UPDATE_COUNTS, Need.EARLIER_PAGES, Need.CONTENTS);
        assertThat(ZeroPages.before(WholePages.DEFAULT).needs()).containsExactly(Need.CONTENTS);
    }

    /** A packet left open by one batch is filled by the next. */
    @Test
    void packetsNeedTheEarlierPages() {
        assertThat(Multifd.DEFAULT.needs()).containsExactly(Need.EARLIER_PAGES);
        assertThat(new Multifd(2, 128, 1344, 8, ZlibPages.DEFAULT).needs())
                .containsExactlyInAnyOrder(Need.EARLIER_PAGES, Need.CONTENTS);
    }

    @Test
    void finalRoundNeedsWhatEitherOfItsEncodingsNeeds() {
        final Need finalRound = Need.FINAL_ROUND;
        assertThat(new FinalRoundEncoding(WholePages.DEFAULT, WholePages.DEFAULT).needs())
                .containsExactly(finalRound);
        assertThat(new FinalRoundEncoding(WholePages.DEFAULT, ZlibPages.DEFAULT).needs())
                .containsExactlyInAnyOrder(finalRound, Need.CONTENTS);
        assertThat(new FinalRoundEncoding(ZlibPages.DEFAULT, Xbzrle.DEFAULT).needs())
                .containsExactlyInAnyOrder(Need.values());
    }

    /** 40 of 100 pages are free: 40 marks of two bytes, when the first round begins. */
    @Test
    void wrappersTellWhatTheyWrapThatARoundBegins() {
        final var me2 = new Me2Encoding(2, 0, 0);
        for (final PageEncoding encoding : new PageEncoding[] {
            me2,
            new Multifd(2, 128, 1344, 8, me2),
            new FinalRoundEncoding(me2, WholePages.DEFAULT),
            new FinalRoundEncoding(WholePages.DEFAULT, me2),
            ZeroPages.before(me2),
            new QemuStream(0, 0, me2)
        }) {
            traffic.clear();
            final PageEncoding.Encoder encoder = encoding.start(
                    guest(new GuestMemory(MemoryLayout.ofPages(100).withAllocated(0.6), 7)));
            encoder.begin(CopyPhase.LIVE, traffic);
            encoder.begin(CopyPhase.STOPPED, traffic);
            assertThat(traffic.bytes()).as("%s", encoding).isEqualTo(40 * 2);
        }
    }

    @Test
    void badEncodingsAreRefused() {
        refused(() -> new Me2Encoding(-1, 0, 0), "marks of -1 bytes, expected 0 or more");
        refused(() -> new Me2Encoding(1, -1, 0), "encoding at -1.0 s/page, expected 0 or more");
        refused(() -> new Me2Encoding(1, 0, Double.NaN), "exploration at NaN s/page, expected 0 or more");
        refused(() -> new ZlibPages(-1, 0, 0), "page header of -1 bytes, expected 0 or more");
        refused(() -> new ZlibPages(0, -1, 0), "length field of -1 bytes, expected 0 or more");
        refused(() -> new ZeroPages(-1, 0, WholePages.DEFAULT), "zero pages of -1 bytes, expected 0 or more");
        refused(
                () -> new ZeroPages(0, Double.POSITIVE_INFINITY, WholePages.DEFAULT),
                "scan at Infinity s/page, expected 0 or more");
        refused(() -> new Multifd(0, 1, 0, 0, WholePages.DEFAULT), "0 channels, expected 1 or more");
        refused(() -> new Multifd(1, 0, 0, 0, WholePages.DEFAULT), "packets of 0 pages, expected 1 or more");
        refused(() -> new Multifd(1, 1, -1, 0, WholePages.DEFAULT), "packet header of -1 bytes, expected 0 or more");
        refused(() -> new Multifd(1, 1, 0, -1, WholePages.DEFAULT), "page header of -1 bytes, expected 0 or more");
        refused(() -> new Xbzrle(8, 0, true, 1, 0), "cache of 0 bytes, expected 1 or more");
        refused(() -> new Xbzrle(8, 1, true, -1, 0), "-1 changed words in a page, expected 0 or more");
    }

    private static void refused(final ThrowingCallable call, final String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
