package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Where {@code cgroupsPath} puts a container's groups, and which of them stay. */
@RequiresRoot
@RequiresCommand({"busybox", "runc"})
@LeavesNothing
class RuntimeGroupsIT {
  private static final Path HIERARCHIES = Path.of("/sys/fs/cgroup");

  /** A container that waits, with another path than the bundle's usual one, or none. */
  private static OciBundle created(Sandbox sandbox, String path) {
    OciBundle bundle = OciBundle.in(sandbox).config("exec sleep 1000", Map.of());
    String config = bundle.read("config.json").replaceAll("\"cgroupsPath\": \"[^\"]*\",", path);
    bundle.write("config.json", config);
    bundle.ok("create", "--pid-file", "pid", id(sandbox));
    return bundle;
  }

  private static String id(Sandbox sandbox) {
    return sandbox.directories().cgroupParent();
  }

  /** Controllers and paths of a process, without those of which no group is made. */
  private static Map<String, String> groups(String pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", pid, "cgroup"))) {
      return lines
          .map(line -> line.split(":", 3))
          .filter(fields -> !fields[1].startsWith("name="))
          .collect(
              Collectors.toMap(
                  fields -> fields[1], fields -> fields[2], (a, b) -> a, LinkedHashMap::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Path> left(String name) {
    try (Stream<Path> found = Files.find(HIERARCHIES, 6, (path, is) -> path.endsWith(name))) {
      return found.toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void anAbsolutePathBeginsAtTheRootsAndItsParentsGoWithIt(Sandbox sandbox) {
    OciBundle bundle = created(sandbox, "\"cgroupsPath\": \"/" + id(sandbox) + "/a/../b/c\",");
    groups(bundle.read("pid"))
        .forEach((name, path) -> assertEquals("/" + id(sandbox) + "/b/c", path, name));
    bundle.ok("delete", "-f", id(sandbox));
    assertEquals(List.of(), left(id(sandbox)));
  }

  @Test
  void arelativePathBeginsAtTheCallersGroupsAsWithRunc(Sandbox sandbox) {
    String path = "\"cgroupsPath\": \"" + id(sandbox) + "/c\",";
    OciBundle bundle = created(sandbox, path);
    assertEquals(peer(bundle), groups(bundle.read("pid")));
    bundle.ok("start", id(sandbox));
    bundle.ok("pause", id(sandbox));
    assertTrue(bundle.ok("state", id(sandbox)).contains("\"paused\""));
    bundle.ok("resume", id(sandbox));
    assertEquals("[" + bundle.read("pid") + "]", bundle.ok("ps", "-f", "json", id(sandbox)));
    bundle.ok("exec", id(sandbox), "true");
    bundle.ok("delete", "-f", id(sandbox));
    assertEquals(List.of(), left(id(sandbox)));
  }

  @Test
  void withoutAPathItIsTheIdAsWithRunc(Sandbox sandbox) {
    OciBundle bundle = created(sandbox, "");
    Map<String, String> groups = groups(bundle.read("pid"));
    bundle.ok("delete", "-f", id(sandbox)); // the other one takes the same
    assertEquals(peer(bundle), groups);
    assertEquals(List.of(), left(id(sandbox)));
  }

  private static Map<String, String> peer(OciBundle bundle) {
    String runc = "runc --root " + bundle.sandbox().folder() + "/peer ";
    String name = id(bundle.sandbox());
    HostCommand.run(
            Map.of(),
            bundle.folder(),
            List.of(
                "sh",
                "-c",
                runc
                    + "create --pid-file peer.pid PEER </dev/null >/dev/null 2>&1 &&"
                        .replace("PEER", name)
                    + " cat /proc/$(cat peer.pid)/cgroup > peer.groups; "
                    + runc
                    + "delete -f "
                    + name
                    + "; find /sys/fs/cgroup -depth -name "
                    + name
                    + " -exec rmdir {} \\; 2>/dev/null; true"))
        .checked();
    return bundle
        .read("peer.groups")
        .lines()
        .map(line -> line.split(":", 3))
        .filter(fields -> !fields[1].startsWith("name="))
        .collect(
            Collectors.toMap(
                fields -> fields[1], fields -> fields[2], (a, b) -> a, LinkedHashMap::new));
  }

  @Test
  void aParentThatIsThereKeepsItsLimitsAndStays(Sandbox sandbox) throws IOException {
    Path controller = HIERARCHIES.resolve("pids");
    Path parent =
        Files.createDirectory(
            (Files.exists(controller) ? controller : HIERARCHIES).resolve(id(sandbox)));
    try {
      Files.writeString(parent.resolve("pids.max"), "7");
      OciBundle bundle = created(sandbox, "\"cgroupsPath\": \"/" + id(sandbox) + "/made/c\",");
      assertTrue(Files.exists(parent.resolve("made/c/cgroup.procs")));
      bundle.ok("delete", "-f", id(sandbox));
      assertFalse(Files.exists(parent.resolve("made")));
      assertEquals("7", Files.readString(parent.resolve("pids.max")).strip());
      assertEquals(List.of(parent), left(id(sandbox)));
    } finally {
      Files.delete(parent);
    }
  }

  @Test
  void theRootOfAllGroupsIsRefused(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox).config("exit 0", Map.of());
    String config =
        bundle.read("config.json").replaceAll("(\"cgroupsPath\": )\"[^\"]*\"", "$1\"/\"");
    String error = bundle.write("config.json", config).run("create", "c").err();
    assertTrue(error.contains("linux.cgroupsPath: '/' is the root of all groups"), error);
  }
}
