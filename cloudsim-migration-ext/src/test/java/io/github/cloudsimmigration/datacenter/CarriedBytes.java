package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.network.Link;
import io.github.cloudsimmigration.network.LinkChecks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cloudsimplus.hosts.Host;

/** Adds up what NICs carry for migrations. Rates change with events only, so it is to be told of every one before it is processed. */
final class CarriedBytes {
    private final Lab lab;
    private final List<Host> hosts;
    private final Map<Link, Double> carried = new HashMap<>();
    private double now;

    CarriedBytes(final Lab lab) {
        this.lab = lab;
        this.hosts = List.copyOf(lab.hosts);
    }

    /** Takes note of what has been carried since the last time. */
    void note() {
        final double seconds = lab.clock() - now;
        if (seconds > 0) {
            for (final Host host : hosts) {
                final MigrationNetwork.Nic nic = lab.datacenter.network().nicOf(host);
                add(nic.out(), seconds);
                add(nic.in(), seconds);
            }
            now = lab.clock();
        }
    }

    private void add(final Link nic, final double seconds) {
        carried.merge(nic, LinkChecks.ofTransfers(nic, now) * seconds, Double::sum);
    }

    /** The records of a host's migrations, failed tries included, add up to what its NIC has carried. */
    void check(final String what, final List<MigrationRecord> records) {
        for (final Host host : hosts) {
            final MigrationNetwork.Nic nic = lab.datacenter.network().nicOf(host);
            check(what, nic.out(), records, record -> record.id().source(), host);
            check(what, nic.in(), records, record -> record.id().target(), host);
        }
    }

    private void check(
            final String what,
            final Link nic,
            final List<MigrationRecord> records,
            final Function<MigrationRecord, String> end,
            final Host host) {
        double sent = 0;
        double rounding = 0;
        for (final MigrationRecord record : records) {
            if (end.apply(record).equals(host.toString())) {
                sent += record.bytesSent();
                rounding += 1 + record.postCopy().requests();
            }
        }
        assertThat(sent)
                .as("%s: bytes of migrations across %s, rounded in each and at every fault", what, nic)
                .isCloseTo(carried.getOrDefault(nic, 0.0), within(rounding));
    }
}
