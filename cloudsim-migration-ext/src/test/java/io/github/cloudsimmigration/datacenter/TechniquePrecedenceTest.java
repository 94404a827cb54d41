package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyVeto;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.stop.NoLivePhase;
import java.util.Optional;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** VM before chooser before policy before source host before datacenter before classic pre-copy. */
final class TechniquePrecedenceTest {
    private static Technique named(final String name) {
        return Technique.named(name).stopRule(new NoLivePhase()).build();
    }

    /** Puts VMs on the first host and has an opinion on techniques, or none. */
    private static final class OpinionatedPolicy extends VmAllocationPolicySimple implements TechniqueChooser {
        private final Optional<Technique> opinion;
        private String asked = "";

        OpinionatedPolicy(final Optional<Technique> opinion) {
            super((policy, vm) -> Optional.of(policy.getHostList().get(0)));
            this.opinion = opinion;
        }

        @Override
        public Optional<Technique> techniqueFor(final Vm vm, final Host source, final Host target) {
            asked = vm + " " + source + " " + target;
            return opinion;
        }
    }

    private static String techniqueUsed(final Lab lab, final boolean byVm, final boolean byHost, final boolean byDc) {
        final Vm vm = lab.busyVm(0, 64, 30);
        if (byVm) {
            lab.datacenter.setTechnique(vm, named("of-the-vm"));
        }
        if (byHost) {
            ((LiveMigrationHost) lab.hosts.get(0)).setTechnique(named("of-the-source"));
            ((LiveMigrationHost) lab.hosts.get(1)).setTechnique(named("of-the-target"));
        }
        if (byDc) {
            lab.datacenter.setTechnique(named("of-the-datacenter"));
        }
        lab.migrateAt(5, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        return lab.onlyRecord().technique();
    }

    private static Lab withOpinion(final String name) {
        return Lab.with(new OpinionatedPolicy(Optional.of(named(name))), Lab.hosts(2));
    }

    @Test
    void vmsOwnTechniqueBeatsAll() {
        assertThat(techniqueUsed(withOpinion("of-the-policy"), true, true, true))
                .isEqualTo("of-the-vm");
    }

    @Test
    void chooserOfTheDatacenterBeatsPolicy() {
        final var lab = withOpinion("of-the-policy");
        lab.datacenter.setTechniqueChooser((vm, source, target) -> Optional.of(named("of-the-chooser")));
        assertThat(techniqueUsed(lab, false, true, true)).isEqualTo("of-the-chooser");
    }

    @Test
    void vmsOwnTechniqueBeatsChooser() {
        final var lab = withOpinion("of-the-policy");
        lab.datacenter.setTechniqueChooser((vm, source, target) -> Optional.of(named("of-the-chooser")));
        assertThat(techniqueUsed(lab, true, true, true)).isEqualTo("of-the-vm");
    }

    @Test
    void chooserWithoutOpinionLeavesItToThePolicy() {
        final var lab = withOpinion("of-the-policy");
        lab.datacenter.setTechniqueChooser((vm, source, target) -> Optional.empty());
        assertThat(techniqueUsed(lab, false, true, true)).isEqualTo("of-the-policy");
    }

    @Test
    void wrappedPolicyKeepsItsOpinion() {
        final var policy =
                VmAllocationPolicyVeto.byEnergy(new OpinionatedPolicy(Optional.of(named("of-the-policy"))), 60);
        assertThat(techniqueUsed(Lab.with(policy, Lab.hosts(2)), false, true, true))
                .isEqualTo("of-the-policy");
    }

    @Test
    void policyBeatsHostAndDatacenter() {
        assertThat(techniqueUsed(withOpinion("of-the-policy"), false, true, true))
                .isEqualTo("of-the-policy");
    }

    @Test
    void sourceHostBeatsDatacenter() {
        assertThat(techniqueUsed(new Lab(2), false, true, true)).isEqualTo("of-the-source");
    }

    @Test
    void datacenterBeatsDefault() {
        assertThat(techniqueUsed(new Lab(2), false, false, true)).isEqualTo("of-the-datacenter");
    }

    @Test
    void defaultIsClassicPrecopy() {
        assertThat(techniqueUsed(new Lab(2), false, false, false)).isEqualTo("xen-precopy");
    }

    @Test
    void policyWithoutOpinionLeavesItToTheHost() {
        final var policy = new OpinionatedPolicy(Optional.empty());
        final var lab = Lab.with(policy, Lab.hosts(2));
        assertThat(techniqueUsed(lab, false, true, true)).isEqualTo("of-the-source");
        assertThat(policy.asked)
                .isEqualTo(lab.broker.getVmCreatedList().get(0) + " " + lab.hosts.get(0) + " " + lab.hosts.get(1));
    }

    @Test
    void techniqueOfOneVmIsNotThatOfAnother() {
        final var lab = new Lab(2);
        final Vm special = lab.busyVm(0, 64, 30);
        final Vm other = lab.busyVm(0, 64, 30);
        lab.datacenter.setTechnique(special, named("special"));
        lab.migrateAt(5, special, 1);
        lab.migrateAt(10, other, 1);
        lab.run();
        assertThat(lab.records()).extracting(record -> record.technique()).containsExactly("special", "xen-precopy");
    }
}
