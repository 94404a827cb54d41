package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.report.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A validation in pictures: for each figure what was predicted against what was measured. */
final class ValidationPictures {
    private ValidationPictures() {}

    static List<String> write(final Validation validation, final Path folder) throws IOException {
        final List<String> names = new ArrayList<>();
        for (final Figure figure : Figure.ALL) {
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
        for (final Errors errors : validation.errors()) {
            final Double predicted = figure.value().apply(errors.predicted());
            final Double measured = figure.value().apply(errors.measured());
            if (figure.error().apply(errors).isPresent() && predicted != null && measured != null) {
                byKind.computeIfAbsent(errors.run().kind(), kind -> new ArrayList<>())
                        .add(new Picture.Point(
                                Math.max(figure.floor(), measured), Math.max(figure.floor(), predicted)));
            }
        }
        return byKind.entrySet().stream()
                .map(entry -> new Picture.Points(entry.getKey(), entry.getValue()))
                .toList();
    }
}
