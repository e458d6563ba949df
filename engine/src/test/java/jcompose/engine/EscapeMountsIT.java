package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.spec.Security;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ways out through mounts: hostile images and volumes, and what mounts hide. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class EscapeMountsIT {
  private static final int STARTS = 25;

  private EngineFixture fixture;
  private Path folder;

  @BeforeEach
  void open(Sandbox sandbox) throws IOException {
    fixture = new EngineFixture(sandbox);
    folder = Files.createDirectory(sandbox.folder().resolve("host"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void replaceByLink(String name, String target) throws IOException {
    Path path = fixture.busybox.resolve(name);
    Files.delete(path);
    Files.createSymbolicLink(path, Path.of(target));
  }

  /** CVE-2021-30465: another container swaps a folder and a link while targets are resolved. */
  @Test
  void aTargetThatIsSwappedLeadsNowhere() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(mine.resolve("mark"), "mine");
    String swap =
        "cd /v; mkdir a; ln -s / b; ln -s /proc/1/root c;"
            + " while :; do mv a t; mv b a; mv a b; mv t a; mv a t; mv c a; mv a c; mv t a; done";
    Container attacker =
        fixture.start(
            Specs.shell(fixture.busybox, swap).mount(new Mount.Bind(shared, "/v", false)));
    try {
      String before = Files.readString(Path.of("/proc/self/mounts"));
      for (int i = 0; i < STARTS; i++) {
        Specs specs =
            Specs.shell(fixture.busybox, "cat /v/a/mark /etc/mark; ls /home")
                .mount(new Mount.Bind(shared, "/v", false))
                .mount(new Mount.Bind(mine, "/v/a/etc", false));
        try {
          String out = fixture.run(specs).out();
          assertTrue(out.isEmpty() || out.equals("mine"), out);
        } catch (EngineException refused) {
          assertTrue(refused.getMessage().startsWith("test: "), refused.getMessage());
        }
      }
      assertEquals(before, Files.readString(Path.of("/proc/self/mounts")));
      assertFalse(Files.exists(Path.of("/etc/mark")));
    } finally {
      attacker.kill();
      EngineFixture.await(attacker);
      attacker.delete();
    }
  }

  /** CVE-2023-27561: an image whose /proc, /sys or /dev is a link. */
  @Test
  void foldersOfTheKernelAreNoLinks() throws IOException {
    for (String name : List.of("proc", "sys", "dev")) {
      replaceByLink(name, "/tmp");
      EngineException refused =
          assertThrows(EngineException.class, () -> fixture.shell("true"), name);
      assertTrue(refused.getMessage().contains("symlink"), refused.getMessage());
      Files.delete(fixture.busybox.resolve(name));
      Files.createDirectory(fixture.busybox.resolve(name));
    }
  }

  /** CVE-2025-31133: /dev is a volume in which null is a link to what must not be written. */
  @Test
  void masksAreNotMadeOfWhatAVolumeHas() throws IOException {
    Path dev = Files.createDirectory(folder.resolve("dev"));
    Files.createSymbolicLink(dev.resolve("null"), Path.of("/proc/sys/kernel/core_pattern"));
    String script = "cat /proc/interrupts; echo x > /proc/interrupts; cat /proc/interrupts";
    EngineFixture.Result result =
        fixture.run(
            Specs.shell(fixture.busybox, script)
                .stdinOpen()
                .mount(new Mount.Bind(dev, "/dev", false)));
    assertEquals("", result.out());
    assertTrue(Files.readString(Path.of("/proc/interrupts")).contains("CPU0"));
  }

  /** CVE-2025-52565: /dev/console would be bound through a link of the volume. */
  @Test
  void theConsoleIsNotBoundThroughALink() throws IOException {
    Path dev = Files.createDirectory(folder.resolve("dev"));
    Files.createDirectory(dev.resolve("pts"));
    Files.createSymbolicLink(dev.resolve("pts/ptmx"), Path.of("/proc/sys/kernel/core_pattern"));
    Files.createSymbolicLink(dev.resolve("console"), Path.of("/proc/sys/kernel/core_pattern"));
    EngineException refused =
        assertThrows(
            EngineException.class,
            () ->
                fixture.run(
                    Specs.shell(fixture.busybox, "true")
                        .terminal()
                        .mount(new Mount.Bind(dev, "/dev", false))));
    assertTrue(refused.getMessage().contains("/dev/pts/ptmx"), refused.getMessage());
  }

  /** What is hidden and locked stays so, for root too. */
  @Test
  void masksCannotBeUndone() {
    String script =
        "umount /proc/interrupts; umount /sys/firmware; umount /proc/sys;"
            + " mount -o remount,bind,rw /proc/sys; mount -o remount,rw /sys;"
            + " mount -t proc proc /tmp; echo 1 > /proc/sys/kernel/panic;"
            + " echo b > /proc/sysrq-trigger; wc -c < /proc/interrupts";
    EngineFixture.Result result = fixture.shell(script);
    assertEquals("0\n", result.out());
    assertEquals(8, result.err().lines().count(), result.err());
  }

  /** Not even where a container can make namespaces: the kernel keeps mounts of another locked. */
  @Test
  void masksHoldInAUserNamespace() {
    String script =
        "unshare -Urmpf sh -c 'umount /proc/interrupts; umount /sys/firmware; mount -t proc proc"
            + " /tmp; mount -o remount,bind,rw /proc/sys; mount -t sysfs sysfs /tmp; wc -c <"
            + " /proc/interrupts; echo 1 > /proc/sys/kernel/panic'";
    EngineFixture.Result result =
        fixture.run(
            Specs.shell(fixture.busybox, script)
                .security(Security.DEFAULT.withSeccomp(new Seccomp.Unconfined())));
    assertEquals("0\n", result.out());
    assertEquals(6, result.err().lines().count(), result.err());
  }

  /** CVE-2022-0492: a cgroup hierarchy of one's own, for its release_agent. */
  @Test
  void noHierarchyOfCgroupsCanBeMounted() {
    String mount =
        "for c in memory pids rdma devices freezer; do mount -t cgroup -o $c c /tmp && echo got $c;"
            + " done; mount -t cgroup2 c /tmp && echo got v2; find / -name release_agent";
    assertEquals("", fixture.shell(mount).out());
    assertEquals("", fixture.shell("unshare -UrmC sh -c '" + mount + "'").out());
  }

  /** The host's disk: a node for it can be made and not opened, and nothing can be mounted. */
  @Test
  void theHostsDisksAreOutOfReach() throws IOException {
    StringBuilder script = new StringBuilder();
    for (String line : Files.readAllLines(Path.of("/proc/partitions"))) {
      String[] words = line.trim().split("\\s+", -1);
      if (words.length == 4 && !words[0].equals("major")) {
        String make = "mknod /" + words[3] + " b " + words[0] + " " + words[1] + "; ";
        script.append(make).append("head -c 1 /" + words[3] + "; mount /" + words[3] + " /tmp; ");
      }
    }
    script.append("mknod /mem c 1 1; head -c 1 /mem; mknod /kmsg c 1 11; head -c 1 /kmsg");
    EngineFixture.Result result = fixture.shell(script.toString());
    assertEquals("", result.out());
    assertTrue(result.err().contains("not permitted"), result.err());
  }

  /** Nor without a filter; and without the right to make nodes there is none. */
  @Test
  void theHostsDisksAreOutOfReachWithoutAFilterToo() throws IOException {
    String disk = "";
    for (String line : Files.readAllLines(Path.of("/proc/partitions"))) {
      String[] words = line.trim().split("\\s+", -1);
      if (words.length == 4 && !words[0].equals("major")) {
        disk = words[0] + " " + words[1];
      }
    }
    String script =
        "mknod /disk b "
            + disk
            + "; head -c 1 /disk; for t in ext4 xfs btrfs; do mount -t $t /disk /tmp && echo"
            + " mounted; done; mount -t devtmpfs d /tmp && echo all devices";
    Set<String> capabilities = new HashSet<>(Capabilities.DOCKER_DEFAULT);
    Security unfiltered = Security.DEFAULT.withSeccomp(new Seccomp.Unconfined());
    Specs specs = Specs.shell(fixture.busybox, script).security(unfiltered);
    EngineFixture.Result result = fixture.run(specs);
    assertEquals("", result.out());
    assertEquals(5, result.err().lines().count(), result.err());
    capabilities.remove("CAP_MKNOD");
    EngineFixture.Result without = fixture.run(specs.capabilities(capabilities));
    assertEquals("", without.out());
    assertTrue(without.err().startsWith("mknod: /disk: Operation not permitted"), without.err());
  }

  /** The engine's own folders and sockets. */
  @Test
  void theEnginesFoldersAreNotThere() {
    EngineFixture.Result result =
        fixture.shell(
            "ls "
                + fixture.directories.run()
                + " "
                + fixture.directories.root()
                + "; find / -xdev -type s; grep jcompose /proc/net/unix");
    assertEquals("", result.out());
  }
}
