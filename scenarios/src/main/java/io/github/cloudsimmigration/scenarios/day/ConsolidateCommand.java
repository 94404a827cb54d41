package io.github.cloudsimmigration.scenarios.day;

import io.github.cloudsimmigration.scenarios.output.ProgressBar;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A day of consolidation, once for each technique and policy. */
@Command(
        name = "consolidate",
        description = "Consolidates VMs over a day of CPU demand, once for each technique and policy, side by side.",
        mixinStandardHelpOptions = true)
public final class ConsolidateCommand extends DayCommand {
    @Option(
            names = "--stock",
            description = "Also run the day in CloudSim Plus's own datacenter, to compare the running time.")
    private boolean stock;

    @Override
    VmAllocationPolicy allocation(final VmSelectionPolicy selection) {
        return Consolidation.policy(selection);
    }

    @Override
    List<String> programs() {
        return List.of("mariadb");
    }

    @Override
    List<String> chiefFigures() {
        return List.of("migrations", "downtime.total", "energy", "slatah", "pdm", "slav", "esv");
    }

    @Override
    void check(final List<MovePolicy> chosen) {
        for (final MovePolicy policy : chosen) {
            if (stock && policy.estimates()) {
                throw new IllegalArgumentException("--stock with --policy " + policy.name()
                        + ", expected policies that do not ask CloudSim Plus's datacenter what migrations cost");
            }
        }
    }

    @Override
    List<Day.Result> references(final Day.Setup setup, final List<MovePolicy> chosen) {
        final List<Day.Result> results = new ArrayList<>();
        if (stock) {
            chosen.forEach(policy ->
                    results.add(new Day(setup, this::allocation).runStock(policy, ProgressBar.named("stock"))));
        }
        return results;
    }
}
