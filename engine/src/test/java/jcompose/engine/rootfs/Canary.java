package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jcompose.engine.testing.HostCommand;

/**
 * A tree beside the layers that archives aim at: {@code secret}, {@code folder/} with {@code
 * inner}, {@code link}. Whoever touches any of it, even to put it back, is found out by the time of
 * last change, which nobody can set.
 *
 * @param folder where it is
 * @param before what it looked like at first
 */
record Canary(Path folder, Map<String, String> before) {
  static Canary make(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("folder"));
    Files.writeString(folder.resolve("secret"), "secret");
    Files.writeString(folder.resolve("folder/inner"), "inner");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("secret"));
    HostCommand.run("chmod", "751", "" + folder, folder + "/folder").checked();
    HostCommand.run("chmod", "4750", folder + "/secret").checked();
    HostCommand.run("setfattr", "-n", "user.canary", "-v", "sings", folder + "/secret").checked();
    HostCommand.run("setfattr", "-n", "trusted.canary", "-v", "sings", folder + "/folder")
        .checked();
    return new Canary(folder, look(folder));
  }

  private static Map<String, String> look(Path folder) throws IOException {
    return look(folder, TreeText.attributes(folder));
  }

  private static Map<String, String> look(Path folder, Map<String, String> attributes)
      throws IOException {
    Map<String, String> seen = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = folder.relativize(file).toString();
        seen.put(
            name,
            new TreeMap<>(TreeText.status(file))
                + content(file)
                + attributes.getOrDefault(name.isEmpty() ? "." : name, ""));
      }
    }
    return seen;
  }

  private static String content(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return " -> " + Files.readSymbolicLink(file);
    }
    return Files.isRegularFile(file) ? " '" + Files.readString(file) + "'" : "";
  }

  /** The same with less trouble: whatever was changed, the time of last change tells. */
  void isTheSameToStat(String after) throws IOException {
    Map<String, String> seen = look(folder, Map.of());
    before.forEach(
        (name, status) ->
            assertTrue(
                status.startsWith(seen.getOrDefault(name, "gone")), name + " after " + after));
    assertEquals(before.keySet(), seen.keySet(), "names after " + after);
  }

  /** Fails when anything of it is not as it was. */
  void isAsItWas(String after) throws IOException {
    assertEquals(lines(before), lines(look(folder)), "what lies outside changed after " + after);
  }

  private static String lines(Map<String, String> seen) {
    return String.join("\n", List.copyOf(seen.entrySet()).toString().split("(?<=}), ", -1));
  }
}
