package jcompose.engine.rootfs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jcompose.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Users and groups as a container's own /etc/passwd and /etc/group name them. */
public final class UserDatabase {
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

  private final List<List<String>> users;
  private final List<List<String>> groups;

  /** The two files' text, empty when the container has none. */
  UserDatabase(String passwd, String group) {
    users = fields(passwd, 7);
    groups = fields(group, 4);
  }

  /**
   * Finds a user by Docker's rules.
   *
   * @param root a descriptor of the container's root folder: of an {@link ImageView}, or of {@code
   *     /proc/PID/root}
   * @param user empty, {@code name}, {@code uid}, each with {@code :group} or {@code :gid}
   * @param additionalGroups names or ids of further groups
   * @throws EngineException when a name is not in the container's files
   */
  public static ResolvedUser resolve(int root, String user, List<String> additionalGroups) {
    return new UserDatabase(file(root, "/etc/passwd"), file(root, "/etc/group"))
        .resolve(user, additionalGroups);
  }

  /**
   * The same for a container that does not run.
   *
   * @param layers absolute paths, the base first; a container's upper folder may be the last
   */
  public static ResolvedUser resolve(
      List<Path> layers, String user, List<String> additionalGroups) {
    Optional<String> passwd = LayeredFile.text(layers, "etc", "passwd", MOST_BYTES);
    Optional<String> group = LayeredFile.text(layers, "etc", "group", MOST_BYTES);
    if (passwd.isPresent() && group.isPresent()) {
      return new UserDatabase(passwd.get(), group.get()).resolve(user, additionalGroups);
    }
    try (ImageView view = ImageView.of(layers)) {
      return resolve(view.root(), user, additionalGroups);
    }
  }

  private static String file(int root, String path) {
    Optional<byte[]> content = ContainerFiles.read(root, path, MOST_BYTES);
    return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  private static List<List<String>> fields(String text, int count) {
    List<List<String>> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        List<String> fields = new ArrayList<>(List.of(line.strip().split(":", -1)));
        while (fields.size() < count) {
          fields.add("");
        }
        lines.add(fields);
      }
    }
    return lines;
  }

  ResolvedUser resolve(String user, List<String> additionalGroups) {
    int colon = user.indexOf(':');
    String userPart = colon < 0 ? user : user.substring(0, colon);
    String groupPart = colon < 0 ? "" : user.substring(colon + 1);
    List<String> entry = userEntry(userPart.isEmpty() ? "0" : userPart);
    int uid = entry == null ? number(userPart, 0) : number(entry.get(2), 0);
    int gid = entry == null ? 0 : number(entry.get(3), 0);
    Set<Integer> supplementary = new LinkedHashSet<>();
    if (!groupPart.isEmpty()) {
      gid = groupId(groupPart);
    } else if (entry != null) {
      supplementary.addAll(memberships(entry.get(0)));
    }
    for (String group : additionalGroups) {
      supplementary.add(groupId(group));
    }
    // As Docker since CVE-2022-36109: a member of the primary group stays one after setgid(2).
    Set<Integer> all = new LinkedHashSet<>(List.of(gid));
    all.addAll(supplementary);
    String home = entry == null ? "" : entry.get(5);
    return new ResolvedUser(uid, gid, List.copyOf(all), home.isEmpty() ? "/" : home);
  }

  /** A number is always an id, whatever the names are; the first line that fits counts. */
  private @Nullable List<String> userEntry(String user) {
    boolean numeric = NUMBER.matcher(user).matches();
    for (List<String> line : users) {
      if (numeric ? sameId(line.get(2), user) : line.get(0).equals(user)) {
        return line;
      }
    }
    if (!numeric) {
      throw new EngineException("no user '" + user + "' in the image's /etc/passwd");
    }
    return null;
  }

  private int groupId(String group) {
    boolean numeric = NUMBER.matcher(group).matches();
    for (List<String> line : groups) {
      if (!numeric && line.get(0).equals(group)) {
        return number(line.get(2), 0);
      }
    }
    if (!numeric) {
      throw new EngineException("no group '" + group + "' in the image's /etc/group");
    }
    return number(group, 0);
  }

  private List<Integer> memberships(String user) {
    List<Integer> ids = new ArrayList<>();
    for (List<String> line : groups) {
      if (List.of(line.get(3).split(",", -1)).contains(user)) {
        ids.add(number(line.get(2), 0));
      }
    }
    return ids;
  }

  private static boolean sameId(String text, String id) {
    return NUMBER.matcher(text).matches() && Long.parseLong(text) == Long.parseLong(id);
  }

  private static int number(String text, int otherwise) {
    if (!NUMBER.matcher(text).matches()) {
      return otherwise;
    }
    long id = Long.parseLong(text);
    if (id > Integer.MAX_VALUE) {
      throw new EngineException("the id " + text + " is out of range (0 to 2147483647)");
    }
    return (int) id;
  }
}
