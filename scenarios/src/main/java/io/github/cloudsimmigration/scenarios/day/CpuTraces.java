package io.github.cloudsimmigration.scenarios.day;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.lang3.StringUtils;

/** A day of CPU demand of many VMs: 288 utilizations, 0 to 1, one for every five minutes. */
final class CpuTraces {
    /** How long each utilization holds, in seconds. */
    static final double INTERVAL_SECONDS = 300;
    /** How many there are in a day. */
    static final int INTERVALS = 288;

    private static final double PERCENT = 100;
    private static final int MOST_SHOWN = 40;

    private CpuTraces() {}

    /**
     * Reads a folder or a zip file of traces, one file for each VM, a whole percentage on each of 288 lines (CoMon/PlanetLab).
     *
     * @param path the folder or zip file
     * @return the traces in the order of the files' names
     * @throws IOException if it cannot be read or is not of that form; the message names the file and line
     */
    static List<double[]> read(final Path path) throws IOException {
        if (path.toString().isEmpty()) {
            throw new IOException("an empty name, expected that of a folder or a zip file with CPU traces");
        }
        final List<double[]> traces = Files.isDirectory(path) ? readFolder(path) : readZip(path);
        if (traces.isEmpty()) {
            throw new IOException(path + ": no CPU traces, expected files of 288 percentages");
        }
        return traces;
    }

    private static List<double[]> readFolder(final Path folder) throws IOException {
        final List<double[]> traces = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (InputStream input = Files.newInputStream(file)) {
                    traces.add(read(input, file.toString()));
                }
            }
        }
        return traces;
    }

    private static List<double[]> readZip(final Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + ": no such file, expected a folder or zip file of CPU traces");
        }
        final List<double[]> traces = new ArrayList<>();
        try (ZipFile zip = new ZipFile(path.toFile())) {
            final List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            for (final ZipEntry entry : entries) {
                try (InputStream input = zip.getInputStream(entry)) {
                    traces.add(read(input, path + "!" + entry.getName()));
                }
            }
        } catch (final java.util.zip.ZipException e) {
            throw new IOException(path + ": " + e.getMessage() + ", expected a folder or zip file of CPU traces", e);
        }
        return traces;
    }

    private static double[] read(final InputStream input, final String name) throws IOException {
        final double[] utilizations = new double[INTERVALS];
        final var reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        int line = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            if (text.isBlank()) {
                continue;
            }
            if (line == INTERVALS) {
                throw new IOException(name + ": more than " + INTERVALS + " lines, expected as many percentages");
            }
            utilizations[line] = percentage(text.strip(), name, line + 1) / PERCENT;
            line++;
        }
        if (line < INTERVALS) {
            throw new IOException(name + ": " + line + " lines, expected " + INTERVALS + " percentages");
        }
        return utilizations;
    }

    private static double percentage(final String text, final String name, final int line) throws IOException {
        double percentage;
        try {
            percentage = Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            percentage = Double.NaN;
        }
        if (percentage >= 0 && percentage <= PERCENT) {
            return percentage;
        }
        throw new IOException(name + ", line " + line + ": '" + StringUtils.abbreviate(text, MOST_SHOWN)
                + "', expected a percentage 0 to 100");
    }

    /**
     * {@return a made-up day: every VM has a base load, a working-day hump at an hour of its own, and noise that lingers}
     *
     * @param vms how many
     * @param seed what all of it is drawn from
     */
    static List<double[]> synthetic(final int vms, final long seed) {
        final var random = new SplittableRandom(seed);
        final List<double[]> traces = new ArrayList<>();
        for (int vm = 0; vm < vms; vm++) {
            final SplittableRandom own = random.split();
            final double base = 0.05 + 0.20 * own.nextDouble();
            final double hump = 0.50 * own.nextDouble();
            final double peak = INTERVALS * (0.4 + 0.3 * own.nextDouble());
            final double width = INTERVALS * (0.06 + 0.10 * own.nextDouble());
            final double[] day = new double[INTERVALS];
            double noise = 0;
            for (int i = 0; i < INTERVALS; i++) {
                noise = 0.8 * noise + 0.06 * own.nextGaussian();
                final double fromPeak = (i - peak) / width;
                day[i] = Math.max(0, Math.min(1, base + hump * Math.exp(-fromPeak * fromPeak / 2) + noise));
            }
            traces.add(day);
        }
        return traces;
    }
}
