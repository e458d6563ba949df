package jcompose.composer.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.ServiceMount;

/** Binds the long syntax of a volume. */
final class LongVolume {
  private static final Keys KEYS =
      Keys.of("type", "source", "target", "read_only", "consistency", "bind", "volume", "tmpfs")
          .butNot("image");
  private static final Keys BIND_KEYS =
      Keys.of("create_host_path", "selinux").butNot("propagation", "recursive");
  private static final Keys VOLUME_KEYS = Keys.of("nocopy").butNot("subpath", "labels");
  private static final Keys TMPFS_KEYS = Keys.of("size", "mode");
  private static final List<String> TYPES =
      List.of("bind", "volume", "tmpfs", "image", "npipe", "cluster");

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
    return switch (kind) {
      case "bind" -> bind(item, fields, path.get(), ro);
      case "volume" -> volume(item, fields, path.get(), ro);
      case "tmpfs" -> tmpfs(item, fields, path.get(), ro);
      default -> {
        type.problem("'" + kind + "' is not supported yet");
        yield Optional.empty();
      }
    };
  }

  private static void refuseForeign(Map<String, Attribute> fields, String kind) {
    for (String section : List.of("bind", "volume", "tmpfs")) {
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
    Map<String, Attribute> options = section(fields, "bind", BIND_KEYS);
    Attribute create = options.get("create_host_path");
    Attribute selinux = options.get("selinux");
    if (selinux != null) {
      selinux.oneOf(List.of("z", "Z"));
    }
    boolean created = create == null || create.bool();
    return source
        .nonEmptyString()
        .flatMap(text -> context.hostPath(source, text))
        .map(host -> new ServiceMount.Bind(host, target, readOnly, created, item.position()));
  }

  private static Optional<ServiceMount> volume(
      Attribute item, Map<String, Attribute> fields, String target, boolean readOnly) {
    Attribute nocopy = section(fields, "volume", VOLUME_KEYS).get("nocopy");
    boolean empty = nocopy != null && nocopy.bool();
    Attribute source = fields.get("source");
    if (source == null) {
      return Optional.of(new ServiceMount.Anonymous(target, readOnly, empty, item.position()));
    }
    Optional<String> name = source.nonEmptyString();
    if (name.isPresent() && !isName(name.get())) {
      source.problem("'" + name.get() + "' is not the name of a volume");
      return Optional.empty();
    }
    return name.map(
        volume -> new ServiceMount.Named(volume, target, readOnly, empty, item.position()));
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
