package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationListener;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.network.LinkSchedule;
import io.github.cloudsimmigration.technique.Technique;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.cloudsimplus.vms.Vm;

/** Estimates of migrations, each made once a moment. */
final class MigrationForecasts {
    private final Map<Question, MigrationCost> answers = new HashMap<>();
    private double askedAt = -1;

    /** What an estimate depends on at a moment. */
    private record Question(Vm vm, Technique technique, double bytesPerSecond) {}

    MigrationCost forecast(
            final double now,
            final Vm vm,
            final Technique technique,
            final double bytesPerSecond,
            final Supplier<Guest> guest) {
        if (now != askedAt) {
            answers.clear();
            askedAt = now;
        }
        return answers.computeIfAbsent(
                new Question(vm, technique, bytesPerSecond), asked -> estimate(asked, guest.get()));
    }

    private static MigrationCost estimate(final Question asked, final Guest guest) {
        final var id = new MigrationId(0, asked.vm().toString(), "", "", 0);
        final var migration = new LiveMigration(id, asked.technique(), guest, 0, new MigrationListener() {});
        final MigrationRecord record = SoloRun.over(LinkSchedule.constant(asked.bytesPerSecond()), migration);
        final double joules = 0.512e-6 * record.bytesSent() + 20.165;
        return new MigrationCost(
                record.bytesSent(), record.totalSeconds(), record.downtimeSeconds(), joules, joules / 3.6e6 * 0.2);
    }
}
