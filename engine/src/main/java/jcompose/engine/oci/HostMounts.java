package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is mounted on the host: proc_pid_mountinfo(5). */
record HostMounts(List<Entry> entries) {
  /** One mount. */
  record Entry(String point, String type, List<String> superOptions) {}

  /**
   * A version 1 cgroup hierarchy.
   *
   * @param name its folder's name, for example {@code cpu,cpuacct}
   * @param data what mount(2) is told, for example {@code cpu,cpuacct} or {@code name=systemd}
   * @param point where it is mounted
   */
  record Hierarchy(String name, String data, Path point) {}

  HostMounts {
    entries = List.copyOf(entries);
  }

  static HostMounts parse(String mountinfo) {
    List<Entry> entries = new ArrayList<>();
    for (String line : mountinfo.split("\n", -1)) {
      String[] halves = line.split(" - ", 2);
      String[] before = halves[0].split(" ", -1);
      if (halves.length == 2 && before.length > 5) {
        String[] after = halves[1].split(" ", -1);
        entries.add(
            new Entry(before[4].replace("\\040", " "), after[0], List.of(after[2].split(",", -1))));
      }
    }
    return new HostMounts(entries);
  }

  /** The mount that a path is on. */
  String pointOf(Path path) {
    String best = "/";
    for (Entry entry : entries) {
      if (path.startsWith(entry.point()) && entry.point().length() > best.length()) {
        best = entry.point();
      }
    }
    return best;
  }

  List<Hierarchy> hierarchies() {
    List<Hierarchy> hierarchies = new ArrayList<>();
    for (Entry entry : entries) {
      Path point = Path.of(entry.point());
      if (entry.type().equals("cgroup")
          && hierarchies.stream().noneMatch(known -> known.point().equals(point))) {
        String data =
            entry.superOptions().stream()
                .filter(option -> !Arrays.asList("rw", "ro", "xattr").contains(option))
                .filter(option -> !option.startsWith("release_agent="))
                .collect(Collectors.joining(","));
        hierarchies.add(new Hierarchy(point.getFileName().toString(), data, point));
      }
    }
    return hierarchies;
  }
}
