package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.ScriptedRegistry;
import jcompose.composer.testing.TestImages;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Volumes that begin with what the image has at their place. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ImageVolumesIT {
  private static final TestArchive BUSYBOX = TestImages.busybox();
  private static final String COUNT =
      "[sh, -c, 'echo x >> /data/log; echo $$(stat -c %u:%g,%a /data) $$(cat /data/log | wc -l)']";

  private final ScriptedRegistry registry = ScriptedRegistry.start();

  @BeforeEach
  void push() {
    TestArchive data =
        new TestArchive()
            .owner(1000, 2000)
            .mode(0750)
            .folder("data/")
            .owner(1000, 2000)
            .file("data/log", "seed\n");
    new TestImages(registry, "app")
        .push("1", TestImages.OCI, "{\"Volumes\":{\"/data\":{}}}", BUSYBOX, data);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Jcompose stack(Sandbox sandbox, String rest) {
    return Jcompose.in(sandbox)
        .file(
            "compose.yaml",
            "services:\n  a:\n    image: "
                + registry.address()
                + "/app:1\n    command: "
                + COUNT
                + "\n"
                + rest);
  }

  private static String says(Jcompose jcompose, String... args) {
    Result result = jcompose.run(args);
    assertEquals(0, result.exit(), result.err());
    return result.out().strip();
  }

  private static List<String> volumes(Sandbox sandbox) throws IOException {
    try (Stream<Path> entries = Files.list(sandbox.directories().volumes())) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }

  @Test
  void volumeOfTheImageWithoutAName(Sandbox sandbox) throws IOException {
    Jcompose jcompose = stack(sandbox, "");
    assertEquals("a  | 1000:2000,750 2", says(jcompose, "up"));
    assertEquals("a  | 1000:2000,750 3", says(jcompose, "up"));
    assertEquals("a  | 1000:2000,750 4", says(jcompose, "up", "--force-recreate"));
    assertEquals(1, volumes(sandbox).size());
    String first = volumes(sandbox).get(0);
    assertEquals("a  | 1000:2000,750 2", says(jcompose, "up", "-V"));
    assertEquals(1, volumes(sandbox).size(), "the old one is gone");
    assertEquals(false, volumes(sandbox).contains(first));
    jcompose.ok("down", "-v");
    assertEquals(List.of(), volumes(sandbox));
  }

  @Test
  void namedVolumeSurvivesTheStack(Sandbox sandbox) throws IOException {
    Jcompose jcompose = stack(sandbox, "    volumes: ['d:/data']\nvolumes: {d: }\n");
    assertEquals("a  | 1000:2000,750 2", says(jcompose, "up"));
    jcompose.ok("down");
    assertEquals(List.of("shop_d"), volumes(sandbox));
    assertEquals("a  | 1000:2000,750 3", says(jcompose, "up"));
    assertEquals("a  | 1000:2000,750 4", says(jcompose, "up", "-V"));
    jcompose.ok("down", "-v");
    assertEquals(List.of(), volumes(sandbox));
    assertEquals("a  | 1000:2000,750 2", says(jcompose, "up"));
    jcompose.ok("down", "-v");
  }

  @Test
  void volumeThatIsNotToBeFilled(Sandbox sandbox) {
    Jcompose jcompose =
        stack(
            sandbox,
            """
                volumes:
                  - {type: volume, source: d, target: /data, volume: {nocopy: true}}
            volumes: {d: }
            """);
    assertEquals("a  | 0:0,755 1", says(jcompose, "up"));
    jcompose.ok("down", "-v");
  }

  @Test
  void filesOfAnotherImage(Sandbox sandbox) {
    new TestImages(registry, "app")
        .push(
            "2",
            TestImages.OCI,
            "{}",
            new TestArchive().folder("x/").file("x/lower", "lower\n"),
            new TestArchive().folder("x/").file("x/upper", "upper\n"));
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file(
                "compose.yaml",
                """
                services:
                  a:
                    image: OTHER1
                    command: [sh, -c, 'cat /o/x/lower /p/upper; touch /o/y /p/y; true']
                    volumes:
                      - {type: image, source: 'OTHER2', target: /o}
                      - {type: image, source: 'OTHER2', target: /p, image: {subpath: x}}
                """
                    .replace("OTHER", registry.address() + "/app:"));
    Result result = jcompose.run("up");
    assertEquals(0, result.exit(), result.err());
    assertEquals(
        List.of("a  | lower", "a  | upper"),
        result.out().lines().filter(line -> !line.contains("Read-only")).toList());
    jcompose.ok("down", "-v");
  }

  @Test
  void oneVolumeOfManyServicesIsMadeOnce(Sandbox sandbox) throws IOException {
    StringBuilder file = new StringBuilder("volumes:\n  shared:\nservices:\n");
    for (int i = 0; i < 8; i++) {
      file.append("  s" + i + ": {image: '" + registry.address() + "/app:1', command: ['true'],");
      file.append(" volumes: ['shared:/data" + (i == 0 ? ":nocopy" : "") + "']}\n");
    }
    Jcompose jcompose = Jcompose.in(sandbox).file("compose.yaml", file.toString());
    Result up = jcompose.run("up", "-d");
    assertEquals(0, up.exit(), up.err());
    List<String> told = up.err().lines().filter(line -> line.contains("Volume ")).toList();
    assertEquals(List.of(" Volume shop_shared  Created"), told, up.err());
    Path data = sandbox.directories().volumes().resolve("shop_shared/_data");
    assertEquals("seed\n", Files.readString(data.resolve("log")));
    jcompose.ok("down", "-v");
    assertEquals(List.of(), volumes(sandbox));
  }
}
