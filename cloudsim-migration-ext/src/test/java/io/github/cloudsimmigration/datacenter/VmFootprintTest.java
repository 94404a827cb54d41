package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.utilizationmodels.UtilizationModelFull;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** A VM that does not migrate costs next to nothing, however large it is. */
final class VmFootprintTest {
    private static final int VMS = 10_000;
    private static final int HOSTS = 4;
    private static final long RAM = 8_192;
    private static final long MEBIBYTE = 1 << 20;

    private static long heapOf(final BiFunction<CloudSimPlus, List<Host>, Datacenter> datacenters) {
        final var simulation = new CloudSimPlus(0.01);
        final List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(new HostSimple(VMS / HOSTS * RAM, VMS, VMS, Lab.pes(1_000, 32))
                    .setVmScheduler(new VmSchedulerTimeShared()));
        }
        final Datacenter datacenter = datacenters.apply(simulation, hosts);
        final var broker = new DatacenterBrokerSimple(simulation);
        final List<Vm> vms = new ArrayList<>();
        for (int i = 0; i < VMS; i++) {
            vms.add(Lab.newVm(1, 1, RAM).setBw(1).setSize(1));
        }
        broker.submitVmList(vms);
        final var work = new CloudletSimple(10, 1, new UtilizationModelFull());
        work.setUtilizationModelRam(UtilizationModel.NULL);
        work.setUtilizationModelBw(UtilizationModel.NULL);
        broker.submitCloudlet(work.setVm(vms.get(0)));
        final long[] used = new long[1];
        new Script(simulation).at(5, () -> {
            assertThat(vms).allMatch(Vm::isCreated);
            used[0] = usedHeap();
        });
        simulation.start();
        assertThat(datacenter.getHostList()).hasSize(HOSTS);
        return used[0];
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            final Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static VmAllocationPolicy evenly() {
        return new VmAllocationPolicySimple(
                (policy, vm) -> Optional.of(policy.getHostList().get((int) (vm.getId() % HOSTS))));
    }

    /** A bitmap of each VM's pages alone would take 2.4 GiB. */
    @Test
    void tenThousandVmsOfEightGibibytesFitBesideTheStockOnes() {
        final long stock = heapOf((simulation, hosts) -> new DatacenterSimple(simulation, hosts, evenly()));
        final long live = heapOf((simulation, hosts) -> new LiveMigrationDatacenter(simulation, hosts, evenly()));
        assertThat(live - stock).isLessThan(100 * MEBIBYTE);
    }
}
