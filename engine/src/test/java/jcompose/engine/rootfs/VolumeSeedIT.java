package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;
import jcompose.engine.NewVolume;
import jcompose.engine.VolumeInfo;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.Root;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an image's folder becomes in a volume. */
@Tag("vm")
@RequiresRoot
@LeavesNothing
final class VolumeSeedIT {
  private static Root image(Sandbox sandbox) throws IOException {
    LayerStore store = new LayerStore(sandbox.directories());
    TestArchive base =
        new TestArchive()
            .mode(02750)
            .owner(33, 44)
            .time(1_234_567_890)
            .folder("srv/data")
            .mode(04711)
            .owner(5, 6)
            .pax("SCHILY.xattr.user.note", "kept")
            .file("srv/data/one", "1")
            .hardLink("srv/data/same", "srv/data/one")
            .symbolicLink("srv/data/out", "/etc/passwd")
            .file("srv/data/gone", "")
            .symbolicLink("link", "/srv/data");
    TestArchive top =
        new TestArchive()
            .mode(02750)
            .owner(33, 44)
            .time(1_234_567_890)
            .folder("srv/data")
            .file("srv/data/.wh.gone", "")
            .file("srv/data/sub/two", "2");
    List<Path> layers =
        List.of(
            store.add(
                base.diffId(), () -> new ByteArrayInputStream(base.tar()), LayerLimits.DEFAULT),
            store.add(
                top.diffId(), () -> new ByteArrayInputStream(top.tar()), LayerLimits.DEFAULT));
    return new Root(layers, false);
  }

  @Test
  void contentOwnersModesTimesLinksAndAttributes(Sandbox sandbox) throws IOException {
    VolumeStore volumes = new VolumeStore(sandbox.directories());
    volumes.create("v", Map.of("a", "b"));
    volumes.seed("v", image(sandbox), "/link");
    Path data = volumes.path("v");
    String found =
        HostCommand.run("find", data.toString(), "-printf", "%P %y %m %U %G %n %Ts %l\n").checked();
    List<String> lines =
        found
            .lines()
            .map(line -> line.replaceAll(" (1[7-9]\\d{8}|0) $", " none ").strip())
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "d 2750 33 44 3 1234567890",
            "one f 4711 5 6 2 1000000000",
            "out l 777 0 0 1 1000000000 /etc/passwd",
            "same f 4711 5 6 2 1000000000",
            "sub d 755 0 0 2 none",
            "sub/two f 644 0 0 1 1000000000"),
        lines);
    assertEquals(
        "kept",
        new String(
            (byte[]) Files.getAttribute(data.resolve("one"), "user:note"),
            java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void onlyTheFirstTime(Sandbox sandbox) throws IOException {
    VolumeStore volumes = new VolumeStore(sandbox.directories());
    Root image = image(sandbox);
    volumes.create("v", Map.of());
    assertTrue(volumes.exists("v"));
    volumes.seed("v", image, "/nowhere");
    volumes.seed("v", image, "/srv/data");
    try (var files = Files.list(volumes.path("v"))) {
      assertEquals(0, files.count(), "it was offered something before, and may be in use");
    }
    volumes.create("w", Map.of());
    Files.writeString(volumes.path("w").resolve("mine"), "");
    volumes.seed("w", image, "/srv/data");
    assertFalse(Files.exists(volumes.path("w").resolve("one")));
    assertEquals(List.of("v", "w"), volumes.list().stream().map(VolumeInfo::name).toList());
    volumes.remove("v");
    assertFalse(volumes.exists("v"));
    assertFalse(Files.exists(volumes.path("v")));
  }

  @Test
  void manyAtOnceEachWithItsContent(Sandbox sandbox) throws IOException {
    VolumeStore volumes = new VolumeStore(sandbox.directories());
    Root image = image(sandbox);
    List<NewVolume> wanted = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String path = i % 2 == 0 ? "/srv/data" : "/nowhere";
      wanted.add(new NewVolume("v" + i, Map.of(), Optional.of(new NewVolume.Content(image, path))));
    }
    Files.createDirectories(volumes.path("v2"));
    Files.writeString(volumes.path("v2").resolve("by-hand"), "");
    assertEquals(50, volumes.create(wanted).size());
    assertEquals(Set.of(), volumes.create(wanted), "told once");
    assertTrue(Files.exists(volumes.path("v0").resolve("sub/two")));
    assertTrue(Files.exists(volumes.path("v2").resolve("by-hand")), "what is there stays");
    try (var files = Files.list(volumes.path("v1"))) {
      assertEquals(0, files.count());
    }
    volumes.seed("v1", image, "/srv/data");
    assertFalse(Files.exists(volumes.path("v1").resolve("one")), "it was offered something");
  }

  @Test
  void whatAKillLeftGoesWithTheNextVolume(Sandbox sandbox) throws IOException {
    VolumeStore volumes = new VolumeStore(sandbox.directories());
    Path folder = sandbox.directories().volumes();
    Files.createDirectories(folder.resolve(".new/v/_data/half"));
    Files.createDirectories(folder.resolve(".removed/w/_data/half"));
    volumes.create("v", Map.of());
    try (var left = Files.list(folder)) {
      assertEquals(
          Set.of(".lock", "v"),
          left.map(folder::relativize).map(Path::toString).collect(Collectors.toSet()));
    }
    assertFalse(Files.exists(volumes.path("v").resolve("half")));
  }

  @Test
  void namesThatWouldClimb(Sandbox sandbox) {
    VolumeStore volumes = new VolumeStore(sandbox.directories());
    for (String name : List.of("..", "a/b", "", "-x", ".hidden")) {
      assertThrows(EngineException.class, () -> volumes.create(name, Map.of()), name);
    }
  }
}
