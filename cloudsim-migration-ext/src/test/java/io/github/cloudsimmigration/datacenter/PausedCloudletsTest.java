package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Work ends when it must after other work was paused, cancelled or resumed, however seldom the datacenter looks. */
final class PausedCloudletsTest {
    private static final Offset<Double> EXACTLY = Offset.offset(0.02);

    private final Lab lab = new Lab(2).technique(Techniques.stopAndCopy());

    private void tellAt(final double seconds, final int tag, final Cloudlet cloudlet) {
        lab.at(seconds, () -> lab.simulation.sendNow(lab.broker, lab.datacenter, tag, cloudlet));
    }

    private double slowdown() {
        return lab.records().stream()
                .mapToDouble(record -> record.slowdownSeconds())
                .sum();
    }

    static Stream<Arguments> ways() {
        return Stream.of(CloudSimTag.CLOUDLET_PAUSE, CloudSimTag.CLOUDLET_CANCEL)
                .flatMap(tag -> Stream.of(0, 1, 300)
                        .flatMap(interval -> Stream.of(false, true)
                                .map(migrated -> Arguments.of(tag, (double) interval, migrated))));
    }

    /** At 50 s each of two on one processor has done 25 s; the first does its other 15 s alone. */
    @ParameterizedTest
    @MethodSource("ways")
    void whatIsLeftEndsSoonerWithoutTheOther(final int tag, final double interval, final boolean migrated) {
        lab.datacenter.setSchedulingInterval(interval);
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 256), 0);
        final Cloudlet first = lab.cloudlet(vm, 40);
        final Cloudlet second = lab.cloudlet(vm, 100);
        tellAt(50, tag, second);
        if (migrated) {
            lab.migrateAt(55, vm, 1);
        }
        lab.run();
        assertThat(first.getFinishTime()).isCloseTo(65.01 + slowdown(), EXACTLY);
    }

    /** Of its 20 s it has done 5 when it is paused, and does the others from 30 s on. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 300})
    void whatIsResumedIsAwaited(final double interval) {
        lab.datacenter.setSchedulingInterval(interval);
        final Vm vm = lab.vm(0, 256);
        final Cloudlet paused = lab.cloudlet(vm, 20);
        final Cloudlet other = lab.cloudlet(vm, 60);
        tellAt(5, CloudSimTag.CLOUDLET_PAUSE, paused);
        tellAt(30, CloudSimTag.CLOUDLET_RESUME, paused);
        lab.run();
        assertThat(List.of(paused.getFinishTime(), other.getFinishTime()))
                .satisfiesExactly(
                        end -> assertThat(end).isCloseTo(45.01, EXACTLY),
                        end -> assertThat(end).isCloseTo(60.01, EXACTLY));
    }
}
