package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways out through the process that is being made, and through those of the host. */
@RequiresRoot
@RequiresCommand({"busybox", "gcc"})
@LeavesNothing
class EscapeProcessIT {
  private static final int EXECS = 60;
  private static final int INITS = 5;

  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static void end(Container container) {
    container.kill();
    EngineFixture.await(container);
    container.delete();
  }

  private static ExecSpec in(String cwd) {
    return new ExecSpec(
        List.of("sh", "-c", "ls -a"),
        List.of(),
        Optional.of(cwd),
        Optional.empty(),
        false,
        Optional.empty(),
        false);
  }

  /** CVE-2024-21626: a working directory that is a leaked descriptor of the host. */
  @Test
  void noDescriptorLeadsToTheHost() {
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 60"));
    try {
      for (int fd = 3; fd < 24; fd++) {
        for (String cwd : List.of("/proc/self/fd/" + fd, "/proc/self/fd/" + fd + "/../../..")) {
          EngineException refused =
              assertThrows(
                  EngineException.class, () -> EngineFixture.exec(container, in(cwd)), cwd);
          assertTrue(refused.getMessage().contains("openat2"), refused.getMessage());
          Specs specs = Specs.of(fixture.busybox, "ls", "-a").cwd(cwd);
          assertThrows(EngineException.class, () -> fixture.run(specs), cwd);
        }
      }
    } finally {
      end(container);
    }
  }

  /** CVE-2024-21626: descriptors that are simply there. */
  @Test
  void noDescriptorIsInherited() {
    String list = "for f in /proc/self/fd/*; do readlink $f; done";
    for (String name : fixture.shell(list).out().lines().toList()) {
      assertTrue(
          name.equals("/dev/null")
              || name.startsWith("pipe:")
              || name.endsWith("/stdout")
              || name.endsWith("/stderr")
              || name.startsWith("/proc/"),
          name);
    }
  }

  /**
   * CVE-2019-5736: the engine's own program as entrypoint, as a script's interpreter, and held
   * open. It is outside: none of its libraries is in the container, and no mount leads to it.
   */
  @Test
  void theEnginesProgramCannotBeExecutedOrHeld() throws IOException {
    assertThrows(
        ProgramNotRunException.class,
        () -> fixture.run(Specs.of(fixture.busybox, "/proc/self/exe", "-version")));
    Path script = fixture.busybox.resolve("bin/script");
    Files.writeString(script, "#!/proc/self/exe\n");
    assertTrue(script.toFile().setExecutable(true));
    assertThrows(
        ProgramNotRunException.class, () -> fixture.run(Specs.of(fixture.busybox, "script")));
    String hold = "exec 9< /proc/1/exe; readlink /proc/self/fd/9; echo x > /proc/1/exe";
    EngineFixture.Result held = fixture.shell(hold);
    assertEquals("/bin/busybox\n", held.out());
    assertTrue(held.err().contains("Text file busy"), held.err());
  }

  /** ptrace and /proc/PID of an exec's child between its operations: it shares our memory then. */
  @Test
  void nobodyGetsAtAnExecThatIsBeingMade() {
    peep(Specs.shell(fixture.busybox, "peep 60"));
  }

  @Test
  void nobodyGetsAtAnExecOfAnotherUserThatIsBeingMade() {
    peep(Specs.shell(fixture.busybox, "peep 60").user("user"));
  }

  /** In a time namespace it begins with a copy of the engine's memory. */
  @Test
  void nobodyGetsAtAnExecWithAnotherClockThatIsBeingMade() {
    peep(
        Specs.shell(fixture.busybox, "peep 60")
            .namespace(NamespaceType.TIME, new NamespaceMode.Private()));
  }

  /** With an init, the program runs for an instant while its parent is still the engine's. */
  @Test
  void nobodyGetsAtAnInitThatIsBeingMade() {
    AttackProgram.compile("peep", fixture.busybox);
    for (String user : List.of("0", "user")) {
      for (int i = 0; i < INITS; i++) {
        EngineFixture.Result result =
            fixture.run(Specs.of(fixture.busybox, "peep", "1").user(user).init());
        assertTrue(result.out().matches("saw (some|none)\n"), result.out());
      }
    }
  }

  private void peep(Specs specs) {
    AttackProgram.compile("peep", fixture.busybox);
    Container container = fixture.start(specs);
    try {
      for (int i = 0; i < EXECS; i++) {
        assertEquals(0, EngineFixture.exec(container, "true").exit().code());
      }
      ExecSpec asRoot =
          new ExecSpec(
              List.of("touch", "/stop"),
              List.of(),
              Optional.empty(),
              Optional.of("0"),
              false,
              Optional.empty(),
              false);
      EngineFixture.exec(container, asRoot);
      EngineFixture.Result result = fixture.ended(container);
      assertEquals("saw some\n", result.out()); // not one success before
      assertEquals("", result.err());
    } finally {
      end(container);
    }
  }

  /** Processes of the host are not there, and where they are, they are out of reach. */
  @Test
  void processesOfTheHostAreOutOfReach() throws IOException {
    Process victim = new ProcessBuilder("sleep", "60").start();
    try {
      long pid = victim.pid();
      EngineFixture.Result blind = fixture.shell("kill -9 " + pid + "; ls -d /proc/" + pid);
      assertTrue(blind.err().contains("No such process"), blind.err());
      String attack =
          "ls /proc/PID/root/ /proc/PID/cwd/; readlink /proc/PID/fd/0; cat /proc/PID/environ"
              + " /proc/PID/mem; readlink /proc/PID/exe; ls /proc/1/root/";
      EngineFixture.Result seeing =
          fixture.run(
              Specs.shell(fixture.busybox, attack.replace("PID", Long.toString(pid)))
                  .namespace(NamespaceType.PID, new NamespaceMode.Host()));
      assertEquals("", seeing.out());
      assertTrue(victim.isAlive());
    } finally {
      victim.destroyForcibly().onExit().join();
    }
  }

  /** The engine's own process, where a container shares the host's PID namespace. */
  @Test
  void theEngineItselfIsOutOfReach() {
    String self = Long.toString(ProcessHandle.current().pid());
    String attack =
        "ls /proc/PID/root/ /proc/PID/cwd/; readlink /proc/PID/fd/0; cat /proc/PID/environ"
            + " /proc/PID/mem; readlink /proc/PID/exe";
    EngineFixture.Result result =
        fixture.run(
            Specs.shell(fixture.busybox, attack.replace("PID", self))
                .namespace(NamespaceType.PID, new NamespaceMode.Host()));
    assertEquals("", result.out());
    assertFalse(result.err().isEmpty());
  }
}
