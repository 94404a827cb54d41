package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many pages models say they write per second. */
final class WriteRatesTest {
    @Test
    void statisticalModelsWriteAtTheirRate() {
        assertThat(List.of(
                        new UniformAccess(300, 10),
                        new SequentialAccess(300, 10),
                        new HotColdAccess(300, 10, 0.1, 0.9),
                        new ZipfAccess(300, 10, 1)))
                .allSatisfy(model -> assertThat(model.writesPerSecond(0.5)).hasValue(300));
    }

    @Test
    void cpuDrivenModelWritesAsTheCpuIsUsed() {
        final var model = new CpuDrivenAccess(new UniformAccess(300, 10));
        assertThat(model.writesPerSecond(0.5)).hasValue(150);
        assertThat(model.writesPerSecond(2)).hasValue(300);
    }

    @Test
    void readersAndIdlersWriteNothing() {
        assertThat(new IdleAccess().writesPerSecond(1)).hasValue(0);
        assertThat(new ReadAccess(new UniformAccess(300, 10)).writesPerSecond(1))
                .hasValue(0);
    }

    @Test
    void mixWritesWhatItsPartsDo() {
        final var uniform = new UniformAccess(300, 10);
        final AccessModel unknown = guest -> (seconds, log) -> {};
        assertThat(MixedAccess.of(uniform, new ReadAccess(uniform), new SequentialAccess(50, 5))
                        .writesPerSecond(1))
                .hasValue(350);
        assertThat(MixedAccess.of(uniform, unknown).writesPerSecond(1)).isEmpty();
    }
}
