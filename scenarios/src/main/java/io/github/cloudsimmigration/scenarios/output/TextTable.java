package io.github.cloudsimmigration.scenarios.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows of text in columns: the first one and those of prose to the left, the others to the right. Rows may be shorter than others. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final Set<Integer> prose;

    public TextTable() {
        this(Set.of());
    }

    /** Creates a table with some columns of prose, numbered from 0. */
    public TextTable(final Set<Integer> prose) {
        this.prose = Set.copyOf(prose);
    }

    /** Adds a row. */
    public TextTable add(final List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    /** {@return the same with rows as columns; all rows must be equally long} */
    TextTable transposed() {
        final var table = new TextTable();
        for (int column = 0; column < rows.get(0).size(); column++) {
            final int at = column;
            table.add(rows.stream().map(row -> row.get(at)).toList());
        }
        return table;
    }

    /** Prints it. */
    public void print(final PrintWriter out) {
        final List<Integer> widths = new ArrayList<>();
        for (final List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                if (column == widths.size()) {
                    widths.add(0);
                }
                widths.set(column, Math.max(widths.get(column), row.get(column).length()));
            }
        }
        for (final List<String> row : rows) {
            final var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                final String cell = row.get(column);
                final String blanks = " ".repeat(widths.get(column) - cell.length());
                line.append(column == 0 ? "" : "  ");
                line.append(column == 0 || prose.contains(column) ? cell + blanks : blanks + cell);
            }
            out.println(prose.isEmpty() ? line : line.toString().stripTrailing());
        }
        out.flush();
    }
}
