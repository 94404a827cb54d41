package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyVeto.Veto;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.EncodingCounter;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The metrics of migrations and of rounds. Where QEMU has a name for one, it has that name. */
public final class Metrics {
    private static final double BITS_PER_MEGABIT = 1e6;
    private static final double PERCENT = 100;

    /** What is told about a migration. */
    public static final List<Metric<MigrationRecord>> OF_MIGRATION = ofMigration();

    /** What is told about what a host or a VM went through. */
    public static final List<Metric<SlaOf>> OF_SLA = List.of(
            Metric.text("name", of -> of.subject().toString()),
            Metric.number("active", "s", 1, of -> of.account().activeSeconds()),
            Metric.number("violated", "s", 1, of -> of.account().violatedSeconds()),
            Metric.number("wanted", "MI", 0, of -> of.account().wantedWork()),
            Metric.number("lost", "MI", 1, of -> of.account().lostWork()),
            Metric.number("slatah", "", 6, of -> of.account().slatah()),
            Metric.number("pdm", "", 9, of -> of.account().pdm()),
            Metric.number("slav", "", 12, of -> of.account().slav()),
            Metric.number("energy", "kWh", 6, of -> of.account().energyKwh()),
            Metric.number("esv", "kWh", 12, of -> of.account().esv()));

    /** What is told about a move that was not made; gain and cost are in joules or money. */
    public static final List<Metric<Veto>> OF_VETO = List.of(
            Metric.number("time", "s", 3, Veto::seconds),
            Metric.text("vm", Veto::vm),
            Metric.text("source", Veto::source),
            Metric.text("target", Veto::target),
            Metric.count("group", "moves", Veto::groupSize),
            Metric.number("gain", "", 3, Veto::gain),
            Metric.number("cost", "", 3, Veto::cost));

    /** What is told about a round. */
    public static final List<Metric<RoundOf>> OF_ROUND = ofRound();

    private Metrics() {}

    private static List<Metric<MigrationRecord>> ofMigration() {
        final List<Metric<MigrationRecord>> metrics = new ArrayList<>(List.of(
                Metric.count("number", "", record -> record.id().number()),
                Metric.text("vm", record -> record.id().vm()),
                Metric.text("source", record -> record.id().source()),
                Metric.text("target", record -> record.id().target()),
                Metric.text("technique", MigrationRecord::technique),
                Metric.text("parameters", record -> record.parameters().toString()),
                Metric.text("seed", MigrationRecord::seed),
                Metric.number("start", "s", 3, record -> record.id().startSeconds()),
                Metric.number(
                        "queued-time",
                        "s",
                        3,
                        record -> record.id().startSeconds() - record.id().requestedSeconds()),
                Metric.count("attempt", "", record -> record.id().attempt()),
                new Metric<>("deadline", "s", 3, Metrics::deadline),
                Metric.text("status", record -> record.ending().outcome().label()),
                Metric.text("stop-reason", record -> record.ending().stopReason()),
                Metric.text("explanation", record -> record.ending().explanation()),
                Metric.count("rounds", "", record -> record.rounds().size()),
                Metric.count("pages-sent", "pages", MigrationRecord::pagesSent),
                Metric.count("bytes-sent", "bytes", MigrationRecord::bytesSent),
                Metric.millis("total-time", MigrationRecord::totalSeconds),
                Metric.millis("setup-time", MigrationRecord::setupSeconds),
                Metric.millis("downtime", MigrationRecord::downtimeSeconds),
                Metric.millis("expected-downtime", MigrationRecord::expectedDowntimeSeconds),
                Metric.millis("blackout", MigrationRecord::blackoutSeconds),
                Metric.count("ram.total", "bytes", MigrationRecord::ramTotalBytes),
                Metric.count("ram.page-size", "bytes", MigrationRecord::pageSize),
                Metric.count(
                        "ram.transferred", "bytes", record -> record.bytesSent() - record.bytes(PageKind.DEVICE_STATE)),
                Metric.count("ram.remaining", "bytes", MigrationRecord::ramRemainingBytes),
                Metric.count("ram.normal", "pages", record -> record.pages(PageKind.NORMAL)),
                Metric.count("ram.normal-bytes", "bytes", record -> record.pages(PageKind.NORMAL) * record.pageSize()),
                Metric.count("ram.duplicate", "pages", record -> record.pages(PageKind.DUPLICATE)),
                Metric.count("ram.precopy-bytes", "bytes", record -> record.bytes(CopyPhase.LIVE)),
                Metric.count(
                        "ram.downtime-bytes",
                        "bytes",
                        record -> record.bytes(CopyPhase.STOPPED) - record.bytes(PageKind.DEVICE_STATE)),
                Metric.count("ram.postcopy-bytes", "bytes", record -> record.bytes(CopyPhase.POSTCOPY)),
                Metric.count(
                        "ram.postcopy-requests", "", record -> record.postCopy().requests()),
                Metric.count("ram.dirty-sync-count", "", MigrationRecord::dirtySyncCount),
                Metric.number("ram.dirty-pages-rate", "pages/s", 1, MigrationRecord::dirtyPagesRate),
                Metric.number("ram.mbps", "Mbit/s", 3, MigrationRecord::mbps),
                Metric.count("cpu-throttle-percentage", "%", record -> percent(record.cpuThrottle())),
                Metric.millis("lost-cpu-time", MigrationRecord::lostCpuSeconds),
                Metric.count("pages-resent", "pages", MigrationRecord::pagesResent),
                Metric.millis("source-cpu-time", MigrationRecord::sourceCpuSeconds),
                Metric.millis("target-cpu-time", MigrationRecord::targetCpuSeconds),
                Metric.millis("slowdown", MigrationRecord::slowdownSeconds),
                Metric.count(
                        "postcopy.network-faults",
                        "",
                        record -> record.postCopy().networkFaults()),
                Metric.count(
                        "postcopy.minor-faults", "", record -> record.postCopy().minorFaults()),
                Metric.millis("postcopy-blocktime", record -> record.postCopy().blockSeconds()),
                Metric.millis(
                        "postcopy-stalled-cpu-time", record -> record.postCopy().stalledCpuSeconds())));
        for (final EncodingCounter counter : EncodingCounter.values()) {
            metrics.add(Metric.count(
                    counter.label(), counter.unit(), record -> record.traffic().count(counter)));
        }
        metrics.add(Metric.number("xbzrle-cache.encoding-rate", "", 2, Metrics::encodingRate));
        return List.copyOf(metrics);
    }

