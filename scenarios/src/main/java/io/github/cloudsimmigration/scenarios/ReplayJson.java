package io.github.cloudsimmigration.scenarios;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.engine.RoundReplay;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.StopReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** The JSON that round-indexed replay reads and writes. */
final class ReplayJson {
    private static final int MAX_PAGES = 1 << 24;

    private final String name;
    private final int pages;

    private ReplayJson(final String name, final int pages) {
        this.name = name;
        this.pages = pages;
    }

    /**
     * Reads a script.
     *
     * @throws IOException if the file cannot be read or is no script; the message names the file and what was expected
     */
    static RoundReplay.Script read(final Path file) throws IOException {
        try {
            final JsonElement json =
                    JsonParser.parseString(Files.readString(InputFiles.file(file), StandardCharsets.UTF_8));
            if (!json.isJsonObject()) {
                throw new IOException(file + ": expected a JSON object with pages and rounds");
            }
            return script(file.toString(), json.getAsJsonObject());
        } catch (final JsonParseException e) {
            throw new IOException(
                    file + ": no JSON, expected an object with pages and rounds: "
                            + ExceptionUtils.getRootCause(e).getMessage(),
                    e);
        } catch (final java.nio.charset.CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8, expected a JSON object with pages and rounds", e);
        } catch (final IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
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

    private static RoundReplay.Script script(final String name, final JsonObject json) throws IOException {
        if (!json.has("pages")) {
            throw new IOException(name + ": 'pages' is missing, expected the number of pages");
        }
        final int pages = new ReplayJson(name, 0).whole(json.get("pages"), "pages");
        if (pages < 1 || pages > MAX_PAGES) {
            throw new IOException(name + ": " + pages + " pages, expected 1 or more, at most " + MAX_PAGES);
        }
        final var reader = new ReplayJson(name, pages);
        return new RoundReplay.Script(
                pages,
                reader.pageSet(json, "free"),
                reader.numbers(json, "initialUpdates"),
                reader.pageSets(json, "observed"),
                reader.bandwidth(json),
                reader.stopRules(json),
                reader.rounds(json));
    }

    private List<RoundReplay.Writes> rounds(final JsonObject json) throws IOException {
        final List<RoundReplay.Writes> rounds = new ArrayList<>();
        for (final JsonElement element : array(json, "rounds")) {
            if (!element.isJsonObject()) {
                throw bad("rounds[" + rounds.size() + "]", element, "an object with dirty and early");
            }
            final JsonObject round = element.getAsJsonObject();
            rounds.add(new RoundReplay.Writes(pageSet(round, "dirty"), pageSet(round, "early")));
        }
        return rounds;
    }

    private double bandwidth(final JsonObject json) throws IOException {
        final String key = "bandwidthPagesPerSecond";
        if (isMissing(json, key)) {
            return Double.POSITIVE_INFINITY;
        }
        if (!json.get(key).isJsonPrimitive() || !json.getAsJsonPrimitive(key).isNumber()) {
            throw bad(key, json.get(key), "a number above 0");
        }
        return json.get(key).getAsDouble();
    }

    private boolean stopRules(final JsonObject json) throws IOException {
        final String key = "stopRules";
        if (isMissing(json, key)) {
            return true;
        }
        if (!json.get(key).isJsonPrimitive() || !json.getAsJsonPrimitive(key).isBoolean()) {
            throw bad(key, json.get(key), "true or false");
        }
        return json.get(key).getAsBoolean();
    }

    private List<PageSet> pageSets(final JsonObject json, final String key) throws IOException {
        final List<PageSet> sets = new ArrayList<>();
        for (final JsonElement element : array(json, key)) {
            sets.add(pageSet(element, key + "[" + sets.size() + "]"));
        }
        return sets;
    }

    private PageSet pageSet(final JsonObject json, final String key) throws IOException {
        return pageSet(array(json, key), key);
    }

    private PageSet pageSet(final JsonElement list, final String what) throws IOException {
        if (!list.isJsonArray()) {
            throw bad(what, list, "a list of page numbers");
        }
        final var set = new PageSet(pages);
        for (final JsonElement element : list.getAsJsonArray()) {
            final int page = whole(element, what);
            if (page < 0 || page >= pages) {
                throw bad(what, element, "page numbers 0 to " + (pages - 1));
            }
            set.add(page);
        }
        return set;
    }

    private List<Integer> numbers(final JsonObject json, final String key) throws IOException {
        final List<Integer> numbers = new ArrayList<>();
        for (final JsonElement element : array(json, key)) {
            final int number = whole(element, key);
            if (number < 0) {
                throw bad(key, element, "counts of 0 or more");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private JsonArray array(final JsonObject json, final String key) throws IOException {
        if (isMissing(json, key)) {
            return new JsonArray();
        }
        if (!json.get(key).isJsonArray()) {
            throw bad(key, json.get(key), "a list");
        }
        return json.getAsJsonArray(key);
    }

    private static boolean isMissing(final JsonObject json, final String key) {
        return !json.has(key) || json.get(key).isJsonNull();
    }

    private int whole(final JsonElement element, final String what) throws IOException {
        if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
            final double number = element.getAsDouble();
            if (number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        throw bad(what, element, "whole numbers");
    }

    private IOException bad(final String what, final JsonElement found, final String expected) {
        return new IOException(name + ": '" + what + "' has " + found + ", expected " + expected);
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
