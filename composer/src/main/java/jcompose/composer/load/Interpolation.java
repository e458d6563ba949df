package jcompose.composer.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/** The phase that puts variables into values, never into keys, of one file before it is merged. */
final class Interpolation {
  private static final long MOST_TEXT = 64 << 20;

  private final Map<String, String> environment;
  private final Problems problems;
  private final Set<String> warned = new HashSet<>();
  private long grown;

  Interpolation(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  YamlMapping interpolate(YamlMapping file) {
    return mapping(file, "");
  }

  private YamlNode interpolate(YamlNode node, String path) {
    if (node instanceof YamlMapping mapping) {
      return mapping(mapping, path);
    }
    if (node instanceof YamlSequence sequence) {
      List<YamlNode> items = new ArrayList<>();
      for (YamlNode item : sequence.items()) {
        items.add(interpolate(item, path + "[" + items.size() + "]"));
      }
      return new YamlSequence(items, sequence.position());
    }
    return scalar((YamlScalar) node, path);
  }

  private YamlMapping mapping(YamlMapping mapping, String path) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (YamlEntry entry : mapping.entries().values()) {
      String inner = path.isEmpty() ? entry.key() : path + "." + entry.key();
      YamlNode value = interpolate(entry.value(), inner);
      entries.put(entry.key(), entry.with(value));
    }
    return new YamlMapping(entries, mapping.position());
  }

  /** A scalar with its variables put in: always a string, whose type its attribute decides. */
  YamlScalar scalar(YamlScalar scalar, String path) {
    String text = scalar.text();
    Position start = scalar.position();
    if (text.indexOf('$') < 0) {
      return scalar;
    }
    Template template =
        new Template(
            name -> Optional.ofNullable(environment.get(name)),
            (name, index) -> warnOnce(name, start, text, index));
    try {
      String result = template.substitute(text);
      grown += result.length();
      if (grown > MOST_TEXT) {
        throw new ComposerException(start + ": variables make the file longer than 64 MiB");
      }
      return YamlScalar.string(result, start);
    } catch (Template.InvalidException e) {
      problems.add(problems.within(start, text, e.index()), path, e.words());
      problems.failed(start);
      return scalar;
    }
  }

  private void warnOnce(String name, Position start, String text, int index) {
    if (problems.takesWarnings() && warned.add(name)) {
      Position position = problems.within(start, text, index);
      problems.warn(position, "", "variable '" + name + "' is not set; it is taken as empty");
    }
  }
}
