package io.github.cloudsimmigration.validation;

import io.github.cloudsimmigration.report.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A validation in pictures: for each figure what was predicted against what was measured. */
final class ValidationPictures {
    private record Figure(String name, String unit, double floor, Function<RunFigures, @Nullable Double> value) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure("total-time", "ms", 500, RunFigures::totalMillis),
            new Figure("transferred", "bytes", 5e7, RunFigures::transferred),
            new Figure("downtime", "ms", 1, RunFigures::downtimeMillis),
            new Figure("dirty-sync-count", "syncs", 1, RunFigures::dirtySyncCount),
            new Figure("postcopy-requests", "requests", 1, RunFigures::postcopyRequests),
            new Figure("cpu-throttle-percentage", "%", 10, RunFigures::throttlePercent));

    private ValidationPictures() {}

    static List<String> write(final Validation validation, final Path folder) throws IOException {
        final List<String> names = new ArrayList<>();
        for (final Figure figure : FIGURES) {
            final List<Picture.Line> kinds = kinds(validation, figure);
            if (!kinds.isEmpty()) {
                Picture.scatter(
                                figure.name() + ", predicted against measured",
                                "measured [" + figure.unit() + "], logarithmic",
                                "predicted [" + figure.unit() + "], logarithmic",
                                kinds)
                        .writeTo(folder, "validation-" + figure.name());
                names.add("validation-" + figure.name());
            }
        }
        return names;
    }

    private static List<Picture.Line> kinds(final Validation validation, final Figure figure) {
        final Map<String, List<Picture.Point>> byKind = new LinkedHashMap<>();
        for (int i = 0; i < validation.runs().size(); i++) {
            final Errors errors = validation.errors().get(i);
            final Double predicted = figure.value().apply(errors.predicted());
            final Double measured = figure.value().apply(errors.measured());
            final boolean completed =
                    errors.predicted().completed() && errors.measured().completed();
            if (completed && predicted != null && measured != null && (predicted > 0 || measured > 0)) {
                byKind.computeIfAbsent(validation.runs().get(i).kind(), kind -> new ArrayList<>())
                        .add(new Picture.Point(
                                Math.max(figure.floor(), measured), Math.max(figure.floor(), predicted)));
            }
        }
        return byKind.entrySet().stream()
                .map(entry -> new Picture.Line(entry.getKey(), entry.getValue(), -1))
                .toList();
    }
}
