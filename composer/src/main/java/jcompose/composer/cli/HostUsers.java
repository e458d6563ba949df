package jcompose.composer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of this machine's users, as /etc/passwd has them.
 *
 * @param names by their numbers
 */
record HostUsers(Map<String, String> names) {
  private static final int NUMBER = 2;

  static HostUsers read() {
    try {
      return parse(Files.readString(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1));
    } catch (IOException none) {
      return new HostUsers(Map.of());
    }
  }

  /** Out of passwd(5); of two names for one user the first counts. */
  static HostUsers parse(String passwd) {
    Map<String, String> names = new HashMap<>();
    for (String line : passwd.lines().toList()) {
      List<String> fields = List.of(line.split(":", -1));
      if (fields.size() > NUMBER) {
        names.putIfAbsent(fields.get(NUMBER), fields.get(0));
      }
    }
    return new HostUsers(names);
  }

  /** The user's name, or its number where it has none. */
  String name(long uid) {
    String number = Long.toString(uid);
    return names.getOrDefault(number, number);
  }
}
