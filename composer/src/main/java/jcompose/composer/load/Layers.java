package jcompose.composer.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Position;
import jcompose.composer.tree.Marks;
import jcompose.composer.tree.Merge;
import jcompose.composer.yaml.SourceText;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlParser;

/**
 * Reads files and lays them over each other. Each of their documents is interpolated, extends and
 * includes what it says, and is then merged over those before.
 */
final class Layers {
  /**
   * A document of a file.
   *
   * @param file its path as it was given
   * @param root its content
   */
  record Document(Path file, YamlMapping root) {}

  /** Files that include two others each, which do the same, would be billions. */
  private static final int MOST_FILES = 1000;

  private final SourceReader reader;
  private final Problems problems;
  private final Merge merge;
  private int files;

  Layers(SourceReader reader, Problems problems) {
    this.reader = reader;
    this.problems = problems;
    this.merge = new Merge(problems::add);
  }

  /** The documents of files, which are all read before anything is thrown. */
  List<Document> parse(List<Path> files) {
    List<Document> documents = new ArrayList<>();
    boolean failed = false;
    for (Path file : files) {
      List<Document> parsed = parse(file);
      failed |= parsed.isEmpty();
      documents.addAll(parsed);
    }
    if (failed) {
      problems.throwIfAny();
    }
    return documents;
  }

  private List<Document> parse(Path file) {
    if (++files > MOST_FILES) {
      throw new ComposerException(
          reader.name(file)
              + ": more than "
              + MOST_FILES
              + " files are read; files that are included several times count each time");
    }
    SourceText source = reader.read(file);
    problems.source(source);
    List<YamlNode> roots = YamlParser.parse(source, problems::add);
    List<Document> documents = new ArrayList<>();
    for (YamlNode root : roots) {
      if (root instanceof YamlMapping mapping) {
        documents.add(new Document(file, mapping));
      } else if (roots.size() == 1 || !root.isNothing()) {
        problem(root.position(), root.kind());
      }
    }
    if (documents.isEmpty() && problems.isEmptyIn(source.name())) {
      problem(new Position(source.name(), 1, 1), "empty");
    }
    return documents;
  }

  private void problem(Position position, String kind) {
    problems.add(position, "a Compose file must be a mapping; this is " + kind);
  }

  /** One tree of documents, the later ones over the earlier ones. */
  YamlMapping merge(List<Document> documents, Scope scope, List<Path> including) {
    Interpolation interpolation = new Interpolation(scope.environment(), problems);
    Optional<YamlMapping> merged = Optional.empty();
    for (Document document : documents) {
      YamlMapping prepared = prepare(document.root(), interpolation, scope);
      Extends extension = new Extends(this, merge, problems);
      YamlMapping extended = extension.apply(prepared, absolute(document.file()), scope);
      List<Path> chain = new ArrayList<>(including);
      chain.add(absolute(document.file()));
      YamlMapping layer = new Includes(this, reader, problems).apply(extended, scope, chain);
      String name = reader.name(document.file());
      merged.ifPresent(base -> problems.origins().merged(name, base));
      merged = Optional.of(merged.map(base -> merge.files(base, layer)).orElse(layer));
    }
    return Marks.settle(merged.orElseThrow());
  }

  /**
   * A file of which a service is extended: its documents merged, nothing of it extended yet.
   *
   * @param service the one that extends
   * @param at where it names the file
   */
  YamlMapping raw(Path file, Scope scope, String service, Position at) {
    problems.origins().extended(reader.name(file), service, at);
    Interpolation interpolation = new Interpolation(scope.environment(), problems);
    return parse(List.of(file)).stream()
        .map(document -> prepare(document.root(), interpolation, scope))
        .reduce(merge::files)
        .orElseThrow();
  }

  private YamlMapping prepare(YamlMapping root, Interpolation interpolation, Scope scope) {
    YamlMapping interpolated = scope.interpolates() ? interpolation.interpolate(root) : root;
    return OwnKeys.strip(interpolated, problems);
  }

  private Path absolute(Path file) {
    return reader.absolute(file);
  }
}
