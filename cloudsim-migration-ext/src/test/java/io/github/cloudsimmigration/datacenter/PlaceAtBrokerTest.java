package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

final class PlaceAtBrokerTest {
    private static final long RAM = 64;

    @Test
    void runningVmsKeepTheirOrderAtTheBrokerWhoeverMigrates() {
        final var lab = new Lab(3);
        final List<Vm> vms = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            vms.add(lab.vm(i % 2, RAM));
            lab.cloudlet(vms.get(i), 100);
        }
        final List<Vm> left = new ArrayList<>(vms);
        left.remove(1);
        lab.migrateAt(10, vms.get(0), 2);
        lab.migrateAt(20, vms.get(3), 2);
        lab.at(30, () -> assertThat(lab.broker.<Vm>getVmExecList()).isEqualTo(vms));
        lab.at(40, () -> ((HostAbstract) vms.get(1).getHost()).destroyVm(vms.get(1)));
        lab.migrateAt(50, vms.get(4), 1);
        lab.at(60, () -> assertThat(lab.broker.<Vm>getVmExecList()).isEqualTo(left));
        lab.run();
        assertThat(lab.records()).hasSize(3).allMatch(record -> record.completed());
    }

    @Test
    void vmThatIsOnNoListComesToItsEnd() {
        final var lab = new Lab(2);
        final Vm other = lab.vm(0, RAM);
        final Vm vm = lab.vm(0, RAM);
        lab.at(10, () -> {
            final List<Vm> running = lab.broker.getVmExecList();
            running.remove(vm);
            new PlaceAtBroker(vm).restore();
            assertThat(running).containsExactly(other, vm);
        });
        lab.cloudlet(vm, 20);
        lab.run();
    }
}
