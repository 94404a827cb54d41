package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.MigrationCostEstimator;
import io.github.cloudsimmigration.datacenter.MigrationNetwork.Share;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.network.Flow;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.Technique;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** Estimates of migrations, each rehearsed once a moment. */
final class MigrationForecasts {
    /** What a migration across a cut link costs: it does not end. */
    private static final MigrationCost NEVER =
            new MigrationCost(false, 0, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0, 0, 0);

    /** Within so many steps one that is under way is expected to end, or not at all. */
    private static final int FEW_STEPS = 10_000;

    private final LiveMigrationDatacenter datacenter;
    private final SimulationClock clock;
    private final OngoingMigrations ongoing;
    private final MigrationPlanner planner;
    private final MigrationNetwork network;
    private final BackgroundTraffic traffic;
    private final HostCpuCharges charges;
    private final MigrationCosts costs;
    private final Map<Question, MigrationRecord> rehearsals = new HashMap<>();
    private final Map<MigrationId, Double> bytesInAll = new HashMap<>();
    private MigrationCostEstimator estimator = MigrationCostEstimator.of(CostModel.DEFAULT);
    private double askedAt = -1;

    /** What a rehearsal depends on at a moment. */
    private record Question(Vm vm, Technique technique, Share share) {}

    MigrationForecasts(
            final LiveMigrationDatacenter datacenter,
            final SimulationClock clock,
            final OngoingMigrations ongoing,
            final MigrationPlanner planner,
            final MigrationNetwork network,
            final BackgroundTraffic traffic,
            final HostCpuCharges charges,
            final MigrationCosts costs) {
        this.datacenter = datacenter;
        this.clock = clock;
        this.ongoing = ongoing;
        this.planner = planner;
        this.network = network;
        this.traffic = traffic;
        this.charges = charges;
        this.costs = costs;
    }

    /** Forgets what was found out at this moment. */
    void forget() {
        rehearsals.clear();
        bytesInAll.clear();
    }

    void setEstimator(final MigrationCostEstimator newEstimator) {
        estimator = newEstimator;
        forget();
    }

    /** {@return what it would cost to carry a request out now} */
    MigrationCost of(final MigrationRequest request) {
        if (clock.now() != askedAt) {
            forget();
            askedAt = clock.now();
        }
        final Technique technique = planner.techniqueOf(request);
        final Optional<Share> share = shareOfOneMore(request);
        if (share.isEmpty()) {
            return NEVER;
        }
        final Host source = request.vm().getHost();
        final MigrationRecord rehearsal = rehearse(request, technique, share.get());
        return MigrationCost.of(
                rehearsal.slowedBy(planner.stockOverheadAt(source)), costs.between(source, request.target()));
    }

    /** Rehearses a migration; once more if what its encoding turns out to take of the source's CPU slows it down. */
    private MigrationRecord rehearse(final MigrationRequest request, final Technique technique, final Share share) {
        final MigrationRecord unencoded = rehearse(request, technique, share, 0);
        final double encodingSeconds = unencoded.sourceCpuSeconds();
        return encodingSeconds == 0 || unencoded.bytesSent() == 0
                ? unencoded
                : rehearse(request, technique, share, encodingSeconds / unencoded.bytesSent());
    }

    private MigrationRecord rehearse(
            final MigrationRequest request,
            final Technique technique,
            final Share share,
            final double encodingSecondsPerByte) {
        final Share encoded = encodingSecondsPerByte == 0 ? share : share.limited(1 / encodingSecondsPerByte);
        final Share paced = paced(encoded, request.vm(), request.target(), encodingSecondsPerByte);
        return rehearsals.computeIfAbsent(new Question(request.vm(), technique, paced), this::rehearse);
    }

    private MigrationRecord rehearse(final Question asked) {
        final Share share = asked.share();
        return estimator.rehearse(asked.technique(), planner.guest(asked.vm()), share::wire, share.roundTripSeconds());
    }

    /** {@return how long a migration is expected to take, in seconds; infinite for one that is not expected to end} */
    double secondsOf(final MigrationRequest request) {
        final MigrationCost cost = of(request);
        return cost.completed() ? cost.totalSeconds() : Double.POSITIVE_INFINITY;
    }

    private Optional<Share> shareOfOneMore(final MigrationRequest request) {
        final Vm vm = request.vm();
        final Host source = vm.getHost();
        Validate.isTrue(
                source.getDatacenter() == datacenter, "%s is on %s, expected a host of %s", vm, source, datacenter);
        return network.shareOfOneMore(
                        source,
                        request.target(),
                        request.weight(),
                        traffic.sentBy(vm),
                        traffic.wantedBy(vm).inBytesPerSecond(),
                        ongoing.idleFlows(),
                        this::bytesToGo)
                .map(share -> share.limited(request.maxBytesPerSecond()));
    }

    /** {@return the same as far as the hosts' CPU would be enough for it now, wherever the VM runs} */
    private Share paced(final Share share, final Vm vm, final Host target, final double encodingSecondsPerByte) {
        final Host source = vm.getHost();
        final double bytesPerSecond = share.bytesInTheFirstSecond();
        final double sending = bytesPerSecond * (charges.cpu().sourceSecondsPerByte() + encodingSecondsPerByte);
        final double receiving = bytesPerSecond * charges.cpu().targetSecondsPerByte();
        final double mips = CpuDemand.works(vm) ? CpuDemand.of(vm) : 0;
        return share.paced(
                pace(source, sending, 0, target, receiving, 0),
                pace(source, sending, -mips, target, receiving, 0),
                pace(source, sending, -mips, target, receiving, mips));
    }

    private double pace(
            final Host source,
            final double sending,
            final double moreAtSource,
            final Host target,
            final double receiving,
            final double moreAtTarget) {
        final double alone = charges.fractionWithOneMore(source, sending, moreAtSource);
        if (target == Host.NULL) {
            return alone;
        }
        final double received = charges.fractionWithOneMore(target, alone * receiving, moreAtTarget);
        return received * charges.fractionWithOneMore(source, received * sending, moreAtSource);
    }

    private double bytesToGo(final Flow flow) {
        final RunningMigration migration = ongoing.sendingBy(flow);
        return migration == null
                ? Double.POSITIVE_INFINITY
                : migration.bytesToGo(() -> bytesInAll.computeIfAbsent(migration.id(), id -> bytesInAll(migration)));
    }

    /** {@return what a migration like one under way sends in all; infinite if it does not end} */
    private double bytesInAll(final RunningMigration migration) {
        final double bytesPerSecond = migration.flow().bytesPerSecond() > 0
                ? migration.flow().bytesPerSecond()
                : migration.path().leastCapacity();
        if (bytesPerSecond <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        final var hasty =
                new MigrationCostEstimator(estimator.model(), estimator.samplePages(), FEW_STEPS, estimator.seed());
        final MigrationRecord rehearsal = hasty.rehearse(
                migration.technique(), planner.guest(migration.vm()), ScheduledWire.constant(bytesPerSecond), 0);
        return rehearsal.completed() ? rehearsal.bytesSent() : Double.POSITIVE_INFINITY;
    }
}
