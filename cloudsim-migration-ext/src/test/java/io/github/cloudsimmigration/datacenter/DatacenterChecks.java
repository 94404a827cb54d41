package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.network.Link;
import io.github.cloudsimmigration.network.LinkChecks;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/** What is true of a datacenter whenever all events of a time have been processed, and (what is not of the network) after each of them. */
final class DatacenterChecks {
    private static final double ROUNDING_MIPS = 1e-6;

    private final String what;
    private final Lab lab;
    private final List<Host> hosts;
    private final List<Vm> vms;
    private final Topology topology;
    private final MigrationLimits limits;

    /**
     * Prepares to check.
     *
     * @param what what to call the experiment
     * @param lab the experiment
     * @param vms its VMs
     * @param topology its network
     * @param limits how many migrations may be under way
     */
    DatacenterChecks(
            final String what,
            final Lab lab,
            final List<Vm> vms,
            final Topology topology,
            final MigrationLimits limits) {
        this.what = what;
        this.lab = lab;
        this.hosts = List.copyOf(lab.hosts);
        this.vms = vms;
        this.topology = topology;
        this.limits = limits;
    }

    /** A VM is on one host, and what a host has given away is what its VMs and the rooms reserved there hold. */
    void checkPlaces() {
        for (final Host host : hosts) {
            long ram = 0;
            long bandwidth = 0;
            long storage = 0;
            for (final Vm placed : host.<Vm>getVmList()) {
                ram += placed.getRam().getCapacity();
                bandwidth += placed.getBw().getCapacity();
                storage += placed.getStorage().getCapacity();
                isTrue(
                        placed instanceof MigrationReservation
                                || placed.getHost().equals(host),
                        placed,
                        "on",
                        host);
            }
            isTrue(host.getRam().getAllocatedResource() == ram, "RAM of", host);
            isTrue(host.getBw().getAllocatedResource() == bandwidth, "bandwidth of", host);
            isTrue(host.getStorage().getAllocatedResource() == storage, "storage of", host);
        }
        for (final Vm vm : vms) {
            int places = 0;
            for (final Host host : hosts) {
                places += host.getVmList().contains(vm) ? 1 : 0;
            }
            isTrue(places == (vm.isCreated() ? 1 : 0), places, "places of", vm);
        }
    }

    /** The rest: CPU, limits and network, at the end of a moment. */
    void checkMoment() {
        hosts.forEach(this::checkMips);
        checkLimits();
        checkStandstill();
        checkNetwork();
    }

    private void checkMips(final Host host) {
        double mips = 0;
        for (final Vm vm : host.<Vm>getVmList()) {
            mips += host.getVmScheduler().getAllocatedMips(vm).totalMips();
        }
        isTrue(Math.abs(host.getTotalAllocatedMips() - mips) < ROUNDING_MIPS, "MIPS of", host);
        isTrue(mips <= host.getTotalMipsCapacity() + ROUNDING_MIPS, "MIPS given away of", host);
    }

    private void checkLimits() {
        final List<RunningMigration> running = lab.datacenter.ongoing().running();
        isTrue(running.size() <= limits.inDatacenter(), running.size(), "migrations");
        for (final Host host : hosts) {
            isTrue(count(running, RunningMigration::source, host) <= limits.outOfHost(), "migrations out of", host);
            isTrue(count(running, RunningMigration::target, host) <= limits.intoHost(), "migrations into", host);
        }
    }

    private static long count(
            final List<RunningMigration> running, final Function<RunningMigration, Host> end, final Host host) {
        return running.stream().filter(any -> end.apply(any).equals(host)).count();
    }

    private void checkStandstill() {
        for (final RunningMigration migration : lab.datacenter.ongoing().all()) {
            final Vm vm = migration.vm();
            if (vm.isCreated() && migration.vmIsStopped()) {
                isTrue(((VmSimple) vm).getAllocatedMips().totalMips() == 0, "CPU of stopped", vm);
            }
        }
    }

    private void checkNetwork() {
        final MigrationNetwork network = lab.datacenter.network();
        final List<Link> links = new ArrayList<>(topology.links());
        for (final Host host : hosts) {
            final MigrationNetwork.Nic nic = network.nicOf(host);
            links.add(nic.out());
            links.add(nic.in());
            checkVmTraffic(host, nic.out(), VmTraffic::outBytesPerSecond);
            checkVmTraffic(host, nic.in(), VmTraffic::inBytesPerSecond);
        }
        LinkChecks.check(what + " at " + lab.clock() + " s", links);
        for (final RunningMigration migration : lab.datacenter.ongoing().running()) {
            final List<Link> way = migration.path().links();
            isTrue(way.get(0).equals(network.nicOf(migration.source()).out()), "NIC of", migration.source());
            isTrue(
                    way.get(way.size() - 1)
                            .equals(network.nicOf(migration.target()).in()),
                    "NIC of",
                    migration.target());
        }
    }

    /** VMs that are there and run want of the NIC what was set, and nobody else wants anything of it alone. */
    private void checkVmTraffic(final Host host, final Link nic, final ToDoubleFunction<VmTraffic> direction) {
        final List<Double> wanted = new ArrayList<>();
        for (final Vm vm : host.<Vm>getVmList()) {
            final double bytesPerSecond = direction.applyAsDouble(lab.datacenter.getVmTraffic(vm));
            if (bytesPerSecond > 0 && !standsStill(vm)) {
                wanted.add(bytesPerSecond);
            }
        }
        wanted.sort(null);
        final List<Double> found = LinkChecks.wantedByItself(nic);
        isTrue(found.equals(wanted), found, "wanted by VMs of", nic, "expected", wanted);
    }

    private boolean standsStill(final Vm vm) {
        final RunningMigration migration = lab.datacenter.ongoing().of(vm);
        return migration != null && migration.vmIsStopped();
    }

    private void isTrue(final boolean condition, final Object... about) {
        if (!condition) {
            assertThat(condition)
                    .as("%s at %s s: %s", what, lab.clock(), List.of(about))
                    .isTrue();
        }
    }
}
