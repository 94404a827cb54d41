package io.github.cloudsimmigration.scenarios;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a request, in one line. */
final class Complaint {
    private static final String WHOLE = "a whole number of at most ";
    private static final Map<Class<?>, String> NUMBERS = Map.of(
            int.class,
            WHOLE + Integer.MAX_VALUE,
            long.class,
            WHOLE + Long.MAX_VALUE,
            double.class,
            "a number",
            Double.class,
            "a number");

    private Complaint() {}

    /** {@return what is wrong with options and arguments} */
    static String about(final ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        return exception.getCause() instanceof TypeConversionException conversion
                        && exception.getArgSpec() instanceof OptionSpec option
                ? unusable(option, exception.getValue(), conversion)
                : oneLine(exception);
    }

    private static String unusable(
            final OptionSpec option, final String value, final TypeConversionException conversion) {
        final String expected = NUMBERS.get(option.auxiliaryTypes()[0]);
        return expected == null ? oneLine(conversion) : option.longestName() + " '" + value + "', expected " + expected;
    }

    private static String unmatched(final UnmatchedArgumentException exception) {
        final String name = exception.getUnmatched().get(0);
        final CommandSpec command = exception.getCommandLine().getCommandSpec();
        if (exception.isUnknownOption()) {
            final List<String> similar = exception.getSuggestions();
            return "unknown option '" + StringUtils.substringBefore(name, "=") + "', "
                    + (similar.isEmpty()
                            ? "expected one of: "
                                    + names(command.options().stream().map(OptionSpec::longestName))
                            : "did you mean " + String.join(" or ", similar) + "?");
        }
        return command.subcommands().isEmpty()
                ? "'" + name + "' after " + command.name() + ", expected options only"
                : "unknown command '" + name + "', expected one of: " + names(command.subcommands().keySet().stream());
    }

    private static String names(final Stream<String> names) {
        return names.collect(Collectors.joining(", "));
    }

    /** {@return what an exception says} */
    static String oneLine(final Exception exception) {
        final String said = String.valueOf(exception.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        if (exception instanceof NoSuchFileException) {
            return said + ": no such file";
        }
        return exception instanceof IOException && said.equals("null") ? exception.toString() : said;
    }
}
