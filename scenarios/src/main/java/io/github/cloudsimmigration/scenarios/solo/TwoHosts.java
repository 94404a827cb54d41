package io.github.cloudsimmigration.scenarios.solo;

import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import io.github.cloudsimmigration.datacenter.MemoryProfile;
import io.github.cloudsimmigration.datacenter.MigrationRequest;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import java.util.Locale;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.vms.VmSimple;

/** A datacenter with two hosts: a VM moves from one to the other while it works. */
public final class TwoHosts {
    private TwoHosts() {}

    /** Runs it and prints what the migration came to, and when the work was done. */
    public static void main(final String[] args) {
        final var simulation = new CloudSimPlus();
        final List<Host> hosts = List.of(host(), host());
        final var datacenter = new LiveMigrationDatacenter(simulation, hosts)
                .setTechnique(Techniques.proposed())
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.10, 0.90, 4_000)); // pages written per second
        final var broker = new DatacenterBrokerSimple(simulation);
        final var vm = new VmSimple(1_000, 1).setRam(1_024);
        final var work = new CloudletSimple(60_000, 1).setVm(vm); // a minute of one processor
        broker.submitVm(vm);
        broker.submitCloudlet(work);
        broker.addOnVmsCreatedListener(created -> datacenter.requestMigration(MigrationRequest.of(vm, hosts.get(1))));
        simulation.start();

        final MigrationRecord record = datacenter.getMigrations().get(0);
        System.out.printf(
                Locale.ROOT,
                "%s: total time %.3f s, downtime %.1f ms, %d pages sent in %d rounds%n",
                record.ending().outcome(),
                record.totalSeconds(),
                record.downtimeSeconds() * 1e3,
                record.pagesSent(),
                record.rounds().size());
        System.out.printf(
                Locale.ROOT, "%s on %s, its work done after %.3f s%n", vm, vm.getHost(), work.getFinishTime());
    }

    private static Host host() {
        final List<Pe> processors = List.of(new PeSimple(1_000), new PeSimple(1_000)); // MIPS
        return new HostSimple(16_384, 1_000, 1_000_000, processors); // MB, Mbit/s, MB
    }
}
