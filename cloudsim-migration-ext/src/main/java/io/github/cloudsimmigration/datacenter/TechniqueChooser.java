package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.technique.Technique;
import java.util.Optional;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** What an allocation policy may implement to say how a VM it moves is to migrate. */
@FunctionalInterface
public interface TechniqueChooser {
    /**
     * {@return the technique for a migration, or nothing to leave it to the source host or the datacenter}
     *
     * @param vm the VM
     * @param source where it runs
     * @param target where it is to run
     */
    Optional<Technique> techniqueFor(Vm vm, Host source, Host target);
}
