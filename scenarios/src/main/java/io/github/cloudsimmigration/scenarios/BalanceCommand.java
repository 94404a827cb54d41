package io.github.cloudsimmigration.scenarios;

import java.util.List;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import picocli.CommandLine.Command;

/** A day of load balancing, once for each technique and policy, and once without migrations. */
@Command(
        name = "balance",
        description =
                "Balances the hosts' load over a day of CPU demand, once for each technique and policy, against none.",
        mixinStandardHelpOptions = true)
final class BalanceCommand extends DayCommand {
    @Override
    VmAllocationPolicy allocation(final VmSelectionPolicy selection) {
        return LoadBalancing.policy(selection);
    }

    @Override
    List<String> chiefFigures() {
        return List.of("imbalance", "migrations", "downtime.total", "slatah", "pdm", "slav", "energy");
    }

    @Override
    List<Day.Result> references(final Day.Setup setup, final List<MovePolicy> chosen) {
        return List.of(new Day(setup, this::allocation).runWithoutMigrations(ProgressBar.named(Day.NONE)));
    }
}
