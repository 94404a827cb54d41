package io.github.cloudsimmigration.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cloudsimmigration.validation.RunErrors.Predicted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors on the migrations QEMU really did do not grow. */
final class MeasuredRunsTest {
    private static final List<String> PRECOPY = List.of("precopy", "repeat", "idle");

    @TempDir
    private Path folder;

    private static List<MeasuredRun> runs() throws IOException {
        final String data = System.getProperty("migration.data");
        assumeTrue(data != null, "no measured runs: -Dmigration.data=DIR names the folder");
        return MeasuredRun.readAll(Path.of(data, "qemu-runs"), TestBed.MEASURED.layout());
    }

    @Test
    void errorsOfPreCopyRunsDoNotGrow() throws IOException {
        final List<MeasuredRun> runs =
                runs().stream().filter(run -> PRECOPY.contains(run.kind())).toList();
        final RunErrors errors = RunErrors.of(predict(runs));
        assertThat(errors.outcomeRight()).isEqualTo(1);
        assertThat(errors.total().median()).isLessThan(1.0);
        assertThat(errors.total().ninetieth()).isLessThan(5.6);
        assertThat(errors.bytes().median()).isLessThan(0.4);
        assertThat(errors.bytes().ninetieth()).isLessThan(1.2);
        assertThat(errors.downtime().median()).isLessThan(10);
        assertThat(errors.syncsWithinOne()).isGreaterThan(0.95);
    }

    @Test
    void errorsOfTheOtherKindsDoNotGrow() throws IOException {
        for (final String kind : List.of("auto-converge", "auto-converge-cpu", "xbzrle", "postcopy")) {
            final List<MeasuredRun> runs =
                    runs().stream().filter(run -> kind.equals(run.kind())).toList();
            final RunErrors errors = RunErrors.of(predict(runs));
            assertThat(errors.outcomeRight()).as(kind).isEqualTo(1);
            assertThat(errors.total().median()).as(kind).isLessThan(3.2);
            assertThat(errors.bytes().median()).as(kind).isLessThan(2.2);
        }
    }

    @Test
    void pagesBeatEveryFormula() throws IOException {
        final List<MeasuredRun> runs = runs();
        final RunErrors pages = RunErrors.of(predict(runs));
        for (final Predictor baseline : Baselines.all(TestBed.MEASURED)) {
            final RunErrors errors = RunErrors.of(ValidateCommand.predict(baseline, runs));
            assertThat(pages.total().median())
                    .as(baseline.name())
                    .isLessThan(errors.total().median());
            assertThat(pages.outcomeRight()).as(baseline.name()).isGreaterThan(errors.outcomeRight());
        }
    }

    private static List<Predicted> predict(final List<MeasuredRun> runs) {
        return ValidateCommand.predict(new PageLevelPredictor(TestBed.MEASURED, 7, 1000), runs);
    }

    /** Nothing but the size of RAM and the number of zero pages may be taken from the result. */
    @Test
    void predictionDoesNotLookAtTheResult() throws IOException {
        Files.writeString(folder.resolve("a.json"), run("\"total-time\": 5000, \"downtime\": 100"));
        Files.writeString(folder.resolve("b.json"), run("\"total-time\": 9000, \"downtime\": 1"));
        final List<Predicted> predicted = predict(MeasuredRun.readAll(folder, TestBed.MEASURED.layout()));
        assertThat(predicted.get(0).figures()).isEqualTo(predicted.get(1).figures());
        assertThat(predicted.get(0).figures().totalMillis()).isBetween(1_500.0, 4_000.0);
    }

    private static String run(final String result) {
        return "{\"config\": {\"kind\": \"precopy\", \"ram_mib\": 128, \"writer\": [32, 32, 500, \"uniform\"],"
                + " \"link_mbit\": 500, \"downtime_limit_ms\": 300, \"id\": \"x\"}, \"result\": {\"status\": \"completed\", "
                + result + ", \"ram\": {\"total\": 134750208, \"duplicate\": 4000}}}";
    }

    @Test
    void emptyFolderIsRefusedWithASentence() {
        assertThatThrownBy(() -> MeasuredRun.readAll(folder, TestBed.MEASURED.layout()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no .json file in it");
    }
}
