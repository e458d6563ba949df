package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.model.NamespaceChoice;
import jcompose.engine.spec.IdMapping;

/** Binds {@code namespaces.user: host | {uid: "0:100000:65536", gid: ...}}, {@code userns_mode}. */
final class UserNamespace {
  private static final Keys KEYS = Keys.of("uid", "gid");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,10}):(\\d{1,10}):(\\d{1,10})");
  private static final String EXAMPLE = "{uid: \"0:100000:65536\", gid: \"0:100000:65536\"}";

  private UserNamespace() {}

  static Optional<NamespaceChoice> bind(Attribute field) {
    if (!field.isMapping()) {
      field
          .nonEmptyString()
          .filter(word -> !word.equals("host"))
          .ifPresent(word -> field.problem(refusal(word)));
      return Optional.of(new NamespaceChoice.Host());
    }
    Map<String, Attribute> ids = field.fields(KEYS);
    Attribute uid = ids.get("uid");
    if (uid == null) {
      field.problem("needs 'uid', as in " + EXAMPLE);
      return Optional.empty();
    }
    List<IdMapping> uids = ranges(uid);
    List<IdMapping> gids = ids.containsKey("gid") ? ranges(ids.get("gid")) : uids;
    return uids.isEmpty() || gids.isEmpty()
        ? Optional.empty()
        : Optional.of(new NamespaceChoice.Mapped(uids, gids));
  }

  /**
   * Whether {@code userns_mode} asks for the host's; empty means the default, which is the same.
   */
  static boolean isHost(Attribute field) {
    Optional<String> mode = field.string();
    mode.filter(word -> !word.isEmpty() && !word.equals("host"))
        .ifPresent(
            word ->
                field.problem(
                    "'"
                        + word
                        + "' is not one of host, \"\"; for ids of its own write 'namespaces: {user:"
                        + " "
                        + EXAMPLE
                        + "}'"));
    return mode.filter(word -> word.equals("host")).isPresent();
  }

  private static String refusal(String word) {
    String example = EXAMPLE;
    if (word.equals("private")) {
      return "'private' does not say which ids; write " + example;
    }
    if (word.startsWith("service:") || word.startsWith("/") || word.startsWith(".")) {
      return "'"
          + word
          + "': a container cannot start in another's user namespace; give both the same ids, as in"
          + " "
          + example;
    }
    return "'" + word + "' is not 'host' or ids, as in " + example;
  }

  private static List<IdMapping> ranges(Attribute field) {
    List<IdMapping> ranges = new ArrayList<>();
    boolean valid = true;
    for (Attribute item : field.itemsOrOne()) {
      for (String text : item.numberText().orElse("").split(",", -1)) {
        Optional<IdMapping> range = range(text.strip());
        if (range.isEmpty()) {
          item.problem(
              "'" + text + "' is not of the form CONTAINER:HOST:SIZE, as in \"0:100000:65536\"");
          valid = false;
        }
        range.ifPresent(ranges::add);
      }
    }
    if (valid && ranges.stream().noneMatch(range -> range.containerId() == 0)) {
      field.problem("needs a range that begins with 0: root makes what is in the namespace");
      valid = false;
    }
    return valid ? ranges : List.of();
  }

  private static Optional<IdMapping> range(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new IdMapping(
              Long.parseLong(matcher.group(1)),
              Long.parseLong(matcher.group(2)),
              Long.parseLong(matcher.group(3))));
    } catch (IllegalArgumentException tooLarge) {
      return Optional.empty();
    }
  }
}
