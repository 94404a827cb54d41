package io.github.cloudsimmigration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.PageTrace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class MeteredTraceTest {
    @Test
    void aPageCountsOnceInEveryIntervalInWhichItIsWritten() throws IOException {
        final String text = """
                # page-trace 1
                # program: two pages
                # page-size: 4096
                # pages: 100
                # interval-ms: 100
                0.000: 0*50
                0.100: 17 40*3
                0.200: 17
                """;
        final PageTrace trace =
                PageTrace.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "two pages");
        assertThat(MeteredTrace.pagesPerSecond(trace)).isCloseTo((4 + 1) / 0.2, within(1e-9));
    }
}
