package jcompose.composer.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.NamespaceChoice;
import jcompose.engine.spec.NamespaceType;

/**
 * Binds {@code namespaces} and Compose's {@code pid}, {@code ipc}, {@code uts}, {@code cgroup} and
 * {@code network_mode}, which may say the same thing but not another.
 */
final class NamespaceBinder {
  private static final Keys KEYS =
      Keys.of("pid", "ipc", "uts", "net", "mount", "cgroup", "user", "time");

  private static final NamespaceType USER = NamespaceType.USER;
  private static final NamespaceType TIME = NamespaceType.TIME;

  private final Context context;
  private final List<String> networkModes;
  private final Map<NamespaceType, Chosen> chosen = new EnumMap<>(NamespaceType.class);
  private final List<Dependency> dependencies = new ArrayList<>();

  /** A choice, empty for a private namespace, and where it was made. */
  private record Chosen(Optional<NamespaceChoice> choice, Attribute attribute) {}

  /**
   * @param networks whether there are networks, so that a service may be in the usual one
   */
  NamespaceBinder(Context context, boolean networks) {
    this.context = context;
    this.networkModes =
        networks
            ? List.of("none", "host", "service:", "bridge", "default")
            : List.of("none", "host", "service:");
  }

  /** The namespaces that are not private. */
  Map<NamespaceType, NamespaceChoice> bind(Map<String, Attribute> service) {
    Attribute namespaces = service.get("namespaces");
    if (namespaces != null) {
      namespaces
          .fields(KEYS)
          .forEach(
              (key, field) -> {
                if (key.equals("user")) {
                  UserNamespace.bind(field)
                      .ifPresent(user -> choose(USER, Optional.of(user), field));
                } else if (key.equals("time") && field.isMapping()) {
                  TimeNamespace.bind(field)
                      .ifPresent(clocks -> choose(TIME, Optional.of(clocks), field));
                } else {
                  ours(type(key), field);
                }
              });
    }
    Attribute usernsMode = service.get("userns_mode");
    if (usernsMode != null && UserNamespace.isHost(usernsMode)) {
      choose(USER, Optional.of(new NamespaceChoice.Host()), usernsMode);
    }
    compose(service, "pid", NamespaceType.PID, List.of("host", "service:"));
    compose(
        service,
        "ipc",
        NamespaceType.IPC,
        List.of("host", "private", "shareable", "none", "service:"));
    compose(service, "uts", NamespaceType.UTS, List.of("host"));
    compose(service, "cgroup", NamespaceType.CGROUP, List.of("host", "private"));
    compose(service, "network_mode", NamespaceType.NETWORK, networkModes);
    Map<NamespaceType, NamespaceChoice> result = new EnumMap<>(NamespaceType.class);
    chosen.forEach((type, made) -> made.choice().ifPresent(choice -> result.put(type, choice)));
    return result;
  }

  /** The services whose namespaces are shared. */
  List<Dependency> dependencies() {
    return dependencies;
  }

  /** Where the choice of a type was made. */
  Optional<Attribute> where(NamespaceType type) {
    return Optional.ofNullable(chosen.get(type)).map(Chosen::attribute);
  }

  private static NamespaceType type(String key) {
    return switch (key) {
      case "pid" -> NamespaceType.PID;
      case "ipc" -> NamespaceType.IPC;
      case "uts" -> NamespaceType.UTS;
      case "net" -> NamespaceType.NETWORK;
      case "mount" -> NamespaceType.MOUNT;
      case "time" -> NamespaceType.TIME;
      default -> NamespaceType.CGROUP;
    };
  }

  private void ours(NamespaceType type, Attribute field) {
    Optional<String> text = field.nonEmptyString();
    if (text.isEmpty()) {
      return;
    }
    String word = text.get();
    if (word.startsWith("/") || word.startsWith(".") || word.startsWith("~")) {
      Optional<Path> path = context.hostPath(field, word);
      path.ifPresent(file -> choose(type, Optional.of(new NamespaceChoice.OfPath(file)), field));
    } else {
      String others = type == TIME ? ", a path, or " + TimeNamespace.EXAMPLE : ", or a path";
      named(type, field, word, List.of("private", "host", "service:"), others);
    }
  }

  private void compose(
      Map<String, Attribute> service, String key, NamespaceType type, List<String> words) {
    Attribute field = service.get(key);
    if (field != null) {
      field.nonEmptyString().ifPresent(word -> named(type, field, word, words, ""));
    }
  }

  private void named(
      NamespaceType type, Attribute field, String word, List<String> words, String others) {
    if (word.startsWith("service:") && words.contains("service:")) {
      String service = word.substring("service:".length());
      if (service.isEmpty()) {
        field.problem("'service:' needs a service's name");
        return;
      }
      dependencies.add(Dependency.of(service, field));
      choose(type, Optional.of(new NamespaceChoice.OfService(service)), field);
    } else if (word.equals("host")) {
      choose(type, Optional.of(new NamespaceChoice.Host()), field);
    } else if (words.contains(word) && !word.equals("service:")) {
      // of all kinds, only the time namespace is the host's unless something is said
      choose(type, type == TIME ? Optional.of(TimeNamespace.UNSHIFTED) : Optional.empty(), field);
    } else if (word.startsWith("container:")
        || (type == NamespaceType.NETWORK && (word.equals("bridge") || word.equals("default")))) {
      field.problem("'" + word + "' is not supported yet");
    } else {
      List<String> shown =
          words.stream().map(each -> each.equals("service:") ? "service:NAME" : each).toList();
      field.problem(
          "'"
              + word
              + "' is not one of "
              + String.join(", ", shown)
              + others
              + Suggestion.of(word, words));
    }
  }

  private void choose(NamespaceType type, Optional<NamespaceChoice> choice, Attribute field) {
    Chosen first = chosen.putIfAbsent(type, new Chosen(choice, field));
    if (first != null && !first.choice().equals(choice)) {
      String other = first.attribute().path();
      String key = other.substring(other.lastIndexOf(".", other.lastIndexOf('.') - 1) + 1);
      field.problem("contradicts " + key + " at " + first.attribute().position());
    }
  }
}
