package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.datacenter.AlarmClock.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlarmClockTest {
    private final Lab lab = new Lab(1);
    private final AlarmClock alarms = lab.datacenter.alarms();
    private final List<String> heard = new ArrayList<>();

    private Alarm set(final double seconds, final String name) {
        return alarms.set(seconds, () -> heard.add(name + " at " + lab.simulation.clock()));
    }

    private void run(final Runnable atOne) {
        new Script(lab.simulation).at(1, atOne);
        lab.busyVm(0, 128, 200);
        lab.run();
    }

    @Test
    void alarmsOfTheSameTimeGoOffInTheOrderInWhichTheyWereSet() {
        run(() -> {
            set(7, "b");
            set(7, "c");
            set(3, "a");
        });
        assertThat(heard).containsExactly("a at 3.0", "b at 7.0", "c at 7.0");
        assertThat(alarms.isEmpty()).isTrue();
    }

    @Test
    void alarmThatIsCancelledDoesNotGoOffAndOneThatHasGoneOffCannotBeCancelled() {
        run(() -> {
            final Alarm first = set(3, "first");
            final Alarm second = set(5, "second");
            set(9, "third");
            alarms.set(4, () -> {
                alarms.cancel(first);
                alarms.cancel(second);
                alarms.cancel(second);
                assertThat(alarms.isEmpty()).isFalse();
            });
        });
        assertThat(heard).containsExactly("first at 3.0", "third at 9.0");
        assertThat(alarms.isEmpty()).isTrue();
    }

    @Test
    void alarmSetForNowByAnAlarmGoesOffAfterTheOthersOfNow() {
        run(() -> {
            alarms.set(2, () -> set(2, "later"));
            set(2, "sooner");
        });
        assertThat(heard).containsExactly("sooner at 2.0", "later at 2.0");
    }

    /** However many are cancelled, the others keep their times and order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyMixOfAlarmsAndCancellations(final long seed) {
        final var random = new SplittableRandom(seed);
        final var expected = new TreeMap<Integer, List<String>>();
        run(() -> {
            final List<Alarm> all = new ArrayList<>();
            final List<Integer> times = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                final int seconds = random.nextInt(2, 100);
                final String name = "alarm " + i;
                all.add(set(seconds, name));
                times.add(seconds);
                expected.computeIfAbsent(seconds, none -> new ArrayList<>()).add(name + " at " + (double) seconds);
                if (random.nextInt(3) > 0) {
                    final int other = random.nextInt(all.size());
                    alarms.cancel(all.get(other));
                    expected.get(times.get(other)).removeIf(text -> text.startsWith("alarm " + other + " "));
                }
            }
        });
        assertThat(heard)
                .as("seed %d", seed)
                .containsExactlyElementsOf(
                        expected.values().stream().flatMap(List::stream).toList());
    }

    @Test
    void simulationDoesNotLastForAnAlarmThatWasCancelled() {
        new Script(lab.simulation).at(1, () -> alarms.cancel(set(100_000, "never")));
        lab.busyVm(0, 128, 20);
        lab.run();
        assertThat(heard).isEmpty();
        assertThat(lab.simulation.clock()).isLessThan(1_000);
    }
}
