package jcompose.engine.spec;

import java.util.EnumMap;
import java.util.Map;

/**
 * A container's namespaces; every type that is not named is private.
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
    return mode == null ? new NamespaceMode.Private() : mode;
  }
}
