package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The standard input of a container: empty, or open for as long as it runs. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class StandardInputIT {
  private static final String READING =
      "readlink /proc/self/fd/0; while read line; do echo \"got $line\"; done; echo end";

  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Path stdin(Container container) {
    return fixture.directories.containerRun(container.spec().id()).resolve("stdin");
  }

  private static void write(Path fifo, String text) throws IOException {
    Files.writeString(fifo, text, StandardOpenOption.WRITE);
  }

  private static void awaitLines(Container container, Path log, String last) throws IOException {
    while (!Files.exists(log) || !Files.readString(log).endsWith(last)) {
      assertFalse(container.exit().isDone(), "it ended");
      Thread.onSpinWait();
    }
  }

  @Test
  void isEmptyUnlessItIsAskedFor() {
    assertEquals("/dev/null\nend\n", fixture.shell(READING).out());
  }

  @Test
  void staysOpenWhoeverWritesAndCloses() throws IOException {
    Container container = fixture.start(Specs.shell(fixture.busybox, READING).stdinOpen());
    Path log =
        fixture.directories.container(container.spec().id()).resolve("log").resolve("stdout.1.log");
    write(stdin(container), "one\n");
    awaitLines(container, log, "got one\n");
    write(stdin(container), "two\n"); // the first writer's end was no end for the container
    awaitLines(container, log, "got two\n");
    fixture.engine.close(); // nor is the engine's
    try (ContainerEngine next = ContainerEngine.open(fixture.directories)) {
      Container adopted = next.adopt(spec -> true).get(0);
      write(stdin(adopted), "three\n");
      awaitLines(adopted, log, "got three\n");
      adopted.kill();
      EngineFixture.await(adopted);
      adopted.delete();
      assertFalse(Files.exists(stdin(adopted)));
    }
  }

  /** What one run has not read is not the next one's. */
  @Test
  void beginsEmptyWithEachRun() throws IOException {
    Container container =
        fixture.start(Specs.shell(fixture.busybox, "read a; echo $a").stdinOpen());
    write(stdin(container), "first\nleft over\n");
    assertEquals("first\n", fixture.ended(container).out());
    container.start();
    write(stdin(container), "second\n");
    assertEquals("first\nsecond\n", fixture.ended(container).out());
    container.delete();
  }
}
