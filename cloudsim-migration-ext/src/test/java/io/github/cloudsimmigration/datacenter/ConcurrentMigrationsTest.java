package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.Techniques;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/**
 * Migrations share NICs max-min fairly. All times are worked out by hand for idle VMs: a NIC sends R = 62.5 MiB/s, a VM's copy
 * is C bytes (all its pages with their headers, and the device state), and takes C / R seconds alone.
 */
final class ConcurrentMigrationsTest {
    private static final double R = Lab.MIGRATION_BYTES_PER_SECOND;
    private static final double TOLERANCE_SECONDS = 1e-6;

    private final Lab lab = new Lab(4).technique(Techniques.stopAndCopy());

    private Vm vm(final int home, final long ram) {
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, ram), home);
        lab.cloudlet(vm, 60);
        return vm;
    }

    private MigrationRecord recordOf(final Vm vm) {
        return lab.records().stream()
                .filter(record -> record.id().vm().equals(vm.toString()))
                .findFirst()
                .orElseThrow();
    }

    private void takes(final Vm vm, final double copySeconds) {
        final MigrationRecord record = recordOf(vm);
        assertThat(record.completed()).isTrue();
        assertThat(record.totalSeconds()).isCloseTo(Lab.SUSPEND_SECONDS + copySeconds, within(TOLERANCE_SECONDS));
        assertThat(record.downtimeSeconds()).isEqualTo(record.totalSeconds());
    }

    private static double alone(final long ram) {
        return Lab.copyBytes(ram) / R;
    }

    @Test
    void aloneAMigrationHasTheDefaultShareOfTheHostsBandwidth() {
        assertThat(R).isEqualTo(500.0 * (1 << 20) / 8);
        final Vm vm = vm(0, 256);
        lab.migrateAt(10, vm, 1);
        lab.run();
        takes(vm, alone(256));
    }

    @Test
    void twoOfTheSameSizeLeavingOneHostTakeTwiceAsLong() {
        final Vm first = vm(0, 256);
        final Vm second = vm(0, 256);
        lab.migrateAt(10, first, 1);
        lab.migrateAt(10, second, 2);
        lab.run();
        takes(first, 2 * alone(256));
        takes(second, 2 * alone(256));
    }

    @Test
    void largerOneHasTheNicToItselfOnceTheSmallerIsThrough() {
        final Vm small = vm(0, 128);
        final Vm large = vm(0, 512);
        lab.migrateAt(10, small, 1);
        lab.migrateAt(10, large, 2);
        lab.run();
        takes(small, 2 * alone(128));
        takes(large, alone(128) + alone(512));
    }

    @Test
    void twoEnteringOneHostShareItsNicToo() {
        final Vm first = vm(0, 256);
        final Vm second = vm(1, 256);
        lab.migrateAt(10, first, 2);
        lab.migrateAt(10, second, 2);
        lab.run();
        takes(first, 2 * alone(256));
        takes(second, 2 * alone(256));
    }

    @Test
    void differentHostsDoNotDisturbEachOther() {
        final Vm first = vm(0, 256);
        final Vm second = vm(2, 512);
        lab.migrateAt(10, first, 1);
        lab.migrateAt(10, second, 3);
        lab.run();
        takes(first, alone(256));
        takes(second, alone(512));
    }

    @Test
    void nicIsFullDuplex() {
        final Vm first = vm(0, 256);
        final Vm second = vm(1, 256);
        lab.migrateAt(10, first, 1);
        lab.migrateAt(10, second, 0);
        lab.run();
        takes(first, alone(256));
        takes(second, alone(256));
    }

    /** Alone for 2 s, then 2 (C / R - 2) s at half the rate; the second one has the last 2 s alone. */
    @Test
    void oneThatStartsInMidFlightSlowsTheOtherFromThenOn() {
        final Vm first = vm(0, 256);
        final Vm second = vm(0, 256);
        lab.migrateAt(10, first, 1);
        lab.migrateAt(12, second, 2);
        lab.run();
        takes(first, 2 * alone(256) - 2);
        takes(second, 2 * alone(256) - 2);
        assertThat(lab.records()).first().isEqualTo(recordOf(first));
    }

    @Test
    void oneThatEndsInMidFlightSpeedsTheOtherUp() {
        final Vm quick = vm(0, 64);
        final Vm slow = vm(0, 256);
        lab.migrateAt(10, slow, 1);
        lab.migrateAt(11, quick, 2);
        lab.run();
        takes(quick, 2 * alone(64));
        takes(slow, alone(256) + alone(64));
    }

    @Test
    void abortedMigrationLeavesTheNicToTheOther() {
        final Vm first = vm(0, 256);
        final Vm second = vm(0, 256);
        lab.migrateAt(10, first, 1);
        lab.migrateAt(10, second, 2);
        lab.at(
                12 + Lab.SUSPEND_SECONDS,
                () -> lab.simulation.sendNow(lab.broker, lab.datacenter, CloudSimTag.VM_DESTROY, second));
        lab.run();
        takes(first, 1 + alone(256));
    }

    /** The limited one has a quarter, the other the rest. */
    @Test
    void rateLimitLeavesTheRestToOthers() {
        final Vm limited = vm(0, 1_024);
        final Vm free = vm(0, 256);
        lab.datacenter.setTechnique(
                limited,
                Techniques.xenPrecopy().toBuilder()
                        .rateControl(new RateControl.Limit(R / 4))
                        .build());
        lab.migrateAt(5, limited, 1);
        lab.migrateAt(10, free, 2);
        lab.run();
        takes(free, alone(256) * 4 / 3);
        final MigrationRecord record = recordOf(limited);
        final double live = record.totalSeconds() - record.downtimeSeconds();
        assertThat(live).isCloseTo(4 * (1_024 * Lab.PAGES_PER_MB * Lab.WIRE_PAGE) / R, within(TOLERANCE_SECONDS));
    }

    /** 100 Mbit/s of 2^20 bit: 13 107 200 bytes/s. */
    @Test
    void hostsOwnMigrationNicCountsInsteadOfTheShare() {
        ((LiveMigrationHost) lab.hosts.get(0)).setMigrationBandwidth(100);
        final Vm vm = vm(0, 256);
        lab.migrateAt(10, vm, 1);
        lab.run();
        takes(vm, Lab.copyBytes(256) / 13_107_200.0);
    }

    @Test
    void slowerOfTheTwoNicsDecides() {
        ((LiveMigrationHost) lab.hosts.get(0)).setMigrationBandwidth(2_000);
        ((LiveMigrationHost) lab.hosts.get(1)).setMigrationBandwidth(1_600);
        final Vm toFast = vm(0, 256);
        final Vm toSlow = vm(0, 256);
        lab.migrateAt(10, toFast, 1);
        lab.migrateAt(40, toSlow, 2);
        lab.run();
        takes(toFast, Lab.copyBytes(256) / (1_600.0 * (1 << 20) / 8));
        takes(toSlow, alone(256));
    }

    @Test
    void shareIsTheDatacenters() {
        lab.datacenter.setBandwidthPercentForMigration(0.25);
        final Vm vm = vm(0, 256);
        lab.migrateAt(10, vm, 1);
        lab.run();
        takes(vm, 2 * alone(256));
    }

    @Test
    void migrationBandwidthIsAPositiveFiniteNumber() {
        final var host = (LiveMigrationHost) lab.hosts.get(0);
        assertThat(host.getMigrationBandwidth()).isEmpty();
        assertThat(host.setMigrationBandwidth(10).getMigrationBandwidth()).hasValue(10);
        for (final double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> host.setMigrationBandwidth(wrong))
                    .withMessageContaining("migration bandwidth");
        }
    }
}
