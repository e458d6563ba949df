package jcompose.composer.cli.engine;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.oci.StateReport;

/** Tables as runc prints them: columns three spaces apart, the last one unpadded. */
final class Columns {
  private Columns() {}

  static String of(List<StateReport> reports) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"));
    for (StateReport report : reports) {
      rows.add(
          List.of(
              report.id(),
              Integer.toString(report.pid()),
              report.status(),
              report.bundle(),
              report.created(),
              report.owner().orElse("")));
    }
    return aligned(rows);
  }

  static String aligned(List<List<String>> rows) {
    int columns = rows.get(0).size();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        text.append(row.get(i));
        if (i < columns - 1) {
          text.append(" ".repeat(width(rows, i) + 3 - row.get(i).length()));
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
