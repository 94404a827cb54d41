package io.github.cloudsimmigration.datacenter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cloudsimplus.hosts.Host;

/**
 * The VMs whose pages follow them. Their processors stall and go on many thousand times a second, and no VM is brought up to date for that:
 * what it loses is kept as {@link Account time}, and taken from its cloudlets when something else brings it up to date. A VM that stands still
 * then is seen to, until it goes on.
 */
final class Stalls {
    private final Set<RunningMigration> migrations = new LinkedHashSet<>();

    /** Time that a VM has lost since it was last brought up to date. */
    static final class Account {
        private double share = 1;
        private double since;
        private double lostSeconds;
        private double settledAt;
        private double settledShare = 1;

        /** {@return the share of its processors that run now, of those it has been given} */
        double share() {
            return share;
        }

        /** Lets another share of the processors run from now on. */
        void change(final double newShare, final double now) {
            lostSeconds += (1 - share) * (now - since);
            since = now;
            share = newShare;
        }

        /** {@return the time lost since the last settlement, in seconds} */
        double settle(final double now) {
            change(share, now);
            final double lost = lostSeconds;
            if (now > settledAt) {
                settledShare = 1 - lost / (now - settledAt);
            }
            lostSeconds = 0;
            settledAt = now;
            return lost;
        }

        /** {@return the share that ran on average between the last two settlements} */
        double settledShare() {
            return settledShare;
        }
    }

    /** Takes note that a VM's pages follow it from now on. */
    void begin(final RunningMigration migration) {
        migrations.add(migration);
    }

    /** Takes note that no page follows a VM any more. */
    void end(final RunningMigration migration) {
        migrations.remove(migration);
    }

    /** Brings the VMs of some hosts up to date. */
    void around(final List<? extends Host> hosts, final Runnable update) {
        final List<RunningMigration> there = migrations.stream()
                .filter(migration -> hosts.contains(migration.target()))
                .toList();
        there.forEach(RunningMigration::settle);
        update.run();
        if (there.stream().filter(RunningMigration::showStandstill).count() > 0) {
            update.run();
        }
    }
}
