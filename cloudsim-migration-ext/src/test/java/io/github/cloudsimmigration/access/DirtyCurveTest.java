package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirtyCurveTest {
    private static final int MOMENTS = 60;

    /** {@return a trace of 3 s that writes all its pages in each tenth of a second} */
    private static PageTrace restless(final int pages) throws IOException {
        final var text = new StringBuilder("# page-trace 1\n# program: made up\n# page-size: 4096\n# pages: " + pages
                + "\n# interval-ms: 100\n0.000: 0*" + pages + "\n");
        for (int i = 1; i <= 30; i++) {
            text.append(i / 10.0).append(": 0*").append(pages).append('\n');
        }
        return PageTrace.read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII)), "made up");
    }

    /** From the second interval on, all are dirty at each of the moments: not a rounding error more on average. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 1_000})
    void pagesThatAreAllWrittenInEveryIntervalAreAllDirtyAfterTwo(final int pages) throws IOException {
        final DirtyCurve curve = DirtyCurve.of(restless(pages), MOMENTS);
        assertThat(curve.pagesAfter(0.2)).isEqualTo(pages);
        assertThat(curve.pagesAfter(1.6)).isEqualTo(pages);
        assertThat(curve.writablePages()).isEqualTo(pages);
    }
}
