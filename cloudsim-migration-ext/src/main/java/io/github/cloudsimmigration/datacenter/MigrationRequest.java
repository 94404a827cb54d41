package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.network.FairNetwork;
import io.github.cloudsimmigration.technique.Technique;
import java.util.Optional;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/**
 * A wish to have a VM somewhere else.
 *
 * @param vm the VM
 * @param target where it is to run
 * @param technique how it is to migrate; empty to leave that to the datacenter
 * @param weight its share of a link it shares with others, beside theirs: 1 is normal, 0.001 the least and 1000 the most
 * @param maxBytesPerSecond no faster than this, in bytes per second; infinite for no limit
 * @param deadlineSeconds when it should be through, in simulated seconds; infinite for no deadline
 */
public record MigrationRequest(
        Vm vm,
        Host target,
        Optional<Technique> technique,
        double weight,
        double maxBytesPerSecond,
        double deadlineSeconds) {
    public MigrationRequest {
        Validate.notNull(vm, "migration of no VM, expected one");
        Validate.isTrue(vm != Vm.NULL, "migration of no VM, expected one");
        Validate.notNull(target, "migration of %s to no host, expected one, or Host.NULL if there is none", vm);
        Validate.notNull(technique, "technique of %s: null, expected one, or an empty Optional", vm);
        Validate.isTrue(
                weight >= FairNetwork.SMALLEST_WEIGHT && weight <= FairNetwork.LARGEST_WEIGHT,
                "weight %s of a migration, expected %s to %s",
                weight,
                FairNetwork.SMALLEST_WEIGHT,
                FairNetwork.LARGEST_WEIGHT);
        Validate.isTrue(maxBytesPerSecond > 0, "migration limit of %s bytes/s, expected above 0", maxBytesPerSecond);
        Validate.isTrue(deadlineSeconds >= 0, "deadline at %s s, expected 0 or more", deadlineSeconds);
    }

    /** {@return a wish without further wishes} */
    public static MigrationRequest of(final Vm vm, final Host target) {
        return new MigrationRequest(
                vm, target, Optional.empty(), 1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** {@return the same by a technique, whatever else is set} */
    public MigrationRequest withTechnique(final Technique newTechnique) {
        Validate.notNull(newTechnique, "technique of %s: null, expected one", vm);
        return new MigrationRequest(vm, target, Optional.of(newTechnique), weight, maxBytesPerSecond, deadlineSeconds);
    }

    /** {@return the same with a weight, how much of a link it gets beside others, 0.001 to 1000; 1 otherwise} */
    public MigrationRequest withWeight(final double newWeight) {
        return new MigrationRequest(vm, target, technique, newWeight, maxBytesPerSecond, deadlineSeconds);
    }

    /** {@return the same, sending no faster than a limit, in bytes per second, above 0} */
    public MigrationRequest withMaxBytesPerSecond(final double limit) {
        return new MigrationRequest(vm, target, technique, weight, limit, deadlineSeconds);
    }

    /** {@return the same, to end at a time of the simulation, in seconds: earliest deadlines may go first, and records tell who was in time} */
    public MigrationRequest withDeadline(final double seconds) {
        return new MigrationRequest(vm, target, technique, weight, maxBytesPerSecond, seconds);
    }
}
