package jcompose.composer.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Columns as wide as their longest cell, three spaces apart. */
public final class Table {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with its headings. */
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row with as many cells as there are headings; each stays on its line. */
  public void add(String... cells) {
    rows.add(Stream.of(cells).map(Table::oneLine).toList());
  }

  private static String oneLine(String cell) {
    return MessageLines.printable(cell.replace('\n', ' ').replace('\t', ' '));
  }

  /** The lines, without blanks at their ends. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
