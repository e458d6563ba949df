package jcompose.engine.spec;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A container's namespaces; every type that is not named is private, but the user and the time
 * namespace are the host's.
 *
 * @param modes the types that were chosen
 */
public record Namespaces(Map<NamespaceType, NamespaceMode> modes) {
  /** All private. */
  public static final Namespaces PRIVATE = new Namespaces(Map.of());

  /** Copies the map. */
  public Namespaces {
    EnumMap<NamespaceType, NamespaceMode> copy = new EnumMap<>(NamespaceType.class);
    copy.putAll(modes);
    modes = java.util.Collections.unmodifiableMap(copy);
  }

  /** The mode of one type. */
  public NamespaceMode mode(NamespaceType type) {
    NamespaceMode mode = modes.get(type);
    if (mode == null) {
      return type == NamespaceType.USER || type == NamespaceType.TIME
          ? new NamespaceMode.Host()
          : new NamespaceMode.Private();
    }
    return mode;
  }

  /** The ids of a user namespace of its own. */
  public Optional<NamespaceMode.Mapped> users() {
    return mode(NamespaceType.USER) instanceof NamespaceMode.Mapped mapped
        ? Optional.of(mapped)
        : Optional.empty();
  }
}
