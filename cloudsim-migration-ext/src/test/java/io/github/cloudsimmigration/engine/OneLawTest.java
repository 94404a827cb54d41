package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.access.SequentialAccess;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The one law: at completion the destination has the source's last version of every allocated page. With it, on the same runs:
 * everything adds up, and guest time stands still while the VM is stopped.
 */
final class OneLawTest {
    private static final int SEEDS_PER_TECHNIQUE = 200;
    private static final int COMPOSITIONS = 1_000;

    @Test
    void everyTechniqueObeysTheLaw() {
        for (final Technique technique : Techniques.all()) {
            for (long seed = 0; seed < SEEDS_PER_TECHNIQUE; seed++) {
                final var drawn = new RandomMigrations(seed);
                check(seed, technique, drawn);
                final int batchPages = 1 + drawn.random().nextInt(200);
                check(seed, technique.toBuilder().batchPages(batchPages).build(), drawn);
            }
        }
    }

    @Test
    void everyCapabilityOfQemuObeysTheLaw() {
        for (final String capability : List.of("xbzrle", "multifd", "auto-converge", "postcopy-ram")) {
            for (long seed = 0; seed < SEEDS_PER_TECHNIQUE; seed++) {
                final var drawn = new RandomMigrations(seed);
                final QemuParameters parameters =
                        QemuParameters.DEFAULT.with(capability, "on").with("downtime-limit", "20");
                final boolean postcopy = parameters.has(QemuParameter.POSTCOPY_RAM);
                check(
                        seed,
                        Techniques.qemuPrecopy(postcopy ? parameters.with("postcopy-after", "0.3") : parameters),
                        drawn);
            }
        }
    }

    @Test
    void everyCompositionObeysTheLaw() {
        for (long seed = 0; seed < COMPOSITIONS; seed++) {
            final var drawn = new RandomMigrations(seed);
            check(seed, drawn.composition(), drawn);
        }
    }

    /** Tests the judge: it must see a page that was never sent, and one written after it was sent. */
    @ParameterizedTest
    @EnumSource
    void oracleNoticesStalePages(final VersionOracle.Writes writes) {
        final var oracle = new VersionOracle(new SequentialAccess(1, 4), writes);
        final AccessProcess process =
                oracle.start(GuestContext.of(new GuestMemory(MemoryLayout.ofPages(4), 1), new SplittableRandom(1)));
        final var log = new PageLog(4);
        assertThat(oracle.stalePages()).isEqualTo(PageSet.full(4));
        send(oracle, 0b0111);
        assertThat(oracle.stalePages()).isEqualTo(PageSet.of(4, 3));
        process.advance(2, AccessLog.ofWrites(log));
        assertThat(oracle.stalePages()).isEqualTo(PageSet.of(4, 0, 1, 3));
        send(oracle, 0b1011);
        assertThat(oracle.stalePages()).isEqualTo(new PageSet(4));
        process.advance(4, AccessLog.ofWrites(log));
        assertThat(oracle.stalePages()).isEqualTo(PageSet.full(4));
        assertThat(oracle.guestSeconds()).isEqualTo(6);
        assertThat(oracle.pagesSent()).isEqualTo(6);
    }

    private static void send(final VersionOracle oracle, final long pages) {
        final var batch = new PageBatch();
        batch.add(0, pages);
        oracle.batchSent(batch);
    }

    private static void check(final long seed, final Technique technique, final RandomMigrations drawn) {
        final String what = "seed %d, %s".formatted(seed, technique.name());
        final VersionOracle oracle = drawn.oracle();
        final var migration = new LiveMigration(MigrationId.ALONE, technique, drawn.guest(oracle), seed, oracle);
        final var drive = new Drive(migration, drawn.link());
        final MigrationRecord record = drive.toEnd();

        LawChecks.check(what, drawn, oracle, drive, record);
        RecordChecks.checkCompleted(what, record);
    }
}
