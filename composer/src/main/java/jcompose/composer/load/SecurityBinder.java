package jcompose.composer.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.model.SecurityOptions;
import jcompose.engine.EngineException;
import jcompose.engine.Profiles;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.spec.Security;

/** Binds {@code security_opt}: {@code NAME=VALUE}, {@code NAME:VALUE} or {@code NAME}. */
final class SecurityBinder {
  private static final List<String> NAMES =
      List.of("no-new-privileges", "seccomp", "apparmor", "label", "systempaths", "mask", "unmask");
  private static final List<String> LABEL_PARTS = List.of("user", "role", "type", "level");

  private final Context context;
  private final Map<String, String> label = new LinkedHashMap<>();
  private boolean noNewPrivileges;
  private Optional<Seccomp> seccomp = Optional.empty();
  private Optional<String> apparmor = Optional.empty();
  private Optional<List<String>> masked = Optional.empty();
  private Optional<List<String>> readonly = Optional.empty();

  SecurityBinder(Context context) {
    this.context = context;
  }

  /** All options together; of two with one name the later counts. */
  SecurityOptions bind(Optional<Attribute> options) {
    options.ifPresent(list -> list.items().forEach(this::bind));
    String level = label.getOrDefault("level", "s0");
    Optional<String> whole =
        label.isEmpty()
            ? Optional.empty()
            : Optional.of(
                String.join(
                    ":",
                    label.getOrDefault("user", "system_u"),
                    label.getOrDefault("role", "system_r"),
                    label.getOrDefault("type", "container_t"),
                    level));
    return new SecurityOptions(
        noNewPrivileges,
        new Security(
            seccomp,
            apparmor,
            whole,
            Optional.ofNullable(label.get("filetype"))
                .map(type -> "system_u:object_r:" + type + ":" + level),
            masked,
            readonly));
  }

  private void bind(Attribute item) {
    Optional<String> text = item.nonEmptyString();
    if (text.isEmpty()) {
      return;
    }
    String option = text.get();
    // Docker looks for '=' first: a value may have colons, a name has none
    int separator = option.indexOf('=') >= 0 ? option.indexOf('=') : option.indexOf(':');
    String name = separator < 0 ? option : option.substring(0, separator);
    String value = separator < 0 ? "" : option.substring(separator + 1);
    if (!NAMES.contains(name)) {
      item.problem("'" + name + "' is no security option" + Suggestion.of(name, NAMES));
    } else if (name.equals("no-new-privileges")) {
      noNewPrivileges(item, separator < 0 ? "true" : value);
    } else if (value.isEmpty()) {
      item.problem("'" + name + "' needs a value, as in " + name + "=" + example(name));
    } else {
      bind(item, name, value);
    }
  }

  private static String example(String name) {
    return switch (name) {
      case "seccomp" -> "profile.json or seccomp=unconfined";
      case "label" -> "type:TYPE or label=disable";
      case "mask", "unmask" -> "/proc/kcore";
      default -> "unconfined";
    };
  }

  private void noNewPrivileges(Attribute item, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      item.problem("'no-new-privileges' is true or false, not '" + value + "'");
    }
    noNewPrivileges = value.equals("true");
  }

  private void bind(Attribute item, String name, String value) {
    switch (name) {
      case "seccomp" -> seccomp = seccomp(item, value);
      case "apparmor" -> apparmor = Optional.of(value);
      case "label" -> label(item, value);
      case "systempaths" -> {
        if (!value.equals("unconfined")) {
          item.problem("'systempaths' can only be 'unconfined', not '" + value + "'");
        }
        masked = Optional.of(List.of());
        readonly = Optional.of(List.of());
      }
      case "mask" -> {
        List<String> more = new ArrayList<>(masked.orElse(Profiles.MASKED_PATHS));
        more.addAll(paths(item, value));
        masked = Optional.of(more);
      }
      default -> unmask(item, value);
    }
  }

  private Optional<Seccomp> seccomp(Attribute item, String value) {
    if (value.equals("unconfined")) {
      return Optional.of(new Seccomp.Unconfined());
    }
    if (value.equals("builtin")) {
      return Optional.empty();
    }
    Optional<Path> file = context.hostPath(item, value);
    if (file.isEmpty()) {
      return seccomp;
    }
    try {
      String json = context.reader().read(file.get()).text();
      String shown = context.reader().name(file.get());
      Profiles.checkSeccomp(shown, json);
      return Optional.of(new Seccomp.Profile(shown, json));
    } catch (ComposerException | EngineException wrong) {
      item.problem("seccomp profile " + wrong.getMessage());
      return seccomp;
    }
  }

  private void label(Attribute item, String value) {
    int separator = value.indexOf(':');
    String part = separator < 0 ? value : value.substring(0, separator);
    if (value.equals("disable")) {
      label.clear(); // as without any: containers are not labelled unless they ask for it
    } else if (separator > 0 && (LABEL_PARTS.contains(part) || part.equals("filetype"))) {
      label.put(part, value.substring(separator + 1));
    } else {
      item.problem(
          "'"
              + value
              + "' is not disable, user:USER, role:ROLE, type:TYPE, level:LEVEL or"
              + " filetype:TYPE");
    }
  }

  private void unmask(Attribute item, String value) {
    if (value.equals("ALL") || value.equals("all")) {
      masked = Optional.of(List.of());
      readonly = Optional.of(List.of());
      return;
    }
    List<String> shown = paths(item, value);
    masked = Optional.of(without(masked.orElse(Profiles.MASKED_PATHS), shown));
    readonly = Optional.of(without(readonly.orElse(Profiles.READONLY_PATHS), shown));
  }

  private static List<String> without(List<String> paths, List<String> others) {
    return paths.stream().filter(path -> !others.contains(path)).toList();
  }

  private static List<String> paths(Attribute item, String value) {
    List<String> paths = new ArrayList<>();
    for (String path : value.split(":", -1)) {
      ContainerPath.of(item, path).ifPresent(paths::add);
    }
    return paths;
  }
}
