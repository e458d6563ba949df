package jcompose.composer.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.ServiceMount;

/** Binds the long syntax of a volume. */
final class LongVolume {
  private static final Keys KEYS =
      Keys.of(
          "type",
          "source",
          "target",
          "read_only",
          "consistency",
          "bind",
          "volume",
          "tmpfs",
          "image");
  private static final Keys VOLUME_KEYS = Keys.of("nocopy", "subpath", "labels");
  private static final Keys IMAGE_KEYS = Keys.of("subpath");
  private static final Keys TMPFS_KEYS = Keys.of("size", "mode");
  private static final List<String> TYPES =
      List.of("bind", "volume", "tmpfs", "image", "npipe", "cluster");

  /** Said for file systems of other machines; on Linux all mean the same. */
  private static final List<String> CONSISTENCY =
      List.of("default", "consistent", "cached", "delegated");

  private final Context context;

  LongVolume(Context context) {
    this.context = context;
  }

  Optional<ServiceMount> bind(Attribute item) {
    Map<String, Attribute> fields = item.fields(KEYS);
    Attribute type = fields.get("type");
    Attribute target = fields.get("target");
    if (type == null || target == null) {
      item.problem("needs 'type' and 'target'");
      return Optional.empty();
    }
    Attribute readOnly = fields.get("read_only");
    boolean ro = readOnly != null && readOnly.bool();
    Optional<String> path = target.nonEmptyString().flatMap(text -> ContainerPath.of(target, text));
    String kind = type.oneOf(TYPES).orElse("");
    if (kind.isEmpty() || path.isEmpty()) {
      return Optional.empty();
    }
    refuseForeign(fields, kind);
    Optional.ofNullable(fields.get("consistency")).ifPresent(word -> word.oneOf(CONSISTENCY));
    return switch (kind) {
      case "bind" -> bind(item, fields, path.get(), ro);
      case "volume" -> volume(item, fields, path.get(), ro);
      case "tmpfs" -> tmpfs(item, fields, path.get(), ro);
      case "image" -> image(item, fields, path.get());
      default -> {
        type.problem(
            kind.equals("npipe")
                ? "'npipe' is a named pipe of Windows, and this is Linux"
                : "'cluster' needs Swarm, and this runs on one machine; use 'volume'");
        yield Optional.empty();
      }
    };
  }

  private static void refuseForeign(Map<String, Attribute> fields, String kind) {
    for (String section : List.of("bind", "volume", "tmpfs", "image")) {
      Attribute attribute = fields.get(section);
      if (attribute != null && !section.equals(kind)) {
        attribute.problem("is for type '" + section + "', and this is of type '" + kind + "'");
      }
    }
  }

  private Optional<ServiceMount> bind(
      Attribute item, Map<String, Attribute> fields, String target, boolean readOnly) {
    Attribute source = fields.get("source");
    if (source == null) {
      item.problem("needs 'source'");
      return Optional.empty();
    }
    BindOptions options = new BindOptions(Optional.ofNullable(fields.get("bind")));
    return source
        .nonEmptyString()
        .flatMap(text -> context.hostPath(source, text))
        .map(host -> options.mount(host, target, readOnly, item));
  }

  private static Optional<ServiceMount> volume(
      Attribute item, Map<String, Attribute> fields, String target, boolean readOnly) {
    Map<String, Attribute> options = section(fields, "volume", VOLUME_KEYS);
    Attribute nocopy = options.get("nocopy");
    boolean empty = nocopy != null && nocopy.bool();
    Attribute given = options.get("labels");
    Map<String, String> labels = given == null ? Map.of() : Environment.labels(given);
    Attribute source = fields.get("source");
    if (source == null) {
      if (options.get("subpath") != null) {
        options.get("subpath").problem("needs a volume with a name: a new one has no parts");
      }
      return Optional.of(
          new ServiceMount.Anonymous(target, readOnly, empty, labels, item.position()));
    }
    Optional<String> subpath = subpath(options);
    Optional<String> name = source.nonEmptyString();
    if (name.isPresent() && !isName(name.get())) {
      source.problem("'" + name.get() + "' is not the name of a volume");
      return Optional.empty();
    }
    return name.map(
        volume ->
            new ServiceMount.Named(
                volume, target, readOnly, empty, subpath, labels, item.position()));
  }

  private Optional<ServiceMount> image(
      Attribute item, Map<String, Attribute> fields, String target) {
    Attribute source = fields.get("source");
    if (source == null) {
      item.problem("needs 'source', which names the image");
      return Optional.empty();
    }
    Attribute readOnly = fields.get("read_only");
    if (readOnly != null && !readOnly.bool()) {
      readOnly.problem("an image is never written to; leave it out or say true");
    }
    Optional<String> subpath = subpath(section(fields, "image", IMAGE_KEYS));
    return source
        .nonEmptyString()
        .flatMap(image -> context.image(source, image))
        .map(image -> new ServiceMount.OfImage(image, target, subpath, item.position()));
  }

  /** A relative path that stays inside; what links make of it is seen when it is mounted. */
  private static Optional<String> subpath(Map<String, Attribute> options) {
    Attribute attribute = options.get("subpath");
    if (attribute == null) {
      return Optional.empty();
    }
    Optional<String> text = attribute.string().filter(path -> !path.isEmpty());
    if (text.isPresent()) {
      Path path = Path.of(text.get().replace('\0', '?')).normalize();
      if (path.isAbsolute() || path.startsWith("..") || text.get().indexOf('\0') >= 0) {
        attribute.problem("'" + text.get() + "' must be a relative path inside of it");
        return Optional.empty();
      }
    }
    return text;
  }

  private static Optional<ServiceMount> tmpfs(
      Attribute item, Map<String, Attribute> fields, String target, boolean readOnly) {
    Attribute source = fields.get("source");
    if (source != null) {
      source.problem("a tmpfs has no source");
    }
    Map<String, Attribute> options = section(fields, "tmpfs", TMPFS_KEYS);
    return Optional.of(
        new ServiceMount.Tmpfs(target, TmpfsOptions.ofLong(options), readOnly, item.position()));
  }

  private static Map<String, Attribute> section(
      Map<String, Attribute> fields, String name, Keys keys) {
    Attribute attribute = fields.get(name);
    return attribute == null ? Map.of() : attribute.fields(keys);
  }

  /** Whether a word can name a volume. */
  static boolean isName(String word) {
    return !word.isEmpty()
        && Character.isLetterOrDigit(word.charAt(0))
        && word.chars().allMatch(LongVolume::isNameCharacter);
  }

  /** Whether a character can stand in the name of a volume or service. */
  static boolean isNameCharacter(int character) {
    return character < 128
        && (Character.isLetterOrDigit(character) || "_.-".indexOf(character) >= 0);
  }
}
