package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIGKILL to a {@code run}: its container is known to the next command, whatever that is. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class RunKillsIT {
  private static final String SLEEPS = "echo ready; exec sleep 1000";
  private static final String COUNTS =
      "trap 'exit 0' TERM; n=0; while :; do n=$((n+1)); echo line $n; sleep 0.02; done";

  private Jcompose jcompose = new Jcompose(new Sandbox(Path.of("")), Path.of(""));

  @BeforeEach
  void makeRootfs(Sandbox sandbox) {
    jcompose = Jcompose.in(sandbox).withBusybox();
  }

  private void killAfter(String text, String... args) {
    try (Running run = jcompose.start(args)) {
      run.awaitOutput(text);
      run.kill();
      run.exit();
    }
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> left =
        Files.list(jcompose.sandbox().directories().root().resolve("containers"))) {
      return left.toList();
    }
  }

  @Test
  void itGoesOnAndIsSeenAndTakenDown() throws IOException {
    killAfter("ready", "run", "--rootfs", "../rootfs", "--name", "box", "sh", "-c", SLEEPS);
    String ps = jcompose.ok("-p", "run", "ps");
    assertTrue(ps.contains("box ") && ps.contains(" Up"), ps);
    jcompose.ok("-p", "run", "down", "-t", "0");
    assertEquals(List.of(), left());
  }

  /** Its output waits for whoever reads it next, and is in the log then. */
  @Test
  void noLineIsLost() {
    killAfter("line 20\n", "run", "--rootfs", "../rootfs", "sh", "-c", COUNTS);
    jcompose.ok("-p", "run", "ps");
    String log = jcompose.ok("-p", "run", "logs", "--no-log-prefix");
    while (log.lines().count() < 20) {
      log = jcompose.ok("-p", "run", "logs", "--no-log-prefix");
    }
    List<String> lines = log.lines().toList();
    int first = Integer.parseInt(lines.get(0).substring("line ".length()));
    assertTrue(first <= 60, "the first line that was not read is " + first);
    for (int i = 0; i < lines.size(); i++) {
      assertEquals("line " + (first + i), lines.get(i));
    }
    jcompose.ok("-p", "run", "down");
  }

  @Test
  void withRmTheNextPsRemovesIt() throws IOException {
    killAfter("ready", "run", "--rm", "-v", "/volume", "--rootfs", "../rootfs", "sh", "-c", SLEEPS);
    assertEquals(1, left().size());
    assertEquals("", jcompose.ok("-p", "run", "ps", "-a", "-q"));
    assertEquals(List.of(), left());
    try (Stream<Path> volumes = Files.list(jcompose.sandbox().directories().volumes())) {
      assertEquals(
          List.of(),
          volumes.filter(path -> !path.getFileName().toString().startsWith(".")).toList());
    }
  }

  @Test
  void withRmTheNextRunRemovesIt() throws IOException {
    killAfter("ready", "run", "--rm", "--rootfs", "../rootfs", "sh", "-c", SLEEPS);
    assertEquals(
        new Result(0, "hi\n", ""),
        jcompose.run("run", "--rm", "--rootfs", "../rootfs", "echo", "hi"));
    assertEquals(List.of(), left());
  }

  /** A supervisor that is there already takes over those whose commands die later. */
  @Test
  void aSupervisorThatIsThereFindsTheNext() {
    killAfter("ready", "run", "--rootfs", "../rootfs", "--name", "one", "sh", "-c", SLEEPS);
    jcompose.ok("-p", "run", "ps");
    killAfter("ready", "run", "--rootfs", "../rootfs", "--name", "two", "sh", "-c", SLEEPS);
    try (Running held =
        jcompose.start("run", "--rootfs", "../rootfs", "--name", "zed", "sh", "-c", SLEEPS)) {
      held.awaitOutput("ready");
      List<String> names =
          jcompose.ok("-p", "run", "ps").lines().map(line -> line.split(" ", 2)[0]).toList();
      assertEquals(List.of("NAME", "one", "two", "zed"), names);
      jcompose.ok("-p", "run", "down", "-t", "0");
      assertEquals(137, held.exit());
    }
    assertEquals("", jcompose.ok("-p", "run", "ps", "-a", "-q"));
  }

  /** One that is not killed keeps what is its own: its output, its exit code, its removal. */
  @Test
  void othersLeaveItAlone() throws IOException {
    String script = "echo ready; trap 'echo heard; exit 4' TERM; while :; do sleep 0.05; done";
    try (Running run = jcompose.start("run", "--rm", "--rootfs", "../rootfs", "sh", "-c", script)) {
      run.awaitOutput("ready");
      jcompose.ok("-p", "run", "ps");
      assertEquals(1, jcompose.ok("-p", "run", "ps", "-q").lines().count());
      assertTrue(jcompose.findSupervisor("run").isEmpty());
      jcompose.ok("-p", "run", "down");
      assertEquals(4, run.exit());
      assertEquals("ready\nheard\n", run.out());
      assertEquals("", run.err());
    }
    assertEquals(List.of(), left());
  }

  /** Those of a project with a file are no orphans of it, and go with it. */
  @Test
  void inAProjectOfAFile() throws IOException {
    jcompose.box();
    jcompose.ok("up", "-d");
    killAfter("ready", "-p", "shop", "run", "--rootfs", "../rootfs", "sh", "-c", SLEEPS);
    Result again = jcompose.run("up", "-d");
    assertEquals(0, again.exit(), again.err());
    assertFalse(again.err().contains("no longer in the file"), again.err());
    assertEquals(2, jcompose.ok("ps", "-q").lines().count());
    jcompose.ok("down", "-t", "0");
    assertEquals(List.of(), left());
  }
}
