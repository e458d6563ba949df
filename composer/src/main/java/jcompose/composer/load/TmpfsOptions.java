package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.composer.model.ServiceMount;

/** Binds {@code tmpfs: PATH[:OPTIONS]} and the tmpfs of a volume's long syntax. */
final class TmpfsOptions {
  private static final List<String> FLAGS =
      List.of("noexec", "exec", "nosuid", "suid", "nodev", "dev", "ro", "rw");
  private static final List<String> VALUED =
      List.of("size", "mode", "uid", "gid", "nr_inodes", "nr_blocks");

  private TmpfsOptions() {}

  static Optional<ServiceMount> bind(Attribute item) {
    Optional<String> text = item.nonEmptyString();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.get().indexOf(':');
    String path = colon < 0 ? text.get() : text.get().substring(0, colon);
    List<String> options = FileFinder.split(colon < 0 ? "" : text.get().substring(colon + 1), ",");
    options.forEach(option -> check(item, option));
    boolean readOnly = options.lastIndexOf("ro") > options.lastIndexOf("rw");
    List<String> rest =
        options.stream().filter(option -> !option.equals("ro") && !option.equals("rw")).toList();
    return ContainerPath.of(item, path)
        .map(
            target ->
                new ServiceMount.Tmpfs(target, withDefaults(rest), readOnly, item.position()));
  }

  private static void check(Attribute item, String option) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals);
    boolean known = equals < 0 ? FLAGS.contains(name) : VALUED.contains(name);
    if (known) {
      return;
    }
    if (VALUED.contains(name)) {
      item.problem("option '" + name + "' needs a value: " + name + "=VALUE");
      return;
    }
    List<String> all = new ArrayList<>(FLAGS);
    all.addAll(VALUED);
    item.problem("unknown option '" + option + "'" + Suggestion.of(name, all));
  }

  /** The options that Docker gives a tmpfs, unless the opposite is asked for. */
  private static String withDefaults(List<String> options) {
    Set<String> all = new LinkedHashSet<>();
    for (String word : List.of("exec", "suid", "dev")) {
      if (!options.contains(word)) {
        all.add("no" + word);
      }
    }
    all.addAll(options);
    return String.join(",", all);
  }

  /** The options of the long syntax: {@code size} in bytes or with a unit, {@code mode}. */
  static String ofLong(Map<String, Attribute> fields) {
    List<String> options = new ArrayList<>();
    Attribute size = fields.get("size");
    if (size != null) {
      OptionalLong bytes = LimitsBinder.bytes(size);
      bytes.ifPresent(count -> options.add("size=" + count));
    }
    Attribute mode = fields.get("mode");
    if (mode != null) {
      FileMode.bind(mode).ifPresent(bits -> options.add("mode=" + Integer.toOctalString(bits)));
    }
    return withDefaults(options);
  }
}
