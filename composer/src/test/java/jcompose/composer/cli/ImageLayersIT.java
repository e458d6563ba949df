package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.ScriptedRegistry;
import jcompose.composer.testing.TestImages;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Layers on top of each other, as containers see them. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ImageLayersIT {
  private static final TestArchive BUSYBOX = TestImages.busybox();

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final TestImages images = new TestImages(registry, "app");

  @AfterEach
  void stop() {
    registry.close();
  }

  private Jcompose stack(Sandbox sandbox, String services) {
    return Jcompose.in(sandbox)
        .file(
            "compose.yaml",
            "services:\n" + services.replace("APP", registry.address() + "/app").indent(2));
  }

  private static List<String> lines(Jcompose jcompose) {
    Result result = jcompose.run("up");
    assertEquals(0, result.exit(), result.err());
    return result.out().lines().sorted().toList();
  }

  @Test
  void imagesShareLayersAndContainersDoNotWriteToThem(Sandbox sandbox) throws IOException {
    TestArchive one = new TestArchive().file("name", "one\n");
    TestArchive two = new TestArchive().file("name", "two\n");
    images.push("1", TestImages.OCI, "{}", BUSYBOX, one);
    images.push("2", TestImages.DOCKER, "{}", BUSYBOX, two);
    registry.script(request -> false);
    String command = "[sh, -c, 'cat /name; echo changed > /name; rm /etc/group; mkdir /bin/x']";
    Jcompose jcompose =
        stack(
            sandbox,
            """
            a: {image: 'APP:1', command: COMMAND}
            b: {image: 'APP:1', command: COMMAND, depends_on: [a]}
            c: {image: 'APP:2', command: COMMAND, depends_on: [b]}
            """
                .replace("COMMAND", command));
    jcompose.ok("pull");
    assertEquals(1, registry.requests(TestArchive.digest(BUSYBOX.gzip())).size());
    Path layers = sandbox.directories().layers();
    try (Stream<Path> entries = Files.list(layers)) {
      assertEquals(3, entries.filter(Files::isDirectory).count());
    }
    String before = listing(layers);
    assertEquals(List.of("a  | one", "b  | one", "c  | two"), lines(jcompose));
    jcompose.ok("down");
    assertEquals(before, listing(layers));
  }

  private static String listing(Path folder) {
    return HostCommand.run("find", folder.toString(), "-printf", "%p %y %m %U %G %s %T@ %C@ %l\\n")
        .checked();
  }

  @Test
  void upperLayersHideWhatLowerOnesHave(Sandbox sandbox) {
    TestArchive lower =
        new TestArchive()
            .folder("a/")
            .file("a/1", "")
            .file("a/2", "")
            .folder("b/")
            .file("b/3", "")
            .folder("b/sub/")
            .file("b/sub/4", "")
            .file("becomes-folder", "")
            .folder("becomes-file/")
            .file("becomes-file/5", "")
            .folder("gone/")
            .file("gone/6", "");
    TestArchive upper =
        new TestArchive()
            .folder("a/")
            .file("a/.wh.1", "")
            .file("b/.wh..wh..opq", "")
            .file("b/7", "")
            .folder("becomes-folder/")
            .file("becomes-folder/8", "")
            .file("becomes-file", "")
            .file(".wh.gone", "");
    TestArchive top = new TestArchive().folder("gone/").file("gone/9", "").file("a/1", "");
    images.push("1", TestImages.OCI, "{}", BUSYBOX, lower, upper, top);
    String command = "[sh, -c, 'find a b becomes-folder becomes-file gone -type f']";
    Jcompose jcompose = stack(sandbox, "a: {image: 'APP:1', command: " + command + "}");
    assertEquals(
        List.of(
            "a  | a/1",
            "a  | a/2",
            "a  | b/7",
            "a  | becomes-file",
            "a  | becomes-folder/8",
            "a  | gone/9"),
        lines(jcompose));
    jcompose.ok("down");
  }

  @Test
  void foldersAreWhatTheLowerLayerSaysWhenAnUpperOneOnlyHasFilesInThem(Sandbox sandbox) {
    TestArchive lower =
        new TestArchive()
            .mode(01777)
            .folder("scratch/")
            .mode(0700)
            .owner(1000, 1001)
            .time(1_234_567_890)
            .folder("home/user/")
            .mode(0700)
            .folder("gone/")
            .folder("replaced/")
            .mode(0750)
            .folder("emptied/")
            .mode(0700)
            .folder("emptied/sub/");
    TestArchive upper =
        new TestArchive()
            .file("scratch/1", "")
            .file("home/user/.profile", "")
            .file(".wh.gone", "")
            .file("emptied/.wh..wh..opq", "")
            .file("replaced/2", "");
    TestArchive top =
        new TestArchive()
            .file("scratch/3", "")
            .file("gone/4", "")
            .file("emptied/sub/5", "")
            .mode(0711)
            .folder("replaced/");
    images.push("1", TestImages.OCI, "{}", BUSYBOX, lower, upper, top);
    String files = "scratch home/user gone replaced emptied emptied/sub";
    String command = "[sh, -c, 'stat -c \"%n %a %u %g\" " + files + "; stat -c %Y home/user']";
    Jcompose jcompose = stack(sandbox, "a: {image: 'APP:1', command: " + command + "}");
    assertEquals(
        List.of(
            "a  | 1234567890",
            "a  | emptied 750 0 0",
            "a  | emptied/sub 755 0 0",
            "a  | gone 755 0 0",
            "a  | home/user 700 1000 1001",
            "a  | replaced 711 0 0",
            "a  | scratch 1777 0 0"),
        lines(jcompose));
    jcompose.ok("down");
  }

  @Test
  void capabilitiesOfFilesHoldInside(Sandbox sandbox) {
    byte[] netRaw =
        ByteBuffer.allocate(20)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x02000001)
            .putInt(1 << 13)
            .array();
    TestArchive layer =
        new TestArchive()
            .mode(0755)
            .pax("SCHILY.xattr.security.capability", netRaw)
            .entry('0', "bin/busybox-cap", "", TestImages.program("busybox"));
    images.push("1", TestImages.OCI, "{}", BUSYBOX, layer);
    Jcompose jcompose =
        stack(
            sandbox,
            """
            with: {image: 'APP:1', user: user, command: [busybox-cap, grep, CapEff, /proc/self/status]}
            without: {image: 'APP:1', user: user, command: [grep, CapEff, /proc/self/status]}
            """);
    assertEquals(
        List.of("with     | CapEff:\t0000000000002000", "without  | CapEff:\t0000000000000000"),
        lines(jcompose));
    jcompose.ok("down");
  }
}
