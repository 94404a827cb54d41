package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.report.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A validation in pictures: for each figure what was predicted against what was measured. */
final class ValidationPictures {
    /** A figure; those that differ by magnitudes have logarithmic axes, which begin at a floor above 0. */
    private record Figure(
            String name,
            String unit,
            double floor,
            Function<RunFigures, @Nullable Double> value,
            Function<Errors, Optional<Double>> error) {
        boolean logarithmic() {
            return floor > 0;
        }
    }

    private static final List<Figure> FIGURES = List.of(
            new Figure("total-time", "ms", 500, RunFigures::totalMillis, Errors::totalPercent),
            new Figure("transferred", "bytes", 5e7, RunFigures::transferred, Errors::bytesPercent),
            new Figure("downtime", "ms", 1, RunFigures::downtimeMillis, Errors::downtimePercent),
            new Figure("dirty-sync-count", "syncs", 0, RunFigures::dirtySyncCount, Errors::syncs),
            new Figure("postcopy-requests", "requests", 0, RunFigures::postcopyRequests, Errors::requests),
            new Figure("cpu-throttle-percentage", "%", 0, RunFigures::throttlePercent, Errors::throttle));

    private ValidationPictures() {}

    static List<String> write(final Validation validation, final Path folder) throws IOException {
        final List<String> names = new ArrayList<>();
        for (final Figure figure : FIGURES) {
            final List<Picture.Points> kinds = kinds(validation, figure);
            if (!kinds.isEmpty()) {
                Picture.scatter(
                                figure.name() + ", predicted against measured",
                                "measured [" + figure.unit() + "]",
                                "predicted [" + figure.unit() + "]",
                                figure.logarithmic(),
                                kinds)
                        .writeTo(folder, "validation-" + figure.name());
                names.add("validation-" + figure.name());
            }
        }
        return names;
    }

    private static List<Picture.Points> kinds(final Validation validation, final Figure figure) {
        final Map<String, List<Picture.Point>> byKind = new LinkedHashMap<>();
        for (int i = 0; i < validation.runs().size(); i++) {
            final Errors errors = validation.errors().get(i);
            final Double predicted = figure.value().apply(errors.predicted());
            final Double measured = figure.value().apply(errors.measured());
            if (figure.error().apply(errors).isPresent() && predicted != null && measured != null) {
                byKind.computeIfAbsent(validation.runs().get(i).kind(), kind -> new ArrayList<>())
                        .add(new Picture.Point(
                                Math.max(figure.floor(), measured), Math.max(figure.floor(), predicted)));
            }
        }
        return byKind.entrySet().stream()
                .map(entry -> new Picture.Points(entry.getKey(), entry.getValue()))
                .toList();
    }
}
