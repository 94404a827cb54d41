package io.github.cloudsimmigration.scenarios.solo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.scenarios.Cli;
import org.junit.jupiter.api.Test;

class MigrateCommandTest {
    @Test
    void stopAndCopyIsDownForBytesOverRate() {
        final Cli migrate =
                Cli.run("migrate", "--technique", "stop-and-copy", "--ram", "1GiB", "--link", "1Gbit", "--json");
        final JsonObject record = JsonParser.parseString(migrate.out()).getAsJsonObject();
        final double seconds = record.get("bytes-sent").getAsLong() * 8 / 1e9;
        assertThat(record.get("downtime").getAsDouble() / 1e3).isCloseTo(seconds + 0.009, within(1e-9));
    }

    @Test
    void memoryMuncherLeavesItsWorkingSetToTheFinalRound() {
        final Cli migrate = Cli.run(
                "migrate", "--ram", "512MB", "--link", "500Mbit", "--writes", "uniform:rate=300000,ws=256MB", "--json");
        final JsonObject record = JsonParser.parseString(migrate.out()).getAsJsonObject();
        assertThat(record.getAsJsonObject("ram").get("downtime-bytes").getAsLong())
                .isBetween(222_000_000L, 257_000_000L);
        assertThat(record.get("downtime").getAsDouble()).isBetween(3_500.0, 4_200.0);
    }

    @Test
    void migrateEndsTheLivePhaseAtTheDowntimeLimit() {
        final Cli migrate =
                Cli.run("migrate", "--writes", "uniform:rate=5000,ws=512MiB", "--downtime-limit", "1000", "--json");
        final JsonObject record = JsonParser.parseString(migrate.out()).getAsJsonObject();
        assertThat(record.get("stop-reason").getAsString()).isEqualTo("downtime-limit");
        assertThat(record.get("downtime").getAsDouble()).isLessThan(1_100);
    }

    @Test
    void migratePrintsItsRoundsAsATable() {
        final Cli migrate = Cli.run("migrate", "--ram", "64");
        assertThat(migrate.status()).isZero();
        assertThat(migrate.out()).contains("|round|").contains("stop-and-copy").contains("completed (few-pages)");
    }

    /** Like one in a datacenter. */
    @Test
    void aMigrationThatTakesTooLongHasFailed() {
        final Cli migrate = Cli.run("migrate", "--timeout", "1");
        assertThat(migrate.status()).isZero();
        assertThat(migrate.out()).contains("failed (timeout)");
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        final String[] command = {"migrate", "--technique", "proposed", "--writes", "zipf:rate=3000", "--json"};
        assertThat(Cli.run(command).out()).isEqualTo(Cli.run(command).out());
    }
}
