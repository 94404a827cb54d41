package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import io.github.cloudsimmigration.datacenter.MigratingVms;
import io.github.cloudsimmigration.datacenter.MigrationRequest;
import io.github.cloudsimmigration.datacenter.TechniqueChooser;
import io.github.cloudsimmigration.datacenter.VmTraffic;
import io.github.cloudsimmigration.network.FairNetwork;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/**
 * Traffic-sensitive migration: chooses between pre-copy and post-copy for each VM, whichever gets less into the way of what the
 * applications send and receive.
 *
 * <p>Idea: a migration sends out of the source and into the target. In pre-copy the VM runs at the source meanwhile, so what it sends
 * contends with the migration there; in post-copy it runs at the target, so what it receives contends there. A VM that mostly sends should
 * go by post-copy, one that mostly receives by pre-copy.
 *
 * <p>Reference: U. Deshpande, K. Keahey, "Traffic-sensitive live migration of virtual machines", FGCS 72, 2017 (first in CCGrid 2015). From
 * it: which traffic contends with which technique, and that each of several VMs on a host gets the technique whose direction complements
 * its traffic. Our resolution, as we know the paper's idea and not its formulas: for either technique, take the time and the bytes it is
 * foreseen to need if it had the greatest weight in the network, and count the bytes that contend with it: at the source, what the
 * migration and all VMs running there send beyond the NIC's rate; at the target, what the migration and all VMs running there receive
 * beyond it; each at most what the migration itself adds. The VM runs at the source in pre-copy, at the target in post-copy. The technique
 * with fewer such bytes is chosen; if they are equal, pre-copy, which loses no VM when it fails. So where nothing contends, pre-copy is
 * chosen.
 *
 * <p>NICs are the hosts' migration NICs, which VMs' traffic {@linkplain LiveMigrationDatacenter#setVmTraffic shares}. While the target is
 * not known, only the source counts. The chooser may be given to any {@link LiveMigrationDatacenter#setTechniqueChooser datacenter},
 * whatever its allocation policy.
 *
 * <p>Cost: two estimates for each choice, and a look at the VMs on both hosts.
 *
 * <p>What it does not claim: to schedule which VMs migrate together, or to know how traffic will change.
 */
public final class TrafficSensitiveChooser implements TechniqueChooser {
    private final Technique precopy;
    private final Technique postcopy;
    private final Function<Vm, VmTraffic> traffic;

    /** Creates a chooser that counts with the {@linkplain LiveMigrationDatacenter#getVmTraffic traffic the datacenter knows of}. */
    public TrafficSensitiveChooser() {
        this(TrafficSensitiveChooser::trafficInDatacenter);
    }

    /**
     * Creates a chooser between {@link Techniques#xenPrecopy} and {@link Techniques#postcopy}.
     *
     * @param traffic what a VM sends and receives now
     */
    public TrafficSensitiveChooser(final Function<Vm, VmTraffic> traffic) {
        this(Techniques.xenPrecopy(), Techniques.postcopy(), traffic);
    }

    /**
     * Creates a chooser.
     *
     * @param precopy the technique during which a VM runs at the source
     * @param postcopy the technique during which it runs at the target
     * @param traffic what a VM sends and receives now
     */
    public TrafficSensitiveChooser(
            final Technique precopy, final Technique postcopy, final Function<Vm, VmTraffic> traffic) {
        this.precopy = Validate.notNull(precopy, "technique while the VM runs at the source: null, expected one");
        this.postcopy = Validate.notNull(postcopy, "technique while the VM runs at the target: null, expected one");
        this.traffic = Validate.notNull(traffic, "what VMs send and receive: null, expected a function");
    }

    @Override
    public Optional<Technique> techniqueFor(final Vm vm, final Host source, final Host target) {
        if (!(source.getDatacenter() instanceof LiveMigrationDatacenter datacenter)) {
            return Optional.empty();
        }
        final var request = MigrationRequest.of(vm, target).withWeight(FairNetwork.LARGEST_WEIGHT);
        final MigrationCost live = datacenter.estimateMigration(request.withTechnique(precopy));
        final MigrationCost later = datacenter.estimateMigration(request.withTechnique(postcopy));
        final double before = contendedBytes(vm, source, target, true, live);
        final double after = contendedBytes(vm, source, target, false, later);
        return Optional.of(after < before ? postcopy : precopy);
    }

    private static VmTraffic trafficInDatacenter(final Vm vm) {
        return vm.getHost().getDatacenter() instanceof LiveMigrationDatacenter datacenter
                ? datacenter.getVmTraffic(vm)
                : VmTraffic.NONE;
    }

    private double contendedBytes(
            final Vm vm, final Host source, final Host target, final boolean atSource, final MigrationCost cost) {
        final double seconds = cost.totalSeconds();
        if (!cost.completed()) {
            return Double.POSITIVE_INFINITY;
        }
        if (seconds <= 0) {
            return 0;
        }
        final double migration = cost.bytes() / seconds;
        double out = atSource ? traffic.apply(vm).outBytesPerSecond() : 0;
        for (final Vm other : source.getVmList()) {
            out += isAnother(other, vm) ? traffic.apply(other).outBytesPerSecond() : 0;
        }
        double in = atSource ? 0 : traffic.apply(vm).inBytesPerSecond();
        for (final Vm other : target.getVmList()) {
            in += isAnother(other, vm) ? traffic.apply(other).inBytesPerSecond() : 0;
        }
        return seconds * (contended(migration, out, source) + contended(migration, in, target));
    }

    private static boolean isAnother(final Vm other, final Vm vm) {
        return !other.equals(vm) && !MigratingVms.isRoom(other);
    }

    /** {@return how much does not fit through a NIC because of a migration, in bytes per second} */
    private static double contended(final double migration, final double others, final Host host) {
        return host.getDatacenter() instanceof LiveMigrationDatacenter datacenter
                ? Math.min(migration, Math.max(0, migration + others - datacenter.getMigrationBytesPerSecond(host)))
                : 0;
    }
}
