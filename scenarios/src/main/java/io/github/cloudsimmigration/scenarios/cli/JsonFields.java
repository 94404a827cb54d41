package io.github.cloudsimmigration.scenarios.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * The fields of a JSON object, each refused by name if it is not what was expected. One that is null is missing.
 *
 * @param json the object
 */
public record JsonFields(JsonObject json) {
    private static final double MOST_DIGITS = 1e15;
    private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");
    private static final Pattern PLACE = Pattern.compile("at line \\d+ column \\d+");

    /**
     * {@return what a file with a JSON object comes to}
     *
     * @param file the file
     * @param content what the object is expected to have, for messages
     * @param reader makes something of the object, and refuses it with an {@link IllegalArgumentException}
     * @throws IOException if the file cannot be used; the message names it and what was expected
     */
    public static <T> T read(final Path file, final String content, final Function<JsonFields, T> reader)
            throws IOException {
        try {
            final JsonElement json = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
            if (!json.isJsonObject()) {
                throw new IllegalArgumentException("expected a JSON object with " + content);
            }
            return reader.apply(new JsonFields(json.getAsJsonObject()));
        } catch (final JsonParseException e) {
            throw new IOException(file + ": no JSON" + place(e) + ", expected an object with " + content, e);
        } catch (final CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8, expected a JSON object with " + content, e);
        } catch (final IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (final IOException e) {
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** {@return where the parser gave up, if it says so} */
    private static String place(final JsonParseException exception) {
        final Matcher place = PLACE.matcher(
                String.valueOf(ExceptionUtils.getRootCause(exception).getMessage()));
        return place.find() ? " " + place.group() : "";
    }

    /** {@return whether a field is there} */
    public boolean has(final String key) {
        return json.has(key) && !json.get(key).isJsonNull();
    }

    /** {@return an object, an empty one if it is not there} */
    public JsonFields object(final String key) {
        return new JsonFields(field(key, JsonElement::isJsonObject, "an object")
                .map(JsonElement::getAsJsonObject)
                .orElseGet(JsonObject::new));
    }

    /** {@return a list, if it is there} */
    public Optional<JsonArray> list(final String key, final String expected) {
        return field(key, JsonElement::isJsonArray, expected).map(JsonElement::getAsJsonArray);
    }

    /** {@return a number, if it is there} */
    public Optional<Double> number(final String key, final String expected) {
        return primitive(key, JsonPrimitive::isNumber, expected).map(JsonElement::getAsDouble);
    }

    /** {@return a number, if it is there} */
    public Optional<Double> number(final String key) {
        return number(key, "a number");
    }

    /** {@return a number that cannot be negative, if it is there} */
    public Optional<Double> amount(final String key) {
        final Optional<Double> number = number(key);
        number.ifPresent(value -> check(key, value, value >= 0, "0 or more"));
        return number;
    }

    /** {@return true or false, if it is there} */
    public Optional<Boolean> truth(final String key) {
        return primitive(key, JsonPrimitive::isBoolean, "true or false").map(JsonElement::getAsBoolean);
    }

    /** {@return a text, if it is there; anything but a list or an object is one} */
    public Optional<String> text(final String key) {
        return Optional.ofNullable(json.get(key))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
    }

    private Optional<JsonElement> primitive(
            final String key, final Predicate<JsonPrimitive> holds, final String expected) {
        return field(key, field -> field.isJsonPrimitive() && holds.test(field.getAsJsonPrimitive()), expected);
    }

    private Optional<JsonElement> field(final String key, final Predicate<JsonElement> holds, final String expected) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!holds.test(json.get(key))) {
            throw bad(key, json.get(key), expected);
        }
        return Optional.of(json.get(key));
    }

    /** Refuses a number of a field. */
    public static void check(final String key, final double value, final boolean holds, final String expected) {
        if (!holds) {
            throw bad(key, value, expected);
        }
    }

    /** {@return what is wrong with a field} */
    public static IllegalArgumentException bad(final String key, final Object found, final String expected) {
        return new IllegalArgumentException("'" + key + "' has " + text(found) + ", expected " + expected);
    }

    /** {@return what was found as a file has it} Whole numbers have no point there, and the parser takes a bare NaN for a text. */
    private static String text(final Object found) {
        if (found instanceof Double number && number == Math.rint(number) && Math.abs(number) < MOST_DIGITS) {
            return Long.toString(number.longValue());
        }
        return found instanceof JsonPrimitive primitive && NO_NUMBERS.contains(primitive.getAsString())
                ? primitive.getAsString()
                : found.toString();
    }
}
