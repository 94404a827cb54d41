package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.network.FairNetwork;
import io.github.cloudsimmigration.network.Flow;
import io.github.cloudsimmigration.network.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.util.BytesConversion;

/** The migration NICs of all hosts: full duplex, one link out and one in, made when first needed. */
final class MigrationNetwork {
    private final FairNetwork network = new FairNetwork();
    private final Map<Host, Nic> nics = new HashMap<>();

    private record Nic(Link out, Link in) {}

    Flow open(final Host source, final Host target, final Consumer<Flow> rateListener) {
        return network.open(List.of(nicOf(source).out(), nicOf(target).in()), rateListener);
    }

    /**
     * {@return the rate a migration that began now would get, in bytes per second}
     *
     * @param target where to, or {@link Host#NULL} if that is not known: then the source's NIC alone matters
     */
    double bytesPerSecond(final Host source, final Host target) {
        final double out = nicOf(source).out().bytesPerSecondForOneMore();
        return target == Host.NULL ? out : Math.min(out, nicOf(target).in().bytesPerSecondForOneMore());
    }

    FairNetwork flows() {
        return network;
    }

    private Nic nicOf(final Host host) {
        return nics.computeIfAbsent(host, MigrationNetwork::newNic);
    }

    private static Nic newNic(final Host host) {
        final double share = host.getDatacenter().getBandwidthPercentForMigration();
        final double byDefault = host.getBw().getCapacity() * share;
        final double megabits = host instanceof LiveMigrationHost live
                ? live.getMigrationBandwidth().orElse(byDefault)
                : byDefault;
        final double bytesPerSecond = BytesConversion.megaBytesToBytes(BytesConversion.bitsToBytes(megabits));
        return new Nic(new Link(host + " out", bytesPerSecond), new Link(host + " in", bytesPerSecond));
    }
}
