package io.github.cloudsimmigration.scenarios;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command and keeps what it prints. */
public record Cli(int status, String out, String err) {
    public static Cli run(final String... args) {
        final var out = new StringWriter();
        final var err = new StringWriter();
        final int status = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Cli(status, out.toString(), err.toString());
    }
}
