package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL at many moments of a command, to the command and to the supervisor; whatever it was, the
 * next commands find what is there and go on.
 */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
final class KillsIT {
  private static final int ROUNDS = 3;

  /** Each service counts in its log, and can be found among the host's processes. */
  private static final String STACK =
      "volumes: {data: {}}\nservices:\n"
          + service("one", "")
          + service("two", "one")
          + service("three", "");

  private Jcompose jcompose = new Jcompose(new Sandbox(Path.of("")), Path.of(""));

  private static String service(String name, String after) {
    return """
      NAME:
        rootfs: ../rootfs
        stop_grace_period: 0s
        DEPENDS
        volumes: ['data:/data']
        command:
          - sh
          - -c
          - |
            echo begin
            : this is NAME
            n=0
            while :; do n=$$((n+1)); echo $$n; usleep 20000; done
    """
        .replace("NAME", name)
        .replace("DEPENDS", after.isEmpty() ? "" : "depends_on: [" + after + "]");
  }

  @BeforeEach
  void stack(Sandbox sandbox) {
    jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
  }

  @Test
  void supervisorDuringUp() throws IOException {
    Duration whole = timeOf("up", "-d");
    for (int round = 0; round < ROUNDS; round++) {
      try (Running up = jcompose.start("up", "-d")) {
        killSupervisor(up, whole.multipliedBy(round).dividedBy(2L * ROUNDS));
        up.exit();
      }
      goesOn();
    }
  }

  @Test
  void commandDuringUp() throws IOException {
    Duration whole = timeOf("up", "-d");
    for (int round = 0; round < ROUNDS; round++) {
      killCommand(whole.multipliedBy(round + 1).dividedBy(ROUNDS), "up", "-d");
      goesOn();
    }
  }

  @Test
  void supervisorDuringDown() throws IOException {
    during("down", (running, delay) -> killSupervisor(running, delay));
  }

  @Test
  void commandDuringDown() throws IOException {
    during(
        "down",
        (running, delay) -> {
          running.endsWithin(delay);
          running.kill();
        });
  }

  @Test
  void supervisorDuringRecreation() throws IOException {
    jcompose.ok("up", "-d");
    for (int round = 0; round < ROUNDS; round++) {
      try (Running up = jcompose.start("up", "-d", "--force-recreate")) {
        up.awaitOutput("Container");
        killSupervisor(up, Duration.ofMillis(12L * round));
        up.exit();
      }
      allRunOnce();
    }
    allGone();
  }

  @Test
  void supervisorAndCommandDuringExec() throws IOException {
    jcompose.ok("up", "-d");
    for (int round = 0; round < ROUNDS; round++) {
      try (Running exec = jcompose.start("exec", "-T", "one", "sh", "-c", "echo in; sleep 1000")) {
        if (round % 2 == 0) {
          exec.endsWithin(Duration.ofMillis(150L * round));
          exec.kill();
        } else {
          exec.awaitOutput("in");
          killSupervisor(exec, Duration.ZERO);
        }
        exec.exit();
      }
      assertEquals("again\n", jcompose.ok("exec", "-T", "one", "echo", "again"));
    }
    allRunOnce();
    allGone();
  }

  private interface Kill {
    void at(Running running, Duration delay);
  }

  private void during(String command, Kill kill) throws IOException {
    jcompose.ok("up", "-d");
    Duration whole = timeOf(command);
    for (int round = 0; round < ROUNDS; round++) {
      jcompose.ok("up", "-d");
      try (Running running = jcompose.start(command)) {
        kill.at(running, whole.multipliedBy(round + 1).dividedBy(ROUNDS + 1L));
        running.exit();
      }
      if (round % 2 == 0) {
        goesOn();
      } else {
        allGone();
      }
    }
  }

  private void goesOn() throws IOException {
    jcompose.ok("ps", "-a");
    allRunOnce();
    allGone();
  }

  private void allRunOnce() throws IOException {
    jcompose.ok("up", "-d");
    assertEquals(
        List.of("one", "three", "two"), jcompose.ok("ps", "--services").lines().sorted().toList());
    for (String service : List.of("one", "two", "three")) {
      assertEquals(1, running(service), "containers of " + service);
      wholeLog(jcompose.ok("logs", "--no-log-prefix", service).lines().toList());
    }
  }

  /** In how many containers a service's shells are, their children between fork and exec too. */
  private long running(String service) throws IOException {
    String parent = "/" + jcompose.sandbox().directories().cgroupParent() + "/";
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> read(process.resolve("cmdline")).contains(": this is " + service))
          .map(process -> read(process.resolve("cgroup")))
          .filter(groups -> groups.contains(parent))
          .distinct()
          .count();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException noneOrGone) {
      return "";
    }
  }

  /** Every life counts from 1 without a gap. */
  private static void wholeLog(List<String> lines) {
    int last = -1;
    for (String line : lines) {
      int number = line.equals("begin") ? 0 : Integer.parseInt(line);
      assertTrue(number == 0 || number == last + 1, () -> number + " in " + lines);
      last = number;
    }
    assertTrue(last >= 0, "it has begun");
  }

  private void allGone() throws IOException {
    Result down = jcompose.run("down", "-v");
    assertEquals(0, down.exit(), down.err());
    Path root = jcompose.sandbox().directories().root();
    Path run = jcompose.sandbox().directories().run();
    for (Path folder :
        List.of(
            root.resolve("containers"),
            root.resolve("volumes"),
            root.resolve("projects"),
            run.resolve("containers"),
            run.resolve("projects"))) {
      assertEquals(List.of(), entries(folder), folder.toString());
    }
  }

  private static List<String> entries(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .toList();
    }
  }

  private Duration timeOf(String... command) throws IOException {
    long start = System.nanoTime();
    jcompose.ok(command);
    Duration whole = Duration.ofNanos(System.nanoTime() - start);
    allGone();
    return whole;
  }

  private void killCommand(Duration delay, String... command) {
    try (Running running = jcompose.start(command)) {
      running.endsWithin(delay);
      running.kill();
      running.exit();
    }
  }

  /** Waits for it to be there, and the delay on top; none when the command was quicker. */
  private void killSupervisor(Running command, Duration delay) {
    OptionalLong supervisor = jcompose.findSupervisor("shop");
    while (supervisor.isEmpty() && !command.endsWithin(Duration.ofMillis(5))) {
      supervisor = jcompose.findSupervisor("shop");
    }
    command.endsWithin(delay);
    supervisor.ifPresent(pid -> HostCommand.run("kill", "-KILL", Long.toString(pid)));
  }
}
