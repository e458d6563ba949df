package jcompose.composer.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import jcompose.composer.model.Position;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the documents of a YAML file. */
public final class YamlParser {
  private YamlParser() {}

  /**
   * The file's values, one for each document; none when it is empty or not YAML.
   *
   * @param problems takes what is wrong: text that is not YAML, keys that appear twice, tags,
   *     aliases without end
   */
  public static List<YamlNode> parse(SourceText source, Consumer<Problem> problems) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setParseComments(false)
            .setCodePointLimit(Integer.MAX_VALUE) // who read the file has a limit of its own
            .build();
    try {
      NodeBuilder builder =
          new NodeBuilder(
              source.name(), new Parse(settings).parseString(source.text()).iterator(), problems);
      return builder.documents();
    } catch (MarkedYamlEngineException e) {
      // at the end of the file, the place where the unfinished thing began says more
      boolean atEnd = e.getProblem() != null && e.getProblem().contains("end of stream");
      Mark mark =
          (atEnd ? e.getContextMark() : e.getProblemMark())
              .or(e::getProblemMark)
              .or(e::getContextMark)
              .orElse(null);
      Position position =
          mark == null ? first(source) : NodeBuilder.position(source.name(), Optional.of(mark));
      problems.accept(new Problem(position, "invalid YAML: " + words(e)));
    } catch (ReaderException e) {
      String words =
          String.format(
              Locale.ROOT, "invalid YAML: character U+%04X is not allowed", e.getCodePoint());
      problems.accept(new Problem(position(source, e.getPosition()), words));
    } catch (YamlEngineException e) {
      problems.accept(new Problem(first(source), "invalid YAML: " + e.getMessage()));
    }
    return List.of();
  }

  private static String words(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    String context = e.getContext();
    return context == null || context.isEmpty() ? problem : problem + " " + context;
  }

  private static Position first(SourceText source) {
    return new Position(source.name(), 1, 1);
  }

  private static Position position(SourceText source, int index) {
    int line = 1;
    int column = 1;
    for (int character : source.text().codePoints().limit(index).toArray()) {
      column = character == '\n' ? 1 : column + 1;
      line += character == '\n' ? 1 : 0;
    }
    return new Position(source.name(), line, column);
  }
}
