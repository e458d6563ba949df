package jcompose.composer.tree;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.shape.EntriesShape;
import jcompose.composer.shape.EntriesShape.Absent;
import jcompose.composer.shape.Field;
import jcompose.composer.shape.FieldsShape;
import jcompose.composer.shape.ListShape;
import jcompose.composer.shape.PairsShape;
import jcompose.composer.shape.ScalarShape;
import jcompose.composer.shape.ScalarType;
import jcompose.composer.shape.Shape;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/**
 * The phase that makes a tree mean the same wherever it is used: relative paths become absolute,
 * and variables that are named without a value get that of the environment that the tree's file
 * has.
 */
public final class Relocation {
  private final Path directory;
  private final Map<String, String> environment;
  private boolean whole;

  /**
   * @param directory the absolute folder that relative paths start from
   * @param environment the environment that HOME and variables without a value are taken from
   */
  public Relocation(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** A whole file. */
  public YamlMapping file(YamlMapping file) {
    whole = true;
    YamlMapping moved = mapping(file, ComposeShape.FILE);
    YamlEntry volumes = moved.entries().get("volumes");
    if (volumes == null || !(volumes.value() instanceof YamlMapping all)) {
      return moved;
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>(moved.entries());
    YamlNode bound = each(all, volume -> boundVolume(volume));
    entries.put("volumes", volumes.with(bound));
    return new YamlMapping(entries, moved.position());
  }

  /** One service. */
  public YamlMapping service(YamlMapping service) {
    return mapping(service, ComposeShape.service());
  }

  private YamlNode move(YamlNode node, Shape shape) {
    if (node.isNothing()) {
      return node;
    }
    if (shape instanceof ScalarShape scalar) {
      return scalar(node, scalar.type());
    }
    if (shape instanceof FieldsShape fields) {
      return fields(node, fields);
    }
    if (shape instanceof EntriesShape entries) {
      return Pairs.mapping(node, entries) instanceof YamlMapping mapping
          ? new YamlMapping(entries(mapping, entries), mapping.position())
          : node;
    }
    if (shape instanceof ListShape list) {
      return node instanceof YamlSequence sequence
          ? each(sequence, item -> move(item, list.item()))
          : move(node, list.item());
    }
    return shape instanceof PairsShape pairs && !pairs.hosts() ? keys(node) : node;
  }

  private YamlNode fields(YamlNode node, FieldsShape shape) {
    if (node instanceof YamlMapping mapping) {
      YamlMapping moved = mapping(mapping, shape);
      return switch (shape.shorthand()) {
        case VOLUME -> mount(moved);
        case CONTEXT -> built(moved);
        default -> moved;
      };
    }
    return switch (shape.shorthand()) {
      case CONTEXT -> scalar(node, ScalarType.CONTEXT);
      case PATH -> scalar(node, ScalarType.PATH);
      case VOLUME -> shortMount(node);
      default -> node;
    };
  }

  private YamlMapping mapping(YamlMapping mapping, FieldsShape shape) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (YamlEntry entry : mapping.entries().values()) {
      Field field = shape.fields().get(entry.key());
      entries.put(
          entry.key(), field == null ? entry : entry.with(move(entry.value(), field.shape())));
    }
    return new YamlMapping(entries, mapping.position());
  }

  private Map<String, YamlEntry> entries(YamlMapping mapping, EntriesShape shape) {
    boolean inherits = shape.absent() == Absent.ENVIRONMENT || shape.absent() == Absent.ARGUMENT;
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (YamlEntry entry : mapping.entries().values()) {
      String inherited = environment.get(entry.key());
      if (inherits && inherited != null && entry.value().isNothing()) {
        YamlNode value = YamlScalar.string(inherited, entry.value().position());
        entries.put(entry.key(), entry.with(value));
      } else {
        entries.put(entry.key(), entry.with(move(entry.value(), shape.value())));
      }
    }
    return entries;
  }

  private YamlNode scalar(YamlNode node, ScalarType type) {
    boolean path =
        type == ScalarType.PATH || type == ScalarType.CONTEXT || type == ScalarType.IMAGE;
    if (!path || !(node instanceof YamlScalar scalar) || isElsewhere(scalar.text(), type)) {
      return node;
    }
    return YamlScalar.string(absolute(scalar.text()), node.position());
  }

  private static boolean isElsewhere(String text, ScalarType type) {
    return text.contains("://")
        || (type == ScalarType.IMAGE && !text.matches("(?s)(~|\\.\\.?)/.*"))
        || (type == ScalarType.CONTEXT
            && (text.startsWith("service:")
                || text.startsWith("git@")
                || text.startsWith("github.com/")));
  }

  private String absolute(String path) {
    if (path.isEmpty() || path.startsWith("/") || path.startsWith("$")) {
      return path;
    }
    String home = environment.getOrDefault("HOME", "");
    if (path.startsWith("~") && !home.isEmpty()) {
      return Path.of(home, path.substring(1)).normalize().toString();
    }
    return directory.resolve(path).normalize().toString();
  }

  /** What is built without a context is built from the folder of its file. */
  private YamlNode built(YamlMapping build) {
    if (!whole || build.get("context").isPresent()) {
      return build;
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>(build.entries());
    YamlNode context = YamlScalar.string(directory.toString(), build.position());
    entries.put("context", new YamlEntry("context", build.position(), context));
    return new YamlMapping(entries, build.position());
  }

  private YamlNode mount(YamlMapping mount) {
    String type = mount.get("type").map(Relocation::text).orElse("");
    YamlEntry source = mount.entries().get("source");
    if (source == null || !(type.equals("bind") || type.equals("image"))) {
      return mount;
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>(mount.entries());
    ScalarType scalar = type.equals("bind") ? ScalarType.PATH : ScalarType.IMAGE;
    entries.put("source", source.with(scalar(source.value(), scalar)));
    return new YamlMapping(entries, mount.position());
  }

  private YamlNode shortMount(YamlNode node) {
    String text = text(node);
    int colon = text.indexOf(':');
    if (colon < 0 || !ShortMount.isPath(text)) {
      return node;
    }
    String source = absolute(text.substring(0, colon));
    return YamlScalar.string(source + text.substring(colon), node.position());
  }

  /** A volume that is a folder of the host. */
  private YamlNode boundVolume(YamlNode volume) {
    if (volume instanceof YamlMapping mapping
        && mapping.get("driver").map(Relocation::text).orElse("").equals("local")
        && mapping.get("driver_opts").orElse(null) instanceof YamlMapping options
        && options.get("o").map(Relocation::text).orElse("").equals("bind")) {
      Map<String, YamlEntry> moved = new LinkedHashMap<>(options.entries());
      moved.computeIfPresent(
          "device", (key, device) -> device.with(scalar(device.value(), ScalarType.PATH)));
      Map<String, YamlEntry> entries = new LinkedHashMap<>(mapping.entries());
      entries.computeIfPresent(
          "driver_opts", (key, entry) -> entry.with(new YamlMapping(moved, options.position())));
      return new YamlMapping(entries, mapping.position());
    }
    return volume;
  }

  /** The keys of {@code build.ssh}: {@code ID=PATH}. */
  private YamlNode keys(YamlNode node) {
    List<YamlNode> moved =
        Pairs.list(node, false).stream()
            .<YamlNode>map(
                pair -> {
                  int equals = pair.text().indexOf('=');
                  return equals < 0
                      ? pair
                      : YamlScalar.string(
                          pair.text().substring(0, equals + 1)
                              + absolute(pair.text().substring(equals + 1)),
                          pair.position());
                })
            .toList();
    return new YamlSequence(moved, node.position());
  }

  private static YamlNode each(YamlSequence list, UnaryOperator<YamlNode> change) {
    return new YamlSequence(list.items().stream().map(change).toList(), list.position());
  }

  private static YamlNode each(YamlMapping mapping, UnaryOperator<YamlNode> change) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) -> entries.put(key, entry.with(change.apply(entry.value()))));
    return new YamlMapping(entries, mapping.position());
  }

  private static String text(YamlNode node) {
    return node instanceof YamlScalar scalar ? scalar.text() : "";
  }
}
