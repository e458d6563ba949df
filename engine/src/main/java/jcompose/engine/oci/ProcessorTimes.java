package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.List;

/**
 * What a container used of each processor, in nanoseconds; cgroup v1 alone counts it.
 *
 * @param user in programs
 * @param system in the kernel
 */
record ProcessorTimes(List<Long> user, List<Long> system) {
  ProcessorTimes {
    user = List.copyOf(user);
    system = List.copyOf(system);
  }

  /** From {@code cpuacct.usage_all}: a line of headings, then {@code 0 USER SYSTEM}. */
  static ProcessorTimes parse(String text) {
    List<Long> user = new ArrayList<>();
    List<Long> system = new ArrayList<>();
    for (String line : text.lines().skip(1).toList()) {
      String[] words = line.split(" ", -1);
      user.add(Long.parseLong(words[1]));
      system.add(Long.parseLong(words[2]));
    }
    return new ProcessorTimes(user, system);
  }

  boolean isEmpty() {
    return user.isEmpty();
  }

  List<Long> all() {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < user.size(); i++) {
      all.add(user.get(i) + system.get(i));
    }
    return all;
  }
}
