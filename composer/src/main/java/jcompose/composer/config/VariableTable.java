package jcompose.composer.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.load.LoadRequest;
import jcompose.composer.load.ProjectTree;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/** The variables that the files of a project use, with what they say about each. */
public final class VariableTable {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:(?<escaped>\\$)|(?<plain>[A-Za-z_][A-Za-z0-9_]*)"
              + "|\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::?(?<operator>[-?+]))?)");

  private final Map<String, Use> uses = new TreeMap<>();

  private record Use(boolean required, String fallback, String alternate) {}

  private VariableTable() {}

  /**
   * A table with a line for each variable: its name, whether it is required, its default, what
   * stands in its place when it is set.
   */
  public static List<String> of(LoadRequest request) {
    VariableTable table = new VariableTable();
    ProjectTree tree = ProjectTree.read(request, false);
    tree.problems().throwIfAny();
    table.node(tree.root());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE"));
    table.uses.forEach(
        (name, use) ->
            rows.add(
                List.of(name, String.valueOf(use.required()), use.fallback(), use.alternate())));
    return aligned(rows);
  }

  private void node(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      mapping.entries().values().stream().map(YamlEntry::value).forEach(this::node);
    } else if (node instanceof YamlSequence list) {
      list.items().forEach(this::node);
    } else if (node instanceof YamlScalar scalar) {
      text(scalar.text());
    }
  }

  private void text(String text) {
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      if (matcher.group("plain") != null) {
        uses.putIfAbsent(matcher.group("plain"), new Use(false, "", ""));
      } else if (matcher.group("name") != null) {
        String operator = String.valueOf(matcher.group("operator"));
        String rest = operator.equals("null") ? "" : rest(text, matcher.end());
        Use use =
            new Use(
                operator.equals("?"),
                operator.equals("-") ? rest : "",
                operator.equals("+") ? rest : "");
        uses.merge(matcher.group("name"), use, VariableTable::stronger);
      }
    }
  }

  private static Use stronger(Use first, Use second) {
    return new Use(
        first.required() || second.required(),
        first.fallback().isEmpty() ? second.fallback() : first.fallback(),
        first.alternate().isEmpty() ? second.alternate() : first.alternate());
  }

  /** Up to the brace that closes the variable. */
  private static String rest(String text, int start) {
    int depth = 1;
    int end = start;
    while (end < text.length()) {
      char character = text.charAt(end);
      depth += character == '{' ? 1 : character == '}' ? -1 : 0;
      if (depth == 0) {
        break;
      }
      end++;
    }
    return text.substring(start, end);
  }

  private static List<String> aligned(List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int index = column;
        int width = rows.stream().mapToInt(other -> other.get(index).length()).max().orElse(0);
        line.append(row.get(column)).append(" ".repeat(width - row.get(column).length() + 3));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
