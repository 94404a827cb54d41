package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.junit.jupiter.api.Test;

final class HostMipsTest {
    @Test
    void isWhatCloudSimPlusTells() {
        final Host host = new HostSimple(List.<Pe>of(new PeSimple(1_000), new PeSimple(2_500), new PeSimple(300)));
        check(host, 1_000, 3_800);
        host.getPeList().get(1).setStatus(Pe.Status.FAILED);
        check(host, 1_000, 1_300);
        host.getPeList().get(0).setStatus(Pe.Status.FAILED);
        check(host, 1_000, 300);
        check(Host.NULL, 0, 0);
    }

    private static void check(final Host host, final double ofOne, final double ofAll) {
        assertThat(HostMips.ofOne(host)).isEqualTo(ofOne).isEqualTo(host.getMips());
        assertThat(HostMips.ofAll(host)).isEqualTo(ofAll).isEqualTo(host.getTotalMipsCapacity());
    }
}
