package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The guest of the measured migrations: which of its pages are zero, and what its program and its system write.
 *
 * <p>Non-zero pages, from page 0 up: kernel, the program's block, zero pages, the rest of the kernel, zero pages, the top region (freed boot
 * memory, which holds the program's first pages).
 *
 * <p>The program writes at its {@linkplain ProgramPace pace}. A write to a page that is in the
 * software CPU's translation buffer, direct-mapped, is not logged: QEMU before 9.0 does not empty the buffer when it clears the log.
 *
 * <p>The system writes some pages of the lower kernel region again and again, and reads some of the whole kernel: what runs at every tick.
 * Reads matter in post-copy only.
 *
 * @param bed the numbers
 * @param writer what the program was told
 * @param nonZeroPages how many of the guest's pages are not zero
 */
record TestBedGuest(TestBed bed, WriterSpec writer, int nonZeroPages) implements AccessModel {
    private static final int STARTS = 50;

    @Override
    public AccessProcess start(final GuestContext guest) {
        final int pages = guest.memory().pages();
        final var nonZero = new PageSet(pages);
        final int[] blocks = layOut(nonZero);
        guest.memory().allocateOnly(pages, nonZero);
        return new Program(guest.random(), blocks, without(nonZero, blocks));
    }

    private static int[] without(final PageSet pages, final int[] some) {
        final PageSet others = pages.copy();
        for (final int page : some) {
            others.remove(page);
        }
        return others.toArray();
    }

    /** Marks the non-zero pages. {@return where each of the program's pages is} */
    private int[] layOut(final PageSet nonZero) {
        final TestBed.LayoutNumbers layout = bed.layout();
        final int pages = nonZero.capacity();
        final int filled = Math.min(writer.filledPages(), pages);
        final int kernel = Math.max(0, nonZeroPages - filled);
        final int top = Math.min(layout.top(), kernel / 2);
        final int zeros = Math.max(0, pages - kernel - filled);
        final int zerosBelowTop = Math.min(zeros, layout.zerosBelowTop());
        final int low = Math.min(layout.lowKernel(), kernel - top);
        final int blockEnd = Math.min(pages, low + filled);
        final int middleEnd = pages - top - zerosBelowTop;
        final int middle = kernel - top - low;
        mark(nonZero, pages - top, pages);
        mark(nonZero, 0, blockEnd);
        mark(nonZero, Math.max(middleEnd - middle, blockEnd), middleEnd);
        for (int missing = nonZeroPages - nonZero.cardinality(); missing > 0; missing--) {
            nonZero.add(Math.min(pages - 1, nonZero.nextAbsent(0)));
        }
        final int[] blocks = new int[filled];
        Arrays.setAll(blocks, page -> Math.min(pages - 1, low + page));
        final int first = Math.min(layout.firstPages(), filled / 4);
        final int firstEnd = pages - first;
        for (int page = 0; page < first && firstEnd >= first; page++) {
            blocks[page] = firstEnd - first + page;
        }
        return blocks;
    }

    private static void mark(final PageSet pages, final int from, final int to) {
        pages.addRange(Math.max(0, from), Math.max(Math.max(0, from), to));
    }

    private int lowKernel() {
        return Math.max(1, Math.min(bed.layout().lowKernel(), nonZeroPages - writer.filledPages()));
    }

    private final class Program implements AccessProcess {
        private final RandomGenerator random;
        private final int[] blocks;
        private final int[] translated;
        private final int[] kernel;
        private final int[] background;
        private int[] read = {};
        private final double[] zipf;
        private final int[] ranks;
        private @Nullable PageLog sourceLog;
        private final ProgramPace pace;
        private long position;
        private double backgroundDue;
        private double readsDue;

        Program(final RandomGenerator random, final int[] blocks, final int[] kernel) {
            this.random = random;
            this.blocks = blocks;
            this.kernel = kernel;
            translated = new int[bed.writing().tlbEntries()];
            Arrays.fill(translated, -1);
            background = new int[bed.writing().backgroundPages()];
            Arrays.setAll(background, i -> random.nextInt(lowKernel()));
            final boolean ranked = writer.writes() && writer.pattern() == WriterSpec.Pattern.ZIPF;
            zipf = ranked ? cumulated(writer.workingSet(), writer.first()) : new double[0];
            ranks = ranked ? permutation(writer.workingSet()) : new int[0];
            position = (long) (bed.writing().writtenSeconds() * writer.perSecond()) + random.nextInt(STARTS);
            pace = new ProgramPace(bed.writing(), writer, random.nextDouble());
        }

        @Override
        public void advance(final double guestSeconds, final AccessLog log) {
            advance(guestSeconds, 0, log);
        }

        @Override
        public void advance(final double seconds, final double throttle, final AccessLog log) {
            if (sourceLog == null) {
                sourceLog = log.writes();
            }
            if (writer.writes()) {
                final int writes = pace.writes(seconds, throttle);
                for (int i = 0; i < writes; i++) {
                    write(pick(), log.writes());
                }
            }
            writeInBackground(seconds, log.writes());
            if (log.reads() != null) {
                readInBackground(seconds, log.reads());
            }
        }

        private int pick() {
            final int pages = writer.workingSet();
            return switch (writer.pattern()) {
                case UNIFORM -> random.nextInt(pages);
                case SEQUENTIAL -> (int) (position++ % pages);
                case HOT -> {
                    final int hot = Math.min(writer.hotPages(), pages);
                    final boolean toHot = hot == pages || random.nextDouble() < writer.second();
                    yield toHot ? random.nextInt(hot) : random.nextInt(hot, pages);
                }
                case ZIPF -> {
                    final int found = Arrays.binarySearch(zipf, random.nextDouble() * zipf[zipf.length - 1]);
                    yield ranks[Math.min(pages - 1, found < 0 ? -found - 1 : found)];
                }
            };
        }

        private void write(final int page, final PageLog log) {
            final int slot = page % translated.length;
            if (translated[slot] == page && log.equals(sourceLog)) {
                log.counts().ifPresent(counts -> counts.add(blocks[page], 1));
                return;
            }
            translated[slot] = page;
            log.log(blocks[page]);
        }

        private void writeInBackground(final double seconds, final PageLog log) {
            final double again = background.length / bed.writing().backgroundSeconds();
            final double all = again + bed.writing().backgroundRate();
            backgroundDue += all * seconds;
            for (; backgroundDue > 0; backgroundDue -= random.nextExponential()) {
                final boolean known = random.nextDouble() * all < again;
                log.log(known ? background[random.nextInt(background.length)] : random.nextInt(lowKernel()));
            }
        }

        private void readInBackground(final double seconds, final PageLog reads) {
            if (read.length == 0) {
                read = new int[Math.min(bed.writing().readPages(), kernel.length)];
                Arrays.setAll(read, i -> kernel[random.nextInt(kernel.length)]);
            }
            readsDue += read.length / bed.writing().backgroundSeconds() * seconds;
            for (; readsDue > 0; readsDue -= random.nextExponential()) {
                reads.log(read[random.nextInt(read.length)]);
            }
        }

        private int[] permutation(final int size) {
            final int[] numbers = new int[size];
            for (int i = 0; i < size; i++) {
                final int j = random.nextInt(i + 1);
                numbers[i] = numbers[j];
                numbers[j] = i;
            }
            return numbers;
        }

        private static double[] cumulated(final int size, final double exponent) {
            final double[] sums = new double[size];
            double sum = 0;
            for (int rank = 0; rank < size; rank++) {
                sum += Math.pow(rank + 1.0, -exponent);
                sums[rank] = sum;
            }
            return sums;
        }
    }
}
