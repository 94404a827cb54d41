package io.github.cloudsimmigration.scenarios.batch;

import io.github.cloudsimmigration.scenarios.cli.Quantities;
import picocli.CommandLine.Option;

/** The network of a datacenter with racks. */
final class RackOptions {
    @Option(
            names = "--link",
            paramLabel = "RATE",
            defaultValue = "10Gbit",
            description =
                    "Migration NIC of every host, in Mbit/s (10^6 bit/s) or with a unit (default: ${DEFAULT-VALUE}).")
    private String link = "";

    @Option(
            names = "--oversubscription",
            paramLabel = "X",
            defaultValue = "4",
            description = "What the hosts of a rack can send over what its link to the core takes"
                    + " (default: ${DEFAULT-VALUE}).")
    private double oversubscription;

    double linkBytesPerSecond() {
        return Quantities.bytesPerSecond("--link", link);
    }

    double oversubscription() {
        Quantities.checkAboveZero("--oversubscription", oversubscription);
        return oversubscription;
    }
}
