package jcompose.composer.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.load.ChainLink.Kind;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlSequence;

/**
 * Remembers how files and services came into the project: included, extended, merged. Files are
 * known by their names in messages. What a message needs is looked up only when there is one.
 */
final class Origins {
  /**
   * A service that extends another.
   *
   * @param at where it says so
   * @param base the other as it was laid under it, with what that extends in turn
   */
  private record Extension(
      String file, String service, Position at, String baseFile, String base, YamlMapping tree) {}

  private final Map<String, ChainLink> arrivals = new HashMap<>();
  private final Map<String, YamlMapping> below = new HashMap<>();
  private final Map<String, List<Extension>> extensions = new HashMap<>();
  private final Set<String> services = new HashSet<>();

  /** A file was named under {@code include}, or an environment file that belongs to it. */
  void included(String file, Position at) {
    arrivals.putIfAbsent(file, new ChainLink(Kind.INCLUDE, "", at));
  }

  /** A file was named under the {@code extends} of a service. */
  void extended(String file, String service, Position at) {
    arrivals.putIfAbsent(file, new ChainLink(Kind.EXTENDS, "services." + service, at));
  }

  /** A file was named under {@code env_file} and its like. */
  void read(String file, String path, Position at) {
    arrivals.putIfAbsent(file, new ChainLink(Kind.READ, path, at));
  }

  /** A file is laid over what came before it. */
  void merged(String file, YamlMapping base) {
    if (!base.position().file().equals(file)) {
      below.putIfAbsent(file, base);
    }
  }

  /** There are services of these names. */
  void services(Set<String> names) {
    services.addAll(names);
  }

  /** A service is laid over another. */
  void extension(
      String file, String service, Position at, String baseFile, String base, YamlMapping tree) {
    extensions
        .computeIfAbsent(service, key -> new ArrayList<>())
        .add(new Extension(file, service, at, baseFile, base, tree));
  }

  /** The steps from a place to the file that the user named, the nearest first. */
  List<ChainLink> chain(Position place, String path) {
    Deque<ChainLink> extending = extending(place, path);
    List<ChainLink> chain = new ArrayList<>(extending);
    String file = extending.isEmpty() ? place.file() : extending.getLast().position().file();
    merge(file, path).ifPresent(chain::add);
    Set<String> seen = new HashSet<>();
    for (ChainLink link = arrivals.get(file);
        link != null && seen.add(file);
        link = arrivals.get(file)) {
      chain.add(link);
      file = link.position().file();
    }
    return chain;
  }

  /** From the service that the path names down to the one in which the place stands. */
  private Deque<ChainLink> extending(Position place, String path) {
    Deque<ChainLink> links = new ArrayDeque<>();
    Optional<Extension> step = outermost(place, path);
    while (step.isPresent() && links.size() < extensions.size() + 1) {
      Extension extension = step.get();
      links.addFirst(
          new ChainLink(Kind.EXTENDS, "services." + extension.service(), extension.at()));
      step =
          extensions.getOrDefault(extension.base(), List.of()).stream()
              .filter(inner -> inner.file().equals(extension.baseFile()))
              .filter(inner -> !inner.equals(extension) && holds(inner.tree(), place))
              .findFirst();
    }
    return links;
  }

  private Optional<Extension> outermost(Position place, String path) {
    Extension found = null;
    for (Extension extension : extensions.getOrDefault(service(path), List.of())) {
      found = holds(extension.tree(), place) ? extension : found;
    }
    return Optional.ofNullable(found);
  }

  /** The service that a path is about: the longest name, since names may have dots. */
  private String service(String path) {
    String longest = "";
    for (String service : services) {
      boolean longer = service.length() > longest.length();
      longest = longer && isBelow(path, "services." + service) ? service : longest;
    }
    return longest;
  }

  /** The service, network, ... of the files before that this one is laid over, or those files. */
  private Optional<ChainLink> merge(String file, String path) {
    YamlMapping base = below.get(file);
    if (base == null) {
      return Optional.empty();
    }
    for (YamlEntry element : base.entries().values()) {
      if (element.value() instanceof YamlMapping entries) {
        for (YamlEntry entry : entries.entries().values()) {
          String inner = element.key() + "." + entry.key();
          if (isBelow(path, inner)) {
            return Optional.of(new ChainLink(Kind.MERGE, inner, entry.keyPosition()));
          }
        }
      }
    }
    return Optional.of(new ChainLink(Kind.MERGE, "", base.position()));
  }

  private static boolean isBelow(String path, String outer) {
    return path.startsWith(outer)
        && (path.length() == outer.length() || ".[".indexOf(path.charAt(outer.length())) >= 0);
  }

  /** Whether a value or key of the tree stands there. */
  private static boolean holds(YamlNode node, Position place) {
    if (node.position().equals(place)) {
      return true;
    }
    if (node instanceof YamlMapping mapping) {
      return mapping.entries().values().stream()
          .anyMatch(entry -> entry.keyPosition().equals(place) || holds(entry.value(), place));
    }
    return node instanceof YamlSequence list
        && list.items().stream().anyMatch(item -> holds(item, place));
  }
}
