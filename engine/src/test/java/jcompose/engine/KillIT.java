package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jcompose.engine.testing.BusyboxRootfs;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL to the engine's process in the middle of each thing that it does, at many moments: the
 * next one finds a container that is whole, or none.
 */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class KillIT {
  static final String SCRIPT = "echo > /ran; exec sleep 1000";

  /**
   * Its file may be there from an earlier run, and the kernel lets the engine go on before it gives
   * a process its new name.
   */
  private static final String INSIDE =
      "until [ -e /ran ]; do :; done; n=0;"
          + " until grep -qxE 'sh|sleep' /proc/1/comm || [ $n = 1000 ]; do n=$((n + 1)); done;"
          + " cat /proc/1/comm; grep Cap /proc/1/status";

  private static final List<String> OPERATIONS =
      List.of("create", "start", "pause", "unpause", "update", "exec", "delete");
  private static final int MOMENTS = 4;

  @Test
  void whatWasHalfDoneIsFoundAndCleared(Sandbox sandbox) throws Exception {
    kills(sandbox, OPERATIONS, false);
  }

  @Test
  void soItIsWithAUserNamespace(Sandbox sandbox) throws Exception {
    kills(sandbox, List.of("start", "start"), true);
  }

  private static void kills(Sandbox sandbox, List<String> operations, boolean mapped)
      throws Exception {
    Path busybox = BusyboxRootfs.create(sandbox.folder().resolve("busybox"));
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < operations.size() * MOMENTS; i++) {
      String operation = operations.get(i % operations.size());
      int round = i / operations.size();
      double moment = (round + (i % operations.size()) / 7.0) / MOMENTS;
      String what = operation + " at " + moment;
      killIn(sandbox, busybox, mapped, operation, moment);
      try (ContainerEngine next = ContainerEngine.open(sandbox.directories())) {
        List<Container> adopted = next.adopt(spec -> true);
        assertTrue(adopted.size() <= 1, what);
        for (Container container : adopted) {
          found.add(operation + " " + container.state().status());
          demandWhole(container, what);
          container.delete();
        }
        assertEquals(List.of(), ContainerEngine.list(sandbox.directories()), what);
      }
      assertEquals(List.of(), left(sandbox), what);
    }
    assertTrue(found.size() > 1, found.toString());
  }

  /** It runs its own program, not half of the engine's, or it can be started. */
  private static void demandWhole(Container container, String what) {
    if (container.state().status() != ContainerState.Status.RUNNING) {
      container.start();
    }
    if (container.paused()) {
      container.unpause();
    }
    EngineFixture.Result inside =
        look(container)
            .or(
                () -> {
                  EngineFixture.await(container);
                  container.start();
                  return look(container);
                })
            .orElseThrow(() -> new AssertionError(what + ": ended as soon as it was started"));
    String told = what + ": exit " + inside.exit() + "\n" + inside.out() + inside.err();
    assertTrue(inside.out().startsWith("sleep\n") || inside.out().startsWith("sh\n"), told);
    assertTrue(inside.out().contains("CapBnd:\t00000000a80425fb"), told);
  }

  /** What is seen inside; nothing when the container was found dying, its deletion begun. */
  private static Optional<EngineFixture.Result> look(Container container) {
    try {
      return Optional.of(EngineFixture.exec(container, INSIDE))
          .filter(seen -> seen.exit().signal().isEmpty());
    } catch (EngineException unborn) { // a process of a namespace whose init is gone
      return Optional.empty();
    }
  }

  private static void killIn(
      Sandbox sandbox, Path busybox, boolean mapped, String operation, double moment)
      throws IOException, InterruptedException {
    Process engine = engine(sandbox, busybox, mapped);
    try (BufferedReader told =
        new BufferedReader(
            new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8))) {
      // once through, to be warm and to know how long each takes
      Map<String, Long> began = new HashMap<>();
      Map<String, Long> took = new HashMap<>();
      String before = "";
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        long now = System.nanoTime();
        if (!before.isEmpty()) {
          took.put(before, now - began.getOrDefault(before, now));
        }
        if (line.equals(operation) && took.containsKey(operation)) {
          long until = now + (long) (took.get(operation) * moment);
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
          break;
        }
        began.put(line, now);
        before = line;
      }
    } finally {
      boolean alive = engine.isAlive();
      engine.destroyForcibly().waitFor();
      assertTrue(alive, "the engine ended by itself");
    }
  }

  private static Process engine(Sandbox sandbox, Path busybox, boolean mapped) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(KilledEngine.class.getName());
    command.add(sandbox.directories().root().toString());
    command.add(sandbox.directories().run().toString());
    command.add(busybox.toString());
    command.add(Boolean.toString(mapped));
    ProcessBuilder builder = new ProcessBuilder(command);
    File errors = sandbox.folder().resolve("errors").toFile();
    return builder.redirectError(ProcessBuilder.Redirect.appendTo(errors)).start();
  }

  /** What there still is of containers: folders, cgroups, processes. */
  private static List<String> left(Sandbox sandbox) throws IOException {
    List<String> left = new ArrayList<>();
    EngineDirectories directories = sandbox.directories();
    for (Path folder :
        List.of(
            directories.root().resolve("containers"), directories.run().resolve("containers"))) {
      try (Stream<Path> entries = Files.list(folder)) {
        entries.map(Path::toString).forEach(left::add);
      }
    }
    try (Stream<Path> groups = Files.find(Path.of("/sys/fs/cgroup"), 2, (path, is) -> true)) {
      groups
          .filter(path -> path.getFileName().toString().equals(directories.cgroupParent()))
          .forEach(path -> left.add(path.toString()));
    }
    return left;
  }
}
