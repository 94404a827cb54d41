package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AnotherRunTest {
    private static final RunFigures CAME = new RunFigures("completed", 5000.0, 1e8, 250.0, 4.0, null, null);

    private static MeasuredRun run(final String id, final int nonZeroPages, final double linkMegabits) {
        return new MeasuredRun(
                id, "some", 65_666, nonZeroPages, WriterSpec.NONE, linkMegabits, 60, QemuParameters.DEFAULT, CAME);
    }

    private static RunFigures foretold(final MeasuredRun run, final MeasuredRun... others) {
        return new AnotherRun(TestBed.MEASURED, List.of(others)).predict(run);
    }

    @Test
    void runOfTheSameConfigurationIsThePrediction() {
        assertThat(foretold(run("a", 20_000, 100), run("b", 20_000, 100))).isEqualTo(CAME);
    }

    @Test
    void pagesThatAreNotZeroThisTimeAreSentOnceMore() {
        final RunFigures foretold = foretold(run("a", 21_000, 100), run("b", 20_000, 100));
        assertThat(foretold.transferred()).isEqualTo(1e8 + 1000 * 4095);
        assertThat(foretold.totalMillis())
                .as("1000 * 4095 bytes at 100 Mbit/s, of which 1448 of 1514 are payload")
                .isCloseTo(5000 + 343, within(1.0));
        assertThat(foretold.downtimeMillis()).isEqualTo(250);
        assertThat(foretold.dirtySyncCount()).isEqualTo(4);
    }

    static Stream<MeasuredRun> toldOtherwise() {
        final WriterSpec writes = new WriterSpec(8, 8, 500, WriterSpec.Pattern.UNIFORM, 0, 0, false);
        final QemuParameters parameters = QemuParameters.DEFAULT;
        return Stream.of(
                run("a", 20_000, 100),
                run("b", 20_000, 250),
                new MeasuredRun("ram", "some", 131_202, 20_000, WriterSpec.NONE, 100, 60, parameters, CAME),
                new MeasuredRun("writer", "some", 65_666, 20_000, writes, 100, 60, parameters, CAME),
                new MeasuredRun("timeout", "some", 65_666, 20_000, WriterSpec.NONE, 100, 40, parameters, CAME),
                new MeasuredRun(
                        "limit",
                        "some",
                        65_666,
                        20_000,
                        WriterSpec.NONE,
                        100,
                        60,
                        parameters.with(QemuParameter.DOWNTIME_LIMIT, 500),
                        CAME));
    }

    @ParameterizedTest
    @MethodSource("toldOtherwise")
    void neitherTheRunItselfNorOneThatWasToldOtherwiseSaysAnything(final MeasuredRun other) {
        assertThat(foretold(run("a", 20_000, 100), other)).isEqualTo(RunFigures.UNKNOWN);
    }
}
