package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mounted cgroup hierarchy, from a line of {@code /proc/self/mountinfo}; proc_pid_mountinfo(5).
 *
 * @param root the part of the hierarchy that is mounted
 * @param point where
 * @param unified whether it is v2
 * @param controllers those of a v1 hierarchy; none for a named one such as systemd's
 */
record CgroupMount(String root, Path point, boolean unified, Set<Controller> controllers) {
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

  static List<CgroupMount> parse(String mountinfo) {
    List<CgroupMount> mounts = new ArrayList<>();
    for (String line : mountinfo.split("\n", -1)) {
      // ID PARENT MAJOR:MINOR ROOT POINT OPTIONS [TAG...] - TYPE SOURCE SUPER_OPTIONS
      String[] halves = line.split(" - ", 2);
      if (halves.length < 2) {
        continue;
      }
      String[] before = halves[0].split(" ", -1);
      String[] after = halves[1].split(" ", -1);
      boolean unified = after[0].equals("cgroup2");
      if (before.length < 6 || after.length < 3 || !(unified || after[0].equals("cgroup"))) {
        continue;
      }
      Set<Controller> controllers = EnumSet.noneOf(Controller.class);
      for (String option : after[2].split(",", -1)) {
        Controller.ofLegacyName(option).ifPresent(controllers::add);
      }
      mounts.add(new CgroupMount(before[3], Path.of(unescape(before[4])), unified, controllers));
    }
    return mounts;
  }

  /** A hierarchy may be bind-mounted in parts; the mount of its root is the one to use. */
  CgroupMount orBetter(CgroupMount other) {
    return !root.equals("/") && other.root.equals("/") ? other : this;
  }

  private static String unescape(String path) {
    Matcher matcher = ESCAPE.matcher(path);
    return matcher.replaceAll(
        match ->
            Matcher.quoteReplacement(
                Character.toString((char) Integer.parseInt(match.group(1), 8))));
  }
}
