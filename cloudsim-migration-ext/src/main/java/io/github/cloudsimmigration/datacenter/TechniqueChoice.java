package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** Says how a VM migrates: what is most specific counts. */
final class TechniqueChoice {
    private final Supplier<VmAllocationPolicy> policy;
    private final IdentityHashMap<Vm, Technique> byVm =
            new IdentityHashMap<>(); // a VM is like any other before it is submitted
    private TechniqueChooser chooser = (vm, source, target) -> Optional.empty();
    private Technique otherwise = Techniques.xenPrecopy();

    /**
     * Creates it with nothing said.
     *
     * @param policy gives the allocation policy, which may have a say
     */
    TechniqueChoice(final Supplier<VmAllocationPolicy> policy) {
        this.policy = policy;
    }

    void setOf(final Vm vm, final Technique technique) {
        byVm.put(vm, technique);
    }

    void setChooser(final TechniqueChooser newChooser) {
        chooser = newChooser;
    }

    void setOtherwise(final Technique technique) {
        otherwise = technique;
    }

    Technique of(final MigrationRequest request) {
        return request.technique().orElseGet(() -> of(request.vm(), request.vm().getHost(), request.target()));
    }

    private Technique of(final Vm vm, final Host source, final Host target) {
        final Technique its = byVm.get(vm);
        if (its != null) {
            return its;
        }
        return asked(chooser, vm, source, target)
                .or(() -> policy.get() instanceof TechniqueChooser chooses
                        ? asked(chooses, vm, source, target)
                        : Optional.empty())
                .or(() -> source instanceof LiveMigrationHost host ? host.getTechnique() : Optional.empty())
                .orElse(otherwise);
    }

    private static Optional<Technique> asked(
            final TechniqueChooser chooser, final Vm vm, final Host source, final Host target) {
        return Validate.notNull(
                chooser.techniqueFor(vm, source, target),
                "technique of %s: null, expected one, or an empty Optional",
                vm);
    }
}
