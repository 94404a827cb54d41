package io.github.cloudsimmigration.scenarios.day;

import io.github.cloudsimmigration.scenarios.cli.Quantities;
import io.github.cloudsimmigration.scenarios.output.ProgressBar;
import java.util.List;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A day of load balancing, once for each technique and policy, and once without migrations. */
@Command(
        name = "balance",
        description =
                "Balances the hosts' CPU demand and memory traffic over a day of CPU demand, once for each technique and policy, against none.",
        mixinStandardHelpOptions = true)
public final class BalanceCommand extends DayCommand {
    @Option(
            names = "--memory-bandwidth",
            paramLabel = "RATE",
            defaultValue = "8Gbit",
            description =
                    "What VMs can write to every host's memory, in Mbit/s or with a unit (default: ${DEFAULT-VALUE}).")
    private String memoryBandwidth = "";

    @Override
    VmAllocationPolicy allocation(final VmSelectionPolicy selection) {
        return LoadBalancing.policy(selection, memoryBytesPerSecond());
    }

    private double memoryBytesPerSecond() {
        return Quantities.bytesPerSecond("--memory-bandwidth", memoryBandwidth);
    }

    @Override
    List<String> programs() {
        return List.of("mariadb", "redis", "idle");
    }

    @Override
    void check(final List<MovePolicy> chosen) {
        memoryBytesPerSecond();
    }

    @Override
    List<String> chiefFigures() {
        return List.of(
                "imbalance.cpu", "imbalance.memory", "migrations", "downtime.total", "slatah", "pdm", "slav", "energy");
    }

    @Override
    List<Day.Result> references(final Day.Setup setup, final List<MovePolicy> chosen) {
        return List.of(new Day(setup, this::allocation).runWithoutMigrations(ProgressBar.named(Day.NONE)));
    }
}
