package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full hosts that send to each other: what each lets its migrations have changes what they want of the others. */
final class PacesComeToRestTest {
    private static final List<Technique> TECHNIQUES = List.copyOf(Techniques.all());

    /** With no bound on the changes of a moment, that of seed 309 goes on for ever. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 309})
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void noMomentGoesOnForEver(final long seed) {
        final var random = new SplittableRandom(seed);
        final List<Host> hosts = Lab.hosts(3);
        for (final Host host : hosts) {
            host.setVmScheduler(new VmSchedulerOvercommit(4));
            ((LiveMigrationHost) host).setMigrationBandwidth(random.nextInt(500, 4_500));
        }
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null);
        lab.datacenter
                .setMigrationCpu(new MigrationCpu(random.nextDouble(2e-8), random.nextDouble(2e-8)))
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 2_000));
        final List<Vm> vms = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            final int home = random.nextInt(hosts.size());
            final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, random.nextInt(128, 384)), home);
            vms.add(vm);
            lab.cloudlet(vm, random.nextInt(100, 200), random.nextInt(3) > 0 ? 1 : 0.3);
        }
        for (int i = 0; i < 24; i++) {
            final Vm vm = vms.get(random.nextInt(vms.size()));
            final Host target = hosts.get(random.nextInt(hosts.size()));
            final MigrationRequest request = MigrationRequest.of(vm, target)
                    .withTechnique(TECHNIQUES.get(random.nextInt(TECHNIQUES.size())))
                    .withMaxBytesPerSecond(random.nextBoolean() ? Double.POSITIVE_INFINITY : 1e7);
            lab.at(random.nextDouble(10, 60), () -> lab.datacenter.requestMigration(request));
        }
        lab.simulation.terminateAt(200);
        lab.run();
        assertThat(lab.records()).hasSize(24);
    }
}
