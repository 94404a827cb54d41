package io.github.cloudsimmigration.network;

import java.util.Arrays;

/** A binary heap of numbered things, the one with the lowest level on top. Levels may rise, only that of the top. */
final class LevelHeap {
    private double[] levels = new double[16];
    private int[] things = new int[16];
    private int size;

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    double topLevel() {
        return levels[0];
    }

    int top() {
        return things[0];
    }

    void add(final double level, final int thing) {
        if (size == things.length) {
            levels = Arrays.copyOf(levels, 2 * size);
            things = Arrays.copyOf(things, 2 * size);
        }
        int hole = size++;
        while (hole > 0 && levels[(hole - 1) / 2] > level) {
            move((hole - 1) / 2, hole);
            hole = (hole - 1) / 2;
        }
        put(hole, level, thing);
    }

    void removeTop() {
        size--;
        sink(levels[size], things[size]);
    }

    void raiseTop(final double level) {
        sink(level, things[0]);
    }

    private void sink(final double level, final int thing) {
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && levels[child + 1] < levels[child]) {
                child++;
            }
            if (levels[child] >= level) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, level, thing);
    }

    private void move(final int from, final int to) {
        put(to, levels[from], things[from]);
    }

    private void put(final int place, final double level, final int thing) {
        levels[place] = level;
        things[place] = thing;
    }
}
