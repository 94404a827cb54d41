package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.technique.Techniques;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** What records call a VM. */
final class RecordedNamesTest {
    private final Lab lab = new Lab(3).technique(Techniques.stopAndCopy());
    private final Vm vm = lab.busyVm(0, 64, 30);

    @Test
    void vmOfTheOnlyBrokerIsCalledByItsOwnName() {
        lab.migrateAt(1, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().id().vm()).isEqualTo("Vm 0");
    }

    @Test
    void vmsOfTwoBrokersAreToldApart() {
        final DatacenterBroker second = new DatacenterBrokerSimple(lab.simulation);
        final Vm other = Lab.newVm(Lab.MIPS, 1, 64);
        lab.homes.put(other, lab.hosts.get(0));
        second.submitVm(other);
        second.submitCloudlet(lab.newCloudlet(other, 30, 1));
        lab.migrateAt(1, vm, 1);
        lab.migrateAt(10, other, 2);
        lab.run();
        assertThat(lab.records())
                .extracting(record -> record.id().vm())
                .containsExactly("Vm 0 of " + lab.broker.getName(), "Vm 0 of " + second.getName());
    }

    @Test
    void vmKeepsItsNameWhenTheOtherBrokerHasGone() {
        final DatacenterBroker second = new DatacenterBrokerSimple(lab.simulation);
        final Vm other = Lab.newVm(Lab.MIPS, 1, 64);
        lab.homes.put(other, lab.hosts.get(0));
        second.submitVm(other);
        second.submitCloudlet(lab.newCloudlet(other, 10, 1));
        lab.cloudlet(vm, 100);
        lab.migrateAt(1, vm, 1);
        lab.at(20, other::shutdown);
        lab.migrateAt(60, vm, 2);
        lab.run();
        assertThat(lab.records())
                .extracting(record -> record.id().vm())
                .containsExactly("Vm 0 of " + lab.broker.getName(), "Vm 0 of " + lab.broker.getName());
    }
}
