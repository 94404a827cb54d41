package io.github.cloudsimmigration.scenarios.validation;

/**
 * How many writes the program in the guest gets done. Paced by the clock it looks at it, does what is due in one go, and looks again; what is
 * due is dropped if it is more than that of {@link TestBed.WritingNumbers#backlogSeconds}. Throttled it may be put to sleep in the middle
 * of that, and catches up afterwards, unless it has slept so long that it drops all of it. Paced by CPU time it does as much as it gets
 * CPU time for.
 */
final class ProgramPace {
    private static final double POLL_SECONDS = 0.001;
    private static final double MOMENT = 1e-7;

    private final TestBed.WritingNumbers numbers;
    private final double perSecond;
    private final boolean spins;

    private double throttle;
    private double cycleSeconds;
    private double due;
    private int batch;
    private double written;

    /**
     * Starts a program.
     *
     * @param numbers the machine's
     * @param writer what it was told
     * @param due writes due at the start
     */
    ProgramPace(final TestBed.WritingNumbers numbers, final WriterSpec writer, final double due) {
        this.numbers = numbers;
        this.perSecond = writer.perSecond();
        this.spins = writer.spins();
        this.due = due;
    }

    /**
     * {@return the writes done in some time}
     *
     * @param seconds the time
     * @param newThrottle the throttle meanwhile
     */
    int writes(final double seconds, final double newThrottle) {
        if (newThrottle != throttle) {
            throttle = newThrottle;
            cycleSeconds = 0;
        }
        final double from = cycleSeconds;
        cycleSeconds += seconds;
        if (throttle > 0 && !spins) {
            return throttledWrites(from, cycleSeconds);
        }
        final double running = ThrottleCycle.runningSeconds(throttle, from, cycleSeconds);
        due += perSecond * running;
        final int writes = (int) due;
        due -= writes;
        return writes;
    }

    private int throttledWrites(final double from, final double to) {
        int writes = 0;
        double now = from;
        while (now < to - MOMENT) {
            final double sleep = ThrottleCycle.sleepingSeconds(throttle, now + MOMENT);
            if (sleep > 0) {
                final double passed = Math.min(to - now, sleep + MOMENT);
                due += perSecond * passed;
                now += passed;
            } else {
                final double end =
                        Math.min(to, now + ThrottleCycle.runningSecondsLeft(throttle, now + MOMENT) + MOMENT);
                writes += awake(end - now);
                now = end;
            }
        }
        return writes;
    }

    private int awake(final double seconds) {
        int writes = 0;
        double left = seconds;
        while (left > MOMENT) {
            if (batch == 0) {
                if (due > numbers.backlogSeconds() * perSecond) {
                    due = 0;
                }
                batch = (int) due;
                due -= batch;
            }
            final double passed;
            if (batch == 0) {
                passed = Math.min(POLL_SECONDS, left);
            } else {
                passed = Math.min(batch * numbers.writeSeconds(), left);
                written += passed / numbers.writeSeconds();
                final int done = Math.min(batch, (int) (written + 1e-6));
                written -= done;
                batch -= done;
                writes += done;
            }
            due += perSecond * passed;
            left -= passed;
        }
        return writes;
    }
}
