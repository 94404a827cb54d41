package io.github.cloudsimmigration.technique.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.Multifd;
import io.github.cloudsimmigration.technique.encoding.Xbzrle;
import io.github.cloudsimmigration.technique.encoding.ZeroPages;
import io.github.cloudsimmigration.technique.stop.PostCopyAfter;
import io.github.cloudsimmigration.technique.throttle.AutoConverge;
import io.github.cloudsimmigration.technique.throttle.ThrottleSteps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class QemuParametersTest {
    @Test
    void defaultsAreQemus() {
        assertThat(QemuParameters.DEFAULT.get(QemuParameter.MAX_BANDWIDTH)).isEqualTo(134_217_728);
        assertThat(QemuParameters.DEFAULT.get(QemuParameter.DOWNTIME_LIMIT)).isEqualTo(300);
        assertThat(QemuParameters.DEFAULT.get(QemuParameter.MULTIFD_CHANNELS)).isEqualTo(2);
        assertThat(QemuParameters.DEFAULT.has(QemuParameter.XBZRLE)).isFalse();
        assertThat(QemuParameters.DEFAULT.version()).isEqualTo(QemuVersion.V7_2);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsListedAsTheDefaultCanBeSet(final QemuParameter parameter) {
        final QemuParameters parameters = QemuParameters.DEFAULT.with(parameter.label(), parameter.standardText());
        assertThat(parameters.get(parameter)).isEqualTo(parameter.standard());
    }

    @Test
    void namesAndTextsAreQemus() {
        final QemuParameters parameters = QemuParameters.DEFAULT
                .with("downtime-limit", "500")
                .with("auto-converge", "on")
                .with("cpu-throttle-initial", "33")
                .with("version", "10.2");
        final Technique technique = Techniques.qemuPrecopy(parameters);
        assertThat(technique.stopRule()).isEqualTo(new QemuStop(0.5, 0, QemuVersion.V10_2, 5));
        assertThat(technique.throttle()).isEqualTo(new AutoConverge(1, 0.5, 2, new ThrottleSteps(0.33, 0.1, 0.99)));
    }

    @Test
    void capabilitiesChangeDecisions() {
        assertThat(encoding("xbzrle")).isInstanceOf(Xbzrle.class);
        assertThat(encoding("multifd")).isInstanceOf(Multifd.class);
        final Technique postcopy = Techniques.qemuPrecopy(
                QemuParameters.DEFAULT.with("postcopy-ram", "true").with("postcopy-after", "6"));
        assertThat(postcopy.stopRule()).isInstanceOf(PostCopyAfter.class);
        assertThat(postcopy.switchOver().postCopy(StopReason.POSTCOPY_REQUESTED))
                .isPresent();
        assertThat(postcopy.switchOver().postCopy(StopReason.DOWNTIME_LIMIT)).isEmpty();
    }

    private static PageEncoding encoding(final String capability) {
        final var technique = Techniques.qemuPrecopy(QemuParameters.DEFAULT.with(capability, "on"));
        final var stream = (QemuStream) technique.encoding();
        return ((ZeroPages) stream.pages()).others();
    }

    @ParameterizedTest
    @CsvSource({
        "multifd, 0.5, 'multifd ''0.5'', expected on or off'",
        "multifd-channels, 2.5, 'multifd-channels of 2.5, expected a whole number from 1 to 255'",
        "multifd-channels, 256, 'expected a whole number from 1 to 255'",
        "multifd-channels, two, 'multifd-channels ''two'', expected a whole number from 1 to 255'",
        "xbzrle-cache-size, 5000, 'xbzrle-cache-size of 5000.0, expected a power of two from 4096 to'",
        "downtime-limit, 0.5, 'expected a whole number from 0 to 2000000'",
        "downtime-limit, 2000001, 'downtime-limit of 2000001.0, expected a whole number from 0 to 2000000'",
        "max-bandwidth, NaN, 'expected a whole number of 0 or more'",
        "postcopy-after, -0.5, 'expected a number of 0 or more'"
    })
    void valuesAreThoseThatQemuTakes(final String name, final String text, final String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QemuParameters.DEFAULT.with(name, text))
                .withMessageContaining(message);
    }

    @Test
    void capabilityIsOnOrOffInJavaToo() {
        assertThat(QemuParameters.DEFAULT.with("xbzrle", "1").has(QemuParameter.XBZRLE))
                .isTrue();
        assertThat(QemuParameters.DEFAULT.with("xbzrle", "False").has(QemuParameter.XBZRLE))
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QemuParameters.DEFAULT.with(QemuParameter.XBZRLE, 0.5))
                .withMessageContaining("xbzrle of 0.5, expected on or off");
    }

    @ParameterizedTest
    @CsvSource({
        "xbzrle=on multifd=on, 'xbzrle and multifd are both on, expected one of them'",
        "postcopy-after=6, 'postcopy-after of 6.0 s without post-copy, expected postcopy-ram to be on'",
        "avail-switchover-bandwidth=1000, 'avail-switchover-bandwidth with QEMU 7.2, expected version 10.2'",
        "max-cpu-throttle=10, 'max-cpu-throttle of 10.0 %, expected no less than cpu-throttle-initial, which is 20.0 %'"
    })
    void settingsThatContradictOthersAreRefused(final String settings, final String message) {
        QemuParameters parameters = QemuParameters.DEFAULT;
        for (final String setting : settings.split(" ", -1)) {
            final String[] nameAndValue = setting.split("=", 2);
            parameters = parameters.with(nameAndValue[0], nameAndValue[1]);
        }
        final QemuParameters all = parameters;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Techniques.qemuPrecopy(all))
                .withMessageContaining(message);
    }

    @Test
    void laterVersionTakesTheBandwidthOfTheSwitchOver() {
        final Technique technique = Techniques.qemuPrecopy(QemuParameters.DEFAULT
                .with("avail-switchover-bandwidth", "1000")
                .with("version", "10.2"));
        assertThat(technique.stopRule())
                .isEqualTo(new QemuStop(0.3, 1000, QemuVersion.V10_2, Double.POSITIVE_INFINITY));
    }

    @Test
    void unknownNamesAndImpossibleValuesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QemuParameters.DEFAULT.with("downtime", "1"))
                .withMessageContaining("unknown parameter 'downtime'")
                .withMessageContaining("downtime-limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QemuParameters.DEFAULT.with("downtime-limit", "-1"))
                .withMessageContaining("downtime-limit of -1.0, expected a whole number from 0 to 2000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QemuParameters.DEFAULT.with("multifd", "maybe"))
                .withMessageContaining("multifd 'maybe', expected on or off");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QemuParameters.DEFAULT.with("version", "5.2"))
                .withMessageContaining("expected one of: 7.2, 10.2");
    }
}
