package jcompose.engine.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check itself has to notice each kind of thing; nothing else would tell that it is blind. */
@RequiresRoot
@LeavesNothing
class LeakCheckIT {
  @Test
  void seesMount(Sandbox sandbox) throws IOException {
    Footprint before = Footprint.take(sandbox);
    Path point = Files.createDirectory(sandbox.folder().resolve("m"));
    HostCommand.run("mount", "-t", "tmpfs", "none", point.toString()).checked();
    Footprint after = Footprint.take(sandbox);
    HostCommand.run("umount", point.toString()).checked();
    assertEquals(List.of("mount " + point + " tmpfs"), after.minus(before));
    assertFalse(after.mountsBelow(sandbox).isEmpty());
  }

  @Test
  void seesFifo(Sandbox sandbox) throws IOException {
    Footprint before = Footprint.take(sandbox);
    Path fifo = sandbox.folder().resolve("f");
    HostCommand.run("mkfifo", fifo.toString()).checked();
    assertEquals(List.of("FIFO, socket or device " + fifo), Footprint.take(sandbox).minus(before));
    Files.delete(fifo);
  }

  @Test
  void seesChildAndStranger(Sandbox sandbox) throws IOException, InterruptedException {
    Footprint before = Footprint.take(sandbox);
    Process child = new ProcessBuilder("sh", "-c", "read x # " + sandbox.folder()).start();
    List<String> seen = Footprint.take(sandbox).minus(before);
    child.getOutputStream().close();
    child.waitFor();
    assertEquals(2, seen.size(), seen::toString);
    assertTrue(seen.get(0).startsWith("child process " + child.pid()), seen::toString);
    assertTrue(seen.get(1).startsWith("process " + child.pid()), seen::toString);
  }

  @Test
  void seesInterface(Sandbox sandbox) throws IOException {
    Footprint before = Footprint.take(sandbox);
    HostCommand.run("ip", "link", "add", "jctest0", "type", "veth", "peer", "jctest1").checked();
    Footprint after = Footprint.take(sandbox);
    HostCommand.run("ip", "link", "del", "jctest0").checked();
    assertTrue(after.minus(before).contains("interface jctest0"), after::toString);
  }

  @Test
  void seesNetworkNamespace(Sandbox sandbox) throws IOException {
    Footprint before = Footprint.take(sandbox);
    Path file = Files.createFile(sandbox.folder().resolve("net"));
    HostCommand.run("unshare", "--net=" + file, "true").checked();
    Footprint after = Footprint.take(sandbox);
    HostCommand.run("umount", file.toString()).checked();
    assertEquals(List.of("mount " + file + " nsfs"), after.minus(before));
  }

  @Test
  @RequiresCommand("nft")
  void seesTableOfTheSandboxAlone(Sandbox sandbox) {
    String table = sandbox.directories().cgroupParent().replace('-', '_') + "_demo";
    String script = "nft add table inet " + table + "; nft add table ip other; nft list tables";
    String listed = HostCommand.run("unshare", "--net", "sh", "-c", script).checked();
    assertEquals(List.of("table inet " + table), Footprint.tables(listed, sandbox));
  }

  @Test
  void seesCgroup(Sandbox sandbox) throws IOException {
    Path hierarchy =
        Machine.mounts().stream()
            .filter(mount -> mount.type().startsWith("cgroup"))
            .map(Machine.MountEntry::point)
            .findFirst()
            .orElseThrow();
    Footprint before = Footprint.take(sandbox);
    Path group = Files.createDirectory(hierarchy.resolve(sandbox.directories().cgroupParent()));
    Footprint after = Footprint.take(sandbox);
    Files.delete(group);
    assertEquals(List.of("cgroup " + group), after.minus(before));
  }
}
