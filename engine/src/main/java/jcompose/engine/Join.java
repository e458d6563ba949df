package jcompose.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Namespaces;

/**
 * Namespaces of one other container, or one namespace file, that a container joins.
 *
 * @param name what the program calls the descriptor
 * @param source where they come from
 * @param types which
 */
record Join(String name, NamespaceMode source, Set<NamespaceType> types) {
  Join {
    types = Set.copyOf(types);
  }

  /** All joins of a container. */
  static List<Join> of(Namespaces namespaces) {
    Map<NamespaceMode, EnumSet<NamespaceType>> sources = new LinkedHashMap<>();
    List<Join> joins = new ArrayList<>();
    namespaces
        .modes()
        .forEach(
            (type, mode) -> {
              if (mode instanceof NamespaceMode.OfContainer) {
                sources.computeIfAbsent(mode, key -> EnumSet.noneOf(NamespaceType.class)).add(type);
              } else if (mode instanceof NamespaceMode.OfPath file) {
                joins.add(new Join(file.path().toString(), mode, Set.of(type)));
              }
            });
    sources.forEach(
        (mode, types) -> {
          joins.add(new Join(name((NamespaceMode.OfContainer) mode), mode, types));
        });
    return joins;
  }

  private static String name(NamespaceMode.OfContainer mode) {
    return "container " + mode.containerId().substring(0, 12);
  }

  /** The name of the container whose namespace of a type is joined. */
  static String ofContainer(ContainerSpec spec, NamespaceType type) {
    return name((NamespaceMode.OfContainer) spec.namespaces().mode(type));
  }

  /** What the program itself joins; the PID namespace is joined by the thread that clones. */
  List<NamespaceType> inProgram() {
    return types.stream()
        .filter(type -> type != NamespaceType.PID)
        .sorted()
        .collect(Collectors.toList());
  }
}
