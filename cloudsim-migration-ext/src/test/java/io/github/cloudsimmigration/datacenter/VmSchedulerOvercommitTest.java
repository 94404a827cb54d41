package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** Hosts of four processors whose MIPS are promised twice. */
final class VmSchedulerOvercommitTest {
    private final Lab lab = new Lab(2);

    VmSchedulerOvercommitTest() {
        lab.hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(2)));
    }

    private Vm vmOfFour(final int home) {
        return lab.submit(Lab.newVm(Lab.MIPS, 4, 128), home);
    }

    private List<Cloudlet> fill(final Vm vm, final double seconds) {
        return List.of(
                lab.cloudlet(vm, seconds),
                lab.cloudlet(vm, seconds),
                lab.cloudlet(vm, seconds),
                lab.cloudlet(vm, seconds));
    }

    @Test
    void whatFitsIsGivenInFull() {
        final Vm busy = vmOfFour(0);
        vmOfFour(0);
        final List<Cloudlet> cloudlets = fill(busy, 20);
        lab.run();
        assertThat(cloudlets)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isCloseTo(20.01, within(0.02)));
    }

    @Test
    void allGetTheSameFractionWhenMoreIsWantedThanThereIs() {
        final Vm first = vmOfFour(0);
        final Vm second = vmOfFour(0);
        final List<Cloudlet> ofFirst = fill(first, 20);
        final List<Cloudlet> ofSecond = fill(second, 20);
        lab.at(10, () -> {
            final Host host = lab.hosts.get(0);
            assertThat(host.getVmScheduler().getTotalAllocatedMipsForVm(first)).isEqualTo(2 * Lab.MIPS);
            assertThat(host.getVmScheduler().getTotalAllocatedMipsForVm(second)).isEqualTo(2 * Lab.MIPS);
        });
        lab.run();
        for (final List<Cloudlet> cloudlets : List.of(ofFirst, ofSecond)) {
            assertThat(cloudlets)
                    .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isCloseTo(40, within(0.05)));
        }
    }

    /** 4000 and 2000 of 4000 MIPS: two thirds of what each wants. */
    @Test
    void fractionIsOfWhatIsWantedNow() {
        final Vm first = vmOfFour(0);
        final Vm second = vmOfFour(0);
        fill(first, 30);
        lab.cloudlet(second, 30);
        lab.cloudlet(second, 30);
        lab.at(10, () -> {
            assertThat(CpuDemand.onHost(lab.hosts.get(0))).isEqualTo(6 * Lab.MIPS);
            assertThat(first.getHost().getVmScheduler().getAllocatedMips(first).mips())
                    .isCloseTo(Lab.MIPS * 2 / 3, within(1e-9));
        });
        lab.run();
    }

    @Test
    void promisesEndAtTheRatio() {
        vmOfFour(0);
        vmOfFour(0);
        fill(vmOfFour(1), 20);
        lab.at(5, () -> {
            assertThat(lab.hosts.get(0).isSuitableForVm(Lab.newVm(Lab.MIPS, 1, 1)))
                    .isFalse();
            assertThat(lab.hosts.get(1).isSuitableForVm(Lab.newVm(Lab.MIPS, 4, 1)))
                    .isTrue();
            assertThat(lab.hosts.get(1).isSuitableForVm(Lab.newVm(Lab.MIPS, 5, 1)))
                    .isFalse();
        });
        lab.run();
    }

    @Test
    void reservationCountsAsPromised() {
        vmOfFour(1);
        final Vm leaving = vmOfFour(0);
        fill(leaving, 30);
        lab.technique(Techniques.stopAndCopy()).migrateAt(5, leaving, 1);
        lab.at(
                6,
                () -> assertThat(lab.hosts.get(1).isSuitableForVm(Lab.newVm(Lab.MIPS, 1, 1)))
                        .isFalse());
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void ratioBelowOneIsRejected() {
        for (final double wrong : new double[] {0.99, 0, -1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new VmSchedulerOvercommit(wrong))
                    .withMessageContaining("overcommit ratio");
        }
    }
}
