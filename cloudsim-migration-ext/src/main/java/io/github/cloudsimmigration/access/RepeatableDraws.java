package io.github.cloudsimmigration.access;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random numbers that a copy draws again, whoever of the two comes first. */
final class RepeatableDraws implements RandomGenerator {
    private final RandomGenerator source;
    private Draw last;

    private static final class Draw {
        private final int number;
        private @Nullable Draw next;

        Draw(final int number) {
            this.number = number;
        }
    }

    /** Draws from a source of which nobody else must. */
    RepeatableDraws(final RandomGenerator source) {
        this(source, new Draw(0));
    }

    private RepeatableDraws(final RandomGenerator source, final Draw last) {
        this.source = source;
        this.last = last;
    }

    RepeatableDraws copy() {
        return new RepeatableDraws(source, last);
    }

    @Override
    public int nextInt() {
        if (last.next == null) {
            last.next = new Draw(source.nextInt());
        }
        last = last.next;
        return last.number;
    }

    @Override
    public long nextLong() {
        return (long) nextInt() << Integer.SIZE | Integer.toUnsignedLong(nextInt());
    }
}
