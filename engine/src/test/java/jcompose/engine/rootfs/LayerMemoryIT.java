package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Test;

/** Archives that would have to be remembered: a Java of 32 MiB unpacks or refuses them. */
@RequiresRoot
@LeavesNothing
final class LayerMemoryIT {
  private static final String TOO_MUCH =
      "the names of the layer's folders take more than the limit of 8388608 bytes, a quarter of"
          + " Java's memory";

  private final List<Path> archives = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();

  private void archive(
      Sandbox sandbox, String name, String outcome, int entries, IntFunction<TestArchive> entry)
      throws IOException {
    Path file = sandbox.folder().resolve(name);
    try (OutputStream out =
        new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (int i = 0; i < entries; i++) {
        out.write(entry.apply(i).unfinished());
      }
    }
    archives.add(file);
    expected.add(name + ": " + outcome);
  }

  @Test
  void isBounded(Sandbox sandbox) throws IOException {
    String deep = ("n".repeat(200) + "/").repeat(18);
    String longLink = "l".repeat(1 << 20);
    archive(
        sandbox, "implied", TOO_MUCH, 500, i -> new TestArchive().file(i + "/" + deep + "f", ""));
    archive(sandbox, "described", TOO_MUCH, 4000, i -> new TestArchive().folder(deep));
    archive(
        sandbox, "dropped", TOO_MUCH, 4000, i -> new TestArchive().characterDevice(deep + i, 0, 0));
    archive(
        sandbox,
        "links",
        "unpacked",
        200,
        i -> new TestArchive().extension('K', longLink).folder("d" + i));
    archive(sandbox, "comments", "unpacked", 200, LayerMemoryIT::comments);
    archive(
        sandbox,
        "pieces",
        "a sparse file has more than 65536 pieces",
        20,
        i ->
            new TestArchive()
                .pax("GNU.sparse.size", "0")
                .pax("GNU.sparse.map", "0,0,".repeat(i == 19 ? 200_000 : 60_000) + "0,0")
                .file("f", ""));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LittleMemory.class.getName(),
                sandbox.folder().toString()));
    archives.forEach(archive -> command.add(archive.toString()));
    String told = HostCommand.run(command.toArray(new String[0])).checked();
    assertEquals(String.join("\n", expected), told);
  }

  /** One header of 30,000 records. */
  private static TestArchive comments(int number) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      records.append("19 comment.").append(10_000 + i).append("=1\n");
    }
    return new TestArchive()
        .extension('x', records.toString().getBytes(StandardCharsets.US_ASCII))
        .file("f" + number, "");
  }
}
