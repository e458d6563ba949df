package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import jcompose.composer.model.Position;
import jcompose.composer.tree.Nodes;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/**
 * Options as the nodes of a file that would say the same.
 *
 * @param problems takes values that have not the form of their option
 * @param volumes whether a volume of that name exists
 */
record OptionNodes(Problems problems, Predicate<String> volumes) {
  /** The file: one service, and the volumes that it names. */
  YamlMapping root(String service, List<ServiceOption> options) {
    Position place = Position.option("run");
    List<YamlEntry> attributes = new ArrayList<>();
    Map<String, YamlEntry> declared = new LinkedHashMap<>();
    for (ServiceOption option : options) {
      Position at = Position.option(option.name());
      attributes.add(new YamlEntry(option.key(), at, value(option, at)));
      if (option.kind() == ServiceOption.Kind.MOUNTS) {
        declare(option, at, declared);
      }
    }
    YamlMapping body = YamlMapping.of(attributes, place);
    return Nodes.at(place)
        .put("services", Nodes.at(place).put(service, body).mapping())
        .put("volumes", YamlMapping.of(declared.values(), place))
        .mapping();
  }

  private YamlNode value(ServiceOption option, Position at) {
    List<String> values = option.values();
    return switch (option.kind()) {
      case FLAG -> new YamlScalar("true", ScalarType.BOOLEAN, at);
      case TEXT -> YamlScalar.string(values.get(values.size() - 1), at);
      case SECONDS -> YamlScalar.string(values.get(values.size() - 1) + "s", at);
      case LIST, MOUNTS -> list(values, at);
      case WORDS -> list(values.equals(List.of("")) ? List.of() : values, at);
      case ENTRIES -> entries(option, at);
      case LIMITS -> limits(option, at);
      case RAW_FILES ->
          new YamlSequence(
              values.stream()
                  .<YamlNode>map(
                      file -> Nodes.at(at).put("path", file).put("format", "raw").mapping())
                  .toList(),
              at);
    };
  }

  private static YamlSequence list(List<String> values, Position at) {
    return new YamlSequence(
        values.stream().<YamlNode>map(text -> YamlScalar.string(text, at)).toList(), at);
  }

  private YamlMapping entries(ServiceOption option, Position at) {
    Nodes entries = Nodes.at(at);
    for (String given : option.values()) {
      int equals = given.indexOf('=');
      if (equals < 1) {
        problems.add(at, "'" + given + "' is not of the form NAME=VALUE");
      } else {
        entries.put(given.substring(0, equals), YamlScalar.string(given.substring(equals + 1), at));
      }
    }
    return entries.mapping();
  }

  private YamlMapping limits(ServiceOption option, Position at) {
    Nodes limits = Nodes.at(at);
    for (String given : option.values()) {
      int equals = given.indexOf('=');
      String[] numbers = given.substring(equals + 1).split(":", -1);
      if (equals < 1 || numbers.length > 2) {
        problems.add(at, "'" + given + "' is not of the form NAME=SOFT[:HARD]");
      } else if (numbers.length == 1) {
        limits.put(given.substring(0, equals), number(numbers[0], at));
      } else {
        limits.put(
            given.substring(0, equals),
            Nodes.at(at)
                .put("soft", number(numbers[0], at))
                .put("hard", number(numbers[1], at))
                .mapping());
      }
    }
    return limits.mapping();
  }

  private static YamlScalar number(String text, Position at) {
    boolean whole = text.matches("-?[0-9]{1,18}");
    return whole ? Nodes.number(Long.parseLong(text), at) : YamlScalar.string(text, at);
  }

  /** One that exists keeps what it is; a new one is the project's. */
  private void declare(ServiceOption option, Position at, Map<String, YamlEntry> declared) {
    for (String mount : option.values()) {
      int colon = mount.indexOf(':');
      String source = colon < 0 ? "" : mount.substring(0, colon);
      if (LongVolume.isName(source)) {
        Nodes volume = Nodes.at(at).put("name", source);
        if (volumes.test(source)) {
          volume.put("external", true);
        }
        declared.put(source, new YamlEntry(source, at, volume.mapping()));
      }
    }
  }
}
