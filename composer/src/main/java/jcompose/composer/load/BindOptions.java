package jcompose.composer.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.ServiceMount.Recursive;

/** Binds {@code bind:} of a volume's long syntax. */
final class BindOptions {
  static final List<String> PROPAGATION =
      List.of("private", "rprivate", "shared", "rshared", "slave", "rslave");

  private static final Keys KEYS =
      Keys.of("create_host_path", "selinux", "propagation", "recursive");

  private final Map<String, Attribute> options;

  /** The options of a mount, which may have none. */
  BindOptions(Optional<Attribute> bind) {
    this.options = bind.map(attribute -> attribute.fields(KEYS)).orElse(Map.of());
  }

  ServiceMount mount(Path source, String target, boolean readOnly, Attribute item) {
    Attribute create = options.get("create_host_path");
    Attribute selinux = options.get("selinux");
    if (selinux != null) {
      selinux.oneOf(List.of("z", "Z"));
    }
    Optional<String> propagation =
        Optional.ofNullable(options.get("propagation")).flatMap(BindOptions::propagation);
    return new ServiceMount.Bind(
        source,
        target,
        readOnly,
        create == null || create.bool(),
        recursive(readOnly, propagation),
        propagation,
        item.position());
  }

  /** The word, empty for what is the default anyway. */
  private static Optional<String> propagation(Attribute attribute) {
    return attribute.oneOf(PROPAGATION).flatMap(BindOptions::unlessPrivate);
  }

  static Optional<String> unlessPrivate(String word) {
    return word.endsWith("private") ? Optional.empty() : Optional.of(word);
  }

  private Recursive recursive(boolean readOnly, Optional<String> propagation) {
    Attribute attribute = options.get("recursive");
    if (attribute == null) {
      return Recursive.ENABLED;
    }
    Recursive recursive =
        attribute
            .oneOf(List.of("enabled", "disabled", "writable", "readonly"))
            .map(word -> Recursive.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Recursive.ENABLED);
    boolean ofReadOnly = recursive == Recursive.WRITABLE || recursive == Recursive.READONLY;
    String word = recursive.name().toLowerCase(Locale.ROOT);
    if (ofReadOnly && !readOnly) {
      attribute.problem("'" + word + "' needs 'read_only: true' as well");
    }
    if (recursive == Recursive.READONLY && propagation.isPresent()) {
      attribute.problem(
          "'readonly' does not go with propagation '"
              + propagation.get()
              + "', by which writable mounts may come later");
    }
    return recursive;
  }
}
