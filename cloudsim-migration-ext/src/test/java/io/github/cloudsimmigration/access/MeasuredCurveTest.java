package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One in ten of 1000 pages is sampled; 10 of them are zero. */
final class MeasuredCurveTest {
    private static final String COUNTS = "\"n-total-pages\": 1000, \"n-sampled-pages\": 100, \"n-zero-pages\": 10";
    private static final String POINTS = "\"periods\": [500, 2000], \"n-dirty-pages\": [5, 20]";

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("curve.json");
    }

    private MeasuredCurve read(final String json) throws IOException {
        return MeasuredCurve.read(Files.writeString(file, json));
    }

    private void refused(final String json, final String sentence) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("Exception")
                .hasMessageNotContaining("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{%s, %s}", "{\"return\": {%s, %s}, \"id\": \"7\"}"})
    void sampleIsScaledToAllPagesBareOrAsQmpReturnsIt(final String form) throws IOException {
        final MeasuredCurve measured = read(String.format(form, COUNTS, POINTS));
        assertThat(measured.zeroPages()).isEqualTo(100);
        assertThat(measured.pageSize()).isEqualTo(4096);
        assertThat(measured.curve().writablePages()).isEqualTo(900);
        assertThat(measured.curve().pagesAfter(0.5)).isEqualTo(50);
        assertThat(measured.curve().pagesAfter(1.25)).isEqualTo(125);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1000,2000] | [5,6.5] | 'n-dirty-pages' has 6.5, expected whole pages",
                "[1000,2000] | [5,1e30] | 'n-dirty-pages' has 1.0E30, expected at most",
                "[1000,2000] | [5,-3] | 'n-dirty-pages' has -3, expected 0 or more",
                "[1000,2000] | [5,4] | 'n-dirty-pages' has 4 after 5, expected no less than",
                "[2000,1000] | [5,6] | 'periods' has 1000 after 2000, expected ascending",
                "[-250,1000] | [5,6] | 'periods' has -250 after nothing, expected ascending times above 0",
                "[1000,2000] | [5] | 'periods' has 2 values and 'n-dirty-pages' 1, expected as many of both, two or more",
                "[1000] | [5] | 'periods' has 1 values and 'n-dirty-pages' 1, expected as many of both, two or more",
                "[] | [] | 'periods' has 0 values and 'n-dirty-pages' 0, expected as many of both, two or more",
                "[1000,2000] | [5,91] | 'n-dirty-pages' has 91, expected at most the 90 sampled pages",
                "[1000] | [\"x\"] | 'n-dirty-pages' has \"x\", expected a number",
                "[1000] | [NaN] | 'n-dirty-pages' has NaN, expected a number",
                "[-Infinity] | [5] | 'periods' has -Infinity, expected a number",
                "[1e999] | [5] | 'periods' has 1e999, expected a number",
                "7 | [5] | 'periods' is 7, expected a list of numbers"
            },
            quoteCharacter = '`')
    void badPointsAreToldAsTheFileHasThem(final String periods, final String pages, final String sentence) {
        refused("{" + COUNTS + ", \"periods\": " + periods + ", \"n-dirty-pages\": " + pages + "}", sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"n-total-pages\": 1000 | `` | 'n-total-pages' is missing, expected a number",
                "\"n-total-pages\": 1000 | \"n-total-pages\": 99.5 | 'n-total-pages' is 99.5, expected a whole number",
                "\"n-total-pages\": 1000 | \"n-total-pages\": 99 | expected total >= sampled > zero",
                "\"n-zero-pages\": 10 | \"n-zero-pages\": 100 | expected total >= sampled > zero",
                "\"n-zero-pages\": 10 | \"n-zero-pages\": 10, \"page-size\": 5000 | 'page-size' is 5000, expected a power of two from 512",
                "\"n-zero-pages\": 10 | \"n-zero-pages\": 10, \"page-size\": 256 | 'page-size' is 256, expected a power of two from 512"
            },
            quoteCharacter = '`')
    void badCountsAreRefused(final String before, final String after, final String sentence) {
        final String changed = (COUNTS + ", " + POINTS).replace(before, after);
        refused("{" + changed.replaceFirst("^, ", "") + "}", sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"status\": \"measuring\" | 'status' is \"measuring\", expected measured: the measurement has not ended",
                "\"status\": \"unstarted\" | 'status' is \"unstarted\", expected measured",
                "\"calc-time\": 60 | 'periods' end with 2000, expected the calc-time of 60000 ms: is the curve cut off?",
                "\"calc-time\": 2500, \"calc-time-unit\": \"millisecond\" | expected the calc-time of 2500 ms",
                "\"calc-time\": \"long\" | 'calc-time' has \"long\", expected a number"
            },
            quoteCharacter = '`')
    void curvesThatTellThatTheyAreCutOffAreRefused(final String more, final String sentence) {
        refused("{" + COUNTS + ", " + POINTS + ", " + more + "}", sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\": \"measured\", \"calc-time\": 2",
                "\"calc-time\": 2, \"calc-time-unit\": \"second\"",
                "\"calc-time\": 2001, \"calc-time-unit\": \"millisecond\""
            })
    void curvesThatTellThatTheyAreWholeAreRead(final String more) throws IOException {
        assertThat(read("{" + COUNTS + ", " + POINTS + ", " + more + "}")
                        .curve()
                        .measuredSeconds())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{%s}", "{\"return\": {%s}}"})
    void answerWithARateAndNoCurveIsToldFromOneThatIsIncomplete(final String form) {
        final String rate =
                "\"status\": \"measured\", \"dirty-rate\": 123, \"start-time\": 1, \"calc-time\": 1, \"sample-pages\": 512";
        refused(String.format(form, rate), "no curve, as QEMU answers without A. Gudkov's patches of 2023, expected");
        refused(String.format(form, "\"status\": \"unstarted\""), "no curve, as QEMU answers without");
        refused(String.format(form, rate + ", " + POINTS), "'n-total-pages' is missing");
    }

    @Test
    void errorOfQemuIsPassedOn() {
        refused(
                "{\"error\": {\"class\": \"GenericError\", \"desc\": \"still measuring\"}}",
                "QEMU answered with an error: still measuring");
    }

    @Test
    void fileThatIsNoCurveIsRefused() throws IOException {
        final String whole = "{" + COUNTS + ", " + POINTS + "}";
        refused(whole.substring(0, whole.length() - 4), "is the file cut off?");
        refused(whole.substring(0, 12), "is the file cut off?");
        refused("{\"periods\" 5}", "no JSON at line 1 column 13, expected the output of calc-dirty-rate");
        refused("", "expected a JSON object with periods and n-dirty-pages");
        refused("[1, 2]", "expected a JSON object with periods and n-dirty-pages");
        Files.write(file, "{\"ä\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> MeasuredCurve.read(file)).hasMessageContaining("curve.json: not UTF-8");
    }
}
