package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.OnTimeout;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.QueueOrder;
import io.github.cloudsimmigration.orchestration.RetryPolicy;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/**
 * A day of a busy datacenter in which no host fails: 32 hosts, 96 VMs, a request every minute, with cancellations, cut links and traffic in
 * between. Every now and then everything adds up; at the end nothing is left over, every VM is alive, and its work is late by exactly what its
 * migrations took.
 */
final class DayLongSoakTest {
    private static final long SEED = 24;
    private static final int HOSTS = 32;
    private static final int VMS = 96;
    private static final int REQUESTS = 1_440;
    private static final double DAY = 86_400;
    private static final double HOUR = 3_600;
    private static final int MOMENTS_PER_CHECK = 10;
    private static final MigrationLimits LIMITS = new MigrationLimits(8, 2, 2);
    private static final double NIC_MEGABITS = 200;
    private static final double NIC_BYTES = NIC_MEGABITS * (1 << 20) / 8;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<Host> hosts = new ArrayList<>();
    private final List<Vm> vms = new ArrayList<>();
    private final Map<Vm, Cloudlet> work = new HashMap<>();
    private final List<MigrationRecord> retried = new ArrayList<>();
    private int moments;

    @Test
    void nothingIsLeftOverAfterADay() {
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(Lab.host(Lab.MIPS).setMigrationBandwidth(NIC_MEGABITS));
        }
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null);
        final Topology topology = Topology.twoLevelTree(racks(), NIC_BYTES, 4, 1e-4);
        lab.datacenter.setTopology(topology, Host::toString);
        lab.datacenter
                .setSeed(SEED)
                .setOrchestration(Orchestration.NONE
                        .withLimits(LIMITS)
                        .withOrder(QueueOrder.SMALLEST_FIRST)
                        .withTimeouts(new Timeouts(300, 60), OnTimeout.FORCE_STOP)
                        .withRetry(new RetryPolicy(3, 10, 2, 60)))
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 20.0 + vm.getId()))
                .addOnMigrationRetryListener(
                        info -> retried.add(info.getMigration().orElseThrow()))
                .setSchedulingInterval(300);
        for (int i = 0; i < VMS; i++) {
            final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, random.nextInt(8, 64)), i % HOSTS);
            vms.add(vm);
            work.put(vm, lab.cloudlet(vm, DAY - HOUR));
        }
        final var script = new Script(lab.simulation);
        final List<Technique> techniques = List.copyOf(Techniques.all());
        for (int i = 0; i < REQUESTS; i++) {
            final double time = random.nextDouble(1, DAY - 2 * HOUR);
            final Technique technique = techniques.get(random.nextInt(techniques.size()));
            script.at(
                    time,
                    () -> lab.datacenter.requestMigration(
                            MigrationRequest.of(anyVm(), anyHost()).withTechnique(technique)));
            if (i % 20 == 0) {
                script.at(time + random.nextDouble(3), () -> lab.datacenter.cancelMigration(anyVm()));
                final int from = random.nextInt(HOSTS);
                final int to = (from + random.nextInt(1, HOSTS)) % HOSTS;
                script.at(
                        time,
                        () -> lab.datacenter.setTraffic(hosts.get(from), hosts.get(to), random.nextDouble(NIC_BYTES)));
                script.at(time, () -> lab.datacenter.setVmTraffic(anyVm(), random.nextDouble(NIC_BYTES / 4), 0));
            }
        }
        for (int hour = 1; hour < 23; hour++) {
            script.at(hour * HOUR, () -> lab.datacenter.setLinkCapacity("rack 0", "core", NIC_BYTES / 2));
            script.at(hour * HOUR + 100, () -> lab.datacenter.setLinkCapacity("rack 0", "core", 2 * NIC_BYTES));
        }
        final var checks = new DatacenterChecks("a day", lab, vms, topology, LIMITS);
        lab.simulation.addOnClockTickListener(tick -> {
            if (moments++ % MOMENTS_PER_CHECK == 0) {
                checks.checkPlaces();
                checks.checkMoment();
            }
        });
        lab.run();
        assertThat(moments).isGreaterThan(1_000 * MOMENTS_PER_CHECK);
        assertThat(lab.records()).hasSize(REQUESTS);
        assertThat(lab.datacenter.getRunningMigrations() + lab.datacenter.getWaitingMigrations())
                .isZero();
        assertThat(lab.datacenter.alarms().isEmpty()).isTrue();
        assertThat(lab.records().stream().filter(MigrationRecord::completed)).hasSizeGreaterThan(REQUESTS / 2);
        hosts.forEach(host -> assertThat(Lab.given(host)).containsOnly(0.0));
        vms.forEach(vm -> checkWork(vm, lab.records()));
        assertThat(lab.clock()).isLessThan(DAY);
    }

    private static List<List<String>> racksOf(final List<Host> hosts, final int size) {
        final List<List<String>> racks = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i += size) {
            racks.add(hosts.subList(i, i + size).stream().map(Host::toString).toList());
        }
        return racks;
    }

    private List<List<String>> racks() {
        for (int i = 0; i < HOSTS; i++) {
            hosts.get(i).setId(i);
        }
        return racksOf(hosts, 8);
    }

    private Vm anyVm() {
        return vms.get(random.nextInt(VMS));
    }

    private Host anyHost() {
        return hosts.get(random.nextInt(HOSTS));
    }

    private void checkWork(final Vm vm, final List<MigrationRecord> records) {
        final List<MigrationRecord> its = new ArrayList<>(retried);
        its.addAll(records);
        final double encoding = Lab.mostLostToEncoding(its);
        its.removeIf(record -> !record.id().vm().equals(vm.toString()));
        assertThat(its).noneMatch(record -> record.ending().outcome() == Outcome.VM_LOST);
        final double lost =
                its.stream().mapToDouble(MigrationRecord::slowdownSeconds).sum();
        assertThat(work.get(vm).isFinished()).isTrue();
        assertThat(work.get(vm).getFinishTime())
                .as("end of the work of %s, which lost %s s in %s tries", vm, lost, its.size())
                .isBetween(
                        DAY - HOUR + 0.01 + lost - 1e-3 * its.size(),
                        DAY - HOUR + 0.01 + lost + 1e-3 * its.size() + encoding);
    }
}
