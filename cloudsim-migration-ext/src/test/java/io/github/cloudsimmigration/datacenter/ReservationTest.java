package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A target keeps room for a VM on its way, once; the VM itself is always on exactly one host. */
final class ReservationTest {
    private static final long RAM = 512;
    private static final double START = 10;
    private static final double AFTER = 40;

    private final Lab lab = new Lab(2);

    /** What a host has given away that no VM but one was placed on. */
    private static List<Double> placedWithoutMigration(final int home) {
        final var lab = new Lab(2);
        lab.busyVm(home, RAM, 100);
        final List<Double> given = new ArrayList<>();
        lab.at(AFTER, () -> given.addAll(Lab.given(lab.hosts.get(home))));
        lab.run();
        return given;
    }

    private static List<Double> nothing() {
        return List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy", "proposed"})
    void roomIsReservedOnceAndGivenBackOnce(final String technique) {
        lab.technique(Techniques.byName(technique));
        final Vm vm = lab.busyVm(0, RAM, 100);
        lab.migrateAt(START, vm, 1);
        final List<Double> placed = placedWithoutMigration(1);
        lab.at(START - 1, () -> assertThat(Lab.given(lab.hosts.get(1))).isEqualTo(nothing()));
        for (double time = START + 0.1; time < START + 8; time += 0.7) {
            lab.at(time, () -> {
                assertThat(lab.datacenter.getRunningMigrations()).isEqualTo(1);
                final Host target = lab.hosts.get(1);
                assertThat(Lab.given(target)).isEqualTo(placed);
                assertThat(target.getVmList()).allMatch(Lab::isReservation);
                assertThat(target.<Vm>getVmList())
                        .extracting(Vm::getDescription)
                        .containsExactly("room for " + vm);
                assertThat(lab.hosts.get(0).getRam().getAllocatedResource()).isEqualTo(RAM);
                assertThat(lab.hosts.get(0).getBw().getAllocatedResource()).isEqualTo(100);
                assertThat(lab.hosts.get(0).getStorage().getAllocatedResource()).isEqualTo(1_000);
            });
        }
        lab.at(AFTER, () -> {
            assertThat(Lab.given(lab.hosts.get(0))).isEqualTo(nothing());
            assertThat(Lab.given(lab.hosts.get(1))).isEqualTo(placed);
            assertThat(lab.hosts.get(1).getVmsMigratingIn()).isEmpty();
        });
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        lab.hosts.forEach(host -> assertThat(Lab.given(host)).isEqualTo(nothing()));
    }

    @Test
    void roomLeftByTheReservationCanBeUsedAndNoMore() {
        final Vm vm = lab.busyVm(0, RAM, 100);
        lab.migrateAt(START, vm, 1);
        lab.at(START + 1, () -> {
            final Host target = lab.hosts.get(1);
            assertThat(target.isSuitableForVm(Lab.newVm(Lab.MIPS, 2, Lab.HOST_RAM - RAM)))
                    .isTrue();
            assertThat(target.isSuitableForVm(Lab.newVm(Lab.MIPS, 2, Lab.HOST_RAM - RAM + 1)))
                    .isFalse();
            assertThat(target.isSuitableForVm(Lab.newVm(Lab.MIPS, 3, 1))).isFalse();
        });
        lab.run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy", "proposed"})
    void vmIsOnExactlyOneHostAtEveryEvent(final String technique) {
        lab.technique(Techniques.byName(technique));
        final Vm first = lab.busyVm(0, RAM, 60);
        final Vm second = lab.submit(Lab.newVm(Lab.MIPS, 1, 256), 1);
        lab.cloudlet(second, 60);
        lab.migrateAt(START, first, 1);
        lab.migrateAt(START + 0.5, second, 0);
        lab.migrateAt(START + 30, first, 0);
        final List<Integer> placements = new ArrayList<>();
        lab.simulation.addOnEventProcessingListener(event -> {
            for (final Vm vm : List.of(first, second)) {
                if (vm.isCreated()) {
                    final List<Host> on = lab.hosts.stream()
                            .filter(host -> host.getVmList().stream().anyMatch(placed -> placed == vm))
                            .toList();
                    assertThat(on).containsExactly(vm.getHost());
                    placements.add(on.size());
                }
            }
        });
        lab.run();
        assertThat(placements).hasSizeGreaterThan(20);
        assertThat(lab.records()).hasSize(3).allMatch(record -> record.completed());
    }

    @Test
    void vmSaysThatItMigratesWhileItDoes() {
        final Vm vm = lab.busyVm(0, RAM, 100);
        lab.migrateAt(START, vm, 1);
        lab.at(START - 0.1, () -> assertThat(vm.isInMigration()).isFalse());
        lab.simulation.addOnEventProcessingListener(event -> {
            if (vm.isCreated()) {
                assertThat(vm.isInMigration()).isEqualTo(lab.datacenter.getRunningMigrations() == 1);
                assertThat(lab.hosts.get(0).getVmScheduler().getVmMigrationCpuOverhead())
                        .as("a stock scheduler, which would tax the VM if it stood in this set")
                        .isPositive();
                assertThat(lab.hosts.get(0).getVmsMigratingOut()).isEmpty();
            }
        });
        lab.at(AFTER, () -> {
            assertThat(vm.isInMigration()).isFalse();
            lab.hosts.forEach(host -> {
                assertThat(host.getVmsMigratingOut()).isEmpty();
                assertThat(host.getVmsMigratingIn()).isEmpty();
            });
        });
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void vmCanGoThereAndBackAnyNumberOfTimes() {
        final Vm vm = lab.busyVm(0, 128, 100);
        for (int i = 0; i < 8; i++) {
            lab.migrateAt(START + 5 * i, vm, (i + 1) % 2);
        }
        final List<Double> placed = new ArrayList<>();
        lab.at(START - 1, () -> placed.addAll(Lab.given(lab.hosts.get(0))));
        lab.at(START + 45, () -> {
            assertThat(Lab.given(lab.hosts.get(0))).isEqualTo(placed);
            assertThat(Lab.given(lab.hosts.get(1))).isEqualTo(nothing());
        });
        lab.run();
        assertThat(lab.records()).hasSize(8).allMatch(record -> record.completed());
    }
}
