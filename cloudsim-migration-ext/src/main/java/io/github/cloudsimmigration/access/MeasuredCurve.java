package io.github.cloudsimmigration.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.lang3.Validate;

/**
 * What QEMU's {@code calc-dirty-rate} tells about a VM: how many of the sampled pages were dirty so long after all were clean.
 *
 * <p>Source: A. Gudkov, "Migration time prediction using calc-dirty-rate", qemu-devel, April 2023.
 *
 * <pre>{@code
 * MeasuredCurve measured = MeasuredCurve.read(Path.of("dirty-rate.json"));
 * AccessModel writes = FittedAccess.to(measured.curve());
 * }</pre>
 *
 * <p>Does not claim to know more than a sample of the pages does: counts are scaled to all pages.
 *
 * @param curve the dirty curve of its pages that are not zero
 * @param zeroPages how many are zero
 * @param pageSize bytes of a page, a power of two from 512 to 2^30
 */
public record MeasuredCurve(DirtyCurve curve, int zeroPages, int pageSize) {
    private static final int LEAST_PAGE_SIZE = 512;
    private static final int MOST_PAGE_SIZE = 1 << 30;

    public MeasuredCurve {
        Validate.isTrue(zeroPages >= 0, "%d zero pages, expected 0 or more", zeroPages);
        Validate.isTrue(
                pageSize >= LEAST_PAGE_SIZE && pageSize <= MOST_PAGE_SIZE && Integer.bitCount(pageSize) == 1,
                "'page-size' is %d, expected a power of two from %d to %d",
                pageSize,
                LEAST_PAGE_SIZE,
                MOST_PAGE_SIZE);
    }

    /**
     * {@return the curve in a file} A JSON object, bare or as QMP's {@code return}: {@code n-total-pages}, {@code n-sampled-pages} and
     * {@code n-zero-pages}, lists of {@code periods} in milliseconds and of {@code n-dirty-pages} of the sample, and {@code page-size} in bytes (4096
     * if missing). A curve is refused as cut off if its {@code status} is another than {@code measured}, or if it ends before its
     * {@code calc-time}; one that tells neither may be a part of a longer one.
     *
     * @throws IOException if the file cannot be read or has no such curve; the message names the file and what was expected
     */
    public static MeasuredCurve read(final Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            return read(input, file.toString());
        }
    }

    /**
     * {@return the curve in a stream, as in a {@linkplain #read(Path) file}}
     *
     * @param input where it is; not closed
     * @param name what to call it in messages
     * @throws IOException if it cannot be read or has no such curve; the message names it and what was expected
     */
    public static MeasuredCurve read(final InputStream input, final String name) throws IOException {
        return MeasuredCurveReader.read(input, name);
    }
}
