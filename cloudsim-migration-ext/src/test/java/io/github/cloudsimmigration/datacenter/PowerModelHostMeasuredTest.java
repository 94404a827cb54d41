package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.power.PowerMeasurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Power between measured loads is on the line between them. */
final class PowerModelHostMeasuredTest {
    @ParameterizedTest
    @CsvSource({"0, 86", "0.05, 87.7", "0.1, 89.4", "0.55, 104", "0.999, 116.97", "1, 117"})
    void powerIsLinearBetweenMeasurements(final double utilization, final double watts) {
        final var model = new PowerModelHostMeasured(PowerModelHostMeasured.PROLIANT_G4);
        assertThat(model.getPower(utilization)).isCloseTo(watts, within(1e-9));
    }

    @Test
    void idleAndFullAreEnough() {
        assertThat(new PowerModelHostMeasured(List.of(100.0, 200.0)).getPower(0.25))
                .isEqualTo(125);
    }

    @Test
    void figuresThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PowerModelHostMeasured(List.of(100.0)))
                .withMessage("power of a host at 1 loads, expected two or more, idle and full");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PowerModelHostMeasured(List.of(100.0, Double.NaN)))
                .withMessage("power of a host: NaN W, expected a finite 0 or more");
    }

    @Test
    void busyHostDrawsWhatItsVmsTakeAndOneThatIsOffNothing() {
        final var lab = new Lab(2);
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostMeasured(List.of(100.0, 200.0))));
        lab.busyVm(0, 128, 20);
        lab.hosts.get(1).setActive(false);
        final List<PowerMeasurement> seen = new ArrayList<>();
        lab.at(10, () -> lab.hosts.forEach(host -> seen.add(host.getPowerModel().getPowerMeasurement())));
        lab.run();
        assertThat(seen.get(0).getStaticPower()).isEqualTo(100);
        assertThat(seen.get(0).getDynamicPower()).as("two processors of four").isCloseTo(50, within(0.1));
        assertThat(seen.get(1).getTotalPower()).isZero();
    }
}
