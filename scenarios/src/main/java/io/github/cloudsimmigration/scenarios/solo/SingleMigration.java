package io.github.cloudsimmigration.scenarios.solo;

import io.github.cloudsimmigration.access.HotColdAccess;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.report.Metrics;
import io.github.cloudsimmigration.report.RoundsTableBuilder;
import io.github.cloudsimmigration.scenarios.output.RunReport;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cloudsimplus.builders.tables.MarkdownTable;

/** One migration of a 1 GiB VM over a 1 Gbit/s link, without a datacenter. */
public final class SingleMigration {
    private static final List<Extra> EXTRAS = List.of(
            new Extra("throttle", "", List.of("cpu-throttle-percentage")),
            new Extra("encoding", "Xbzrle", List.of("xbzrle-cache.pages", "xbzrle-cache.cache-miss")),
            new Extra("switchOver", "PostCopy", List.of("ram.postcopy-requests", "postcopy-blocktime")));

    private SingleMigration() {}

    /** Migrates the VM by the review's proposed technique and prints the rounds. */
    public static void main(final String[] args) {
        final var memory = MemoryLayout.ofBytes(1L << 30);
        final var writes = new HotColdAccess(4_000, memory.pages(), 0.10, 0.90);
        final var migration = new LiveMigration(Techniques.proposed(), Guest.of(memory, writes), 42);
        final MigrationRecord record = SoloRun.over(ScheduledWire.constant(1e9 / 8), migration);
        print(record, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }

    /** Prints a migration's rounds as a table, and below it the totals and what throttle, XBZRLE and post-copy did. */
    static void print(final MigrationRecord record, final PrintWriter out) {
        final var bytes = new ByteArrayOutputStream();
        final var table = new MarkdownTable();
        table.setPrintStream(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        new RoundsTableBuilder(List.of(record), table)
                .setTitle(record.technique())
                .build();
        out.println(bytes.toString(StandardCharsets.UTF_8).strip());
        out.println();
        out.printf(
                Locale.ROOT,
                "%s (%s): total time %.3f s, downtime %.1f ms, setup %.3f s; %d pages, %d bytes sent%n",
                record.ending().outcome(),
                record.ending().stopReason(),
                record.totalSeconds(),
                record.downtimeSeconds() * 1e3,
                record.setupSeconds(),
                record.pagesSent(),
                record.bytesSent());
        for (final Extra extra : EXTRAS) {
            if (extra.isIn(record)) {
                out.println(extra.metrics().stream()
                        .map(Metrics::ofMigration)
                        .map(metric -> RunReport.title(metric) + " " + metric.text(record))
                        .collect(Collectors.joining(", ")));
            }
        }
        out.flush();
    }

    /**
     * Figures that are told of techniques with something special only.
     *
     * @param decision the decision
     * @param choice what that must be; any but {@code None} if it is empty
     * @param metrics the names of the figures
     */
    private record Extra(String decision, String choice, List<String> metrics) {
        boolean isIn(final MigrationRecord record) {
            final String decided = record.parameters().getOrDefault(decision, "None[]");
            return choice.isEmpty() ? !decided.startsWith("None[") : decided.contains(choice + "[");
        }
    }
}
