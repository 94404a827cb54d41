package io.github.cloudsimmigration.scenarios.solo;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.cloudsimmigration.engine.RoundReplay;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.scenarios.cli.InputFiles;
import io.github.cloudsimmigration.scenarios.cli.JsonFields;
import io.github.cloudsimmigration.technique.StopReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JSON that round-indexed replay reads and writes. */
final class ReplayJson {
    private static final int MAX_PAGES = 1 << 24;

    private final int pages;

    private ReplayJson(final int pages) {
        this.pages = pages;
    }

    /**
     * Reads a script.
     *
     * @throws IOException if the file cannot be read or is no script; the message names the file and what was expected
     */
    static RoundReplay.Script read(final Path file) throws IOException {
        return JsonFields.read(InputFiles.file(file), "pages and rounds", ReplayJson::script);
    }

    /** {@return the JSON of a result} */
    static String write(final RoundReplay.Result result) {
        final var rounds = new JsonArray();
        for (final RoundReplay.Round round : result.rounds()) {
            final var object = new JsonObject();
            object.add("sent", array(round.sent()));
            object.add("skipped", array(round.skipped()));
            object.add("held", array(round.held()));
            rounds.add(object);
        }
        final var object = new JsonObject();
        object.add("rounds", rounds);
        object.add("final", array(result.finalRound()));
        object.addProperty("stop", result.stop().map(StopReason::label).orElse("input ended"));
        return new Gson().toJson(object);
    }

    private static RoundReplay.Script script(final JsonFields json) {
        final JsonElement told = json.json().get("pages");
        if (told == null) {
            throw new IllegalArgumentException("'pages' is missing, expected the number of pages");
        }
        final int pages = whole(told, "pages");
        if (pages < 1 || pages > MAX_PAGES) {
            throw new IllegalArgumentException(pages + " pages, expected 1 or more, at most " + MAX_PAGES);
        }
        final var reader = new ReplayJson(pages);
        return new RoundReplay.Script(
                pages,
                reader.pageSet(json, "free"),
                numbers(json, "initialUpdates"),
                reader.pageSets(json, "observed"),
                json.number("bandwidthPagesPerSecond", "a number above 0").orElse(Double.POSITIVE_INFINITY),
                json.truth("stopRules").orElse(true),
                reader.rounds(json));
    }

    private List<RoundReplay.Writes> rounds(final JsonFields json) {
        final List<RoundReplay.Writes> rounds = new ArrayList<>();
        for (final JsonElement element : list(json, "rounds")) {
            if (!element.isJsonObject()) {
                throw JsonFields.bad("rounds[" + rounds.size() + "]", element, "an object with dirty and early");
            }
            final var round = new JsonFields(element.getAsJsonObject());
            if (!round.json().isEmpty() && !round.has("dirty") && !round.has("early")) {
                throw JsonFields.bad("rounds[" + rounds.size() + "]", element, "an object with dirty and early");
            }
            rounds.add(new RoundReplay.Writes(pageSet(round, "dirty"), pageSet(round, "early")));
        }
        return rounds;
    }

    private List<PageSet> pageSets(final JsonFields json, final String key) {
        final List<PageSet> sets = new ArrayList<>();
        for (final JsonElement element : list(json, key)) {
            sets.add(pageSet(element, key + "[" + sets.size() + "]"));
        }
        return sets;
    }

    private PageSet pageSet(final JsonFields json, final String key) {
        return pageSet(list(json, key), key);
    }

    private PageSet pageSet(final JsonElement list, final String what) {
        if (!list.isJsonArray()) {
            throw JsonFields.bad(what, list, "a list of page numbers");
        }
        final var set = new PageSet(pages);
        for (final JsonElement element : list.getAsJsonArray()) {
            final int page = whole(element, what);
            if (page < 0 || page >= pages) {
                throw JsonFields.bad(what, element, "page numbers 0 to " + (pages - 1));
            }
            set.add(page);
        }
        return set;
    }

    private static List<Integer> numbers(final JsonFields json, final String key) {
        final List<Integer> numbers = new ArrayList<>();
        for (final JsonElement element : list(json, key)) {
            final int number = whole(element, key);
            if (number < 0) {
                throw JsonFields.bad(key, element, "counts of 0 or more");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private static JsonArray list(final JsonFields json, final String key) {
        return json.list(key, "a list").orElseGet(JsonArray::new);
    }

    private static int whole(final JsonElement element, final String what) {
        if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
            final double number = element.getAsDouble();
            if (number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        throw JsonFields.bad(what, element, "whole numbers");
    }

    private static JsonArray array(final List<Integer> pages) {
        final var array = new JsonArray();
        pages.forEach(array::add);
        return array;
    }

    private static JsonArray array(final PageSet pages) {
        final var array = new JsonArray();
        pages.forEach(array::add);
        return array;
    }
}
