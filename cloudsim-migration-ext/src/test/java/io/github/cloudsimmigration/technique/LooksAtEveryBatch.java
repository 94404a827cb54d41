package io.github.cloudsimmigration.technique;

import java.util.List;
import java.util.Optional;

/** Another rule, asked before every batch whatever it says: what it decides must be the same. */
public record LooksAtEveryBatch(StopRule otherwise) implements StopRule.Combined {
    /** {@return a technique whose stop rule is asked before every batch} */
    public static Technique of(final Technique technique) {
        return technique.toBuilder()
                .stopRule(new LooksAtEveryBatch(technique.stopRule()))
                .build();
    }

    @Override
    public StopRule withDowntimeLimit(final double seconds) {
        return new LooksAtEveryBatch(otherwise.withDowntimeLimit(seconds));
    }

    @Override
    public Judge start(final MigratingGuest guest) {
        final Judge other = otherwise.start(guest);
        return new CombinedJudge() {
            @Override
            public Judge other() {
                return other;
            }

            @Override
            public Optional<StopReason> check(final List<RoundTally> rounds) {
                return other.check(rounds);
            }

            @Override
            public double secondsToNextLook() {
                return 0;
            }
        };
    }

    @Override
    public String toString() {
        return otherwise.toString();
    }
}
