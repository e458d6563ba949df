package jcompose.composer.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jcompose.composer.load.ChainLink;
import jcompose.composer.load.Diagnostic;
import jcompose.composer.load.Suggestion;
import jcompose.composer.model.Position;
import jcompose.composer.tree.Nodes;
import jcompose.composer.yaml.JsonText;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlSequence;

/** Writes what is wrong with files as JSON, for editors and CI (docs/guide.md). */
public final class DiagnosticsJson {
  private static final Position NOWHERE = new Position("", 1, 1);

  private DiagnosticsJson() {}

  /** An array with an object for each, and the end of its last line. */
  public static String of(List<Diagnostic> diagnostics) {
    List<YamlNode> items = diagnostics.stream().<YamlNode>map(DiagnosticsJson::item).toList();
    return JsonText.of(new YamlSequence(items, NOWHERE)) + "\n";
  }

  private static YamlNode item(Diagnostic diagnostic) {
    Nodes item =
        Nodes.at(NOWHERE).put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    diagnostic.position().ifPresent(position -> place(item, position));
    item.put("path", diagnostic.path()).put("message", diagnostic.words());
    Optional<String> suggestion = Suggestion.in(diagnostic.words());
    suggestion.ifPresent(word -> item.put("suggestion", word));
    List<YamlNode> chain =
        diagnostic.chain().stream().<YamlNode>map(DiagnosticsJson::link).toList();
    return item.put("chain", new YamlSequence(chain, NOWHERE)).mapping();
  }

  private static YamlNode link(ChainLink link) {
    Nodes node = Nodes.at(NOWHERE).put("kind", link.kind().name().toLowerCase(Locale.ROOT));
    return place(node, link.position()).put("path", link.path()).mapping();
  }

  private static Nodes place(Nodes node, Position position) {
    return node.put("file", position.file())
        .put("line", position.line())
        .put("column", position.column());
  }
}
