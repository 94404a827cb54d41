package io.github.cloudsimmigration.technique.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColdBlocksFirstTest {
    /** Half the binary logarithms of 2, 8, 32, 128, 2^21 and 2^23 end in a half: rounded to even. */
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 1",
        "3, 2",
        "4, 2",
        "7, 2",
        "8, 4",
        "9, 4",
        "31, 4",
        "32, 4",
        "33, 8",
        "127, 8",
        "128, 16",
        "129, 16",
        "2097152, 1024",
        "2097153, 2048",
        "4194304, 2048",
        "8388608, 4096",
        "2147483647, 32768"
    })
    void blockHasAboutTheSquareRootOfThePages(final int pages, final int blockPages) {
        assertThat(ColdBlocksFirst.aboutSquareRoot(pages)).isEqualTo(blockPages);
    }
}