    private static Object deadline(final MigrationRecord record) {
        final double seconds = record.id().deadlineSeconds();
        return Double.isFinite(seconds) ? (Object) seconds : Metric.UNKNOWN;
    }

    /** A share of 0 to 1 as QEMU tells it: a whole number. */
    private static long percent(final double share) {
        return Math.round(share * PERCENT);
    }

    /** How many times longer the pages found in the cache were than what was sent of them; 0 for none. */
    private static double encodingRate(final MigrationRecord record) {
        final Traffic traffic = record.traffic();
        final long encoded = traffic.count(EncodingCounter.XBZRLE_BYTES);
        return encoded > 0 ? (double) traffic.count(EncodingCounter.XBZRLE_UNENCODED_BYTES) / encoded : 0;
    }

    private static List<Metric<RoundOf>> ofRound() {
        final List<Metric<RoundOf>> metrics = new ArrayList<>(List.of(
                Metric.count("migration", "", of -> of.migration().id().number()),
                Metric.count("attempt", "", of -> of.migration().id().attempt()),
                Metric.text("vm", of -> of.migration().id().vm()),
                Metric.text("technique", of -> of.migration().technique()),
                Metric.count("round", "", of -> of.round().tally().round()),
                Metric.text("phase", of -> of.round().phase().label()),
                tally("pending", RoundTally::pending),
                tally("sent", RoundTally::sent),
                tally("skipped", RoundTally::skipped),
                tally("held", RoundTally::held),
                Metric.count("bytes", "bytes", of -> of.round().tally().bytes()),
                Metric.millis("duration", of -> of.round().tally().seconds()),
                tally("dirtied", RoundTally::dirtied),
                Metric.number(
                        "dirty-pages-rate",
                        "pages/s",
                        1,
                        of -> of.round().tally().dirtyPagesRate()),
                Metric.number("mbps", "Mbit/s", 3, of -> of.round().bytesPerSecond() * 8 / BITS_PER_MEGABIT),
                Metric.count(
                        "cpu-throttle-percentage", "%", of -> percent(of.round().throttle()))));
        for (final PageKind kind : PageKind.values()) {
            metrics.add(Metric.count(
                    kind.label(), "pages", of -> of.round().traffic().pages(kind)));
            metrics.add(Metric.count(
                    kind.label() + "-bytes", "bytes", of -> of.round().traffic().bytes(kind)));
        }
        return List.copyOf(metrics);
    }

    private static Metric<RoundOf> tally(final String name, final Function<RoundTally, Integer> pages) {
        return Metric.count(name, "pages", of -> pages.apply(of.round().tally()));
    }

    /**
     * {@return the metric of migrations with that name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Metric<MigrationRecord> ofMigration(final String name) {
        return select(OF_MIGRATION, List.of(name)).get(0);
    }

    /** {@return the metrics with those names, in that order} */
    static <T> List<Metric<T>> select(final List<Metric<T>> metrics, final List<String> names) {
        return names.stream()
                .map(name -> metrics.stream()
                        .filter(metric -> metric.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no metric is named '" + name + "'")))
                .toList();
    }
}
