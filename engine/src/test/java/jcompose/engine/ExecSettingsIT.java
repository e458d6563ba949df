package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.security.CapabilityNumbers;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.ProcessAttributes;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an exec has of its container, and what of its own. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ExecSettingsIT {
  private static final String CAPABILITIES = "sed -n 's/^Cap...:.//p' /proc/self/status";

  private EngineFixture fixture;
  private Container container;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
    container =
        fixture.start(
            Specs.shell(fixture.busybox, "sleep 1000")
                .user("user")
                .cwd("/home")
                .groups("extra")
                .env("PATH=/bin", "A=container", "B=container")
                .attributes(umask(027)));
  }

  @AfterEach
  void close() {
    container.delete();
    fixture.close();
  }

  private static ProcessAttributes umask(int mask) {
    return new ProcessAttributes(
        List.of(),
        OptionalInt.empty(),
        OptionalInt.of(mask),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ExecSpec shell(
      Optional<String> user, boolean privileged, Set<String> capabilities, String script) {
    return new ExecSpec(
        List.of("sh", "-c", script),
        List.of(),
        Optional.empty(),
        user,
        false,
        Optional.empty(),
        privileged,
        capabilities);
  }

  private String out(ExecSpec spec) {
    EngineFixture.Result result = EngineFixture.exec(container, spec);
    assertEquals("", result.err());
    return result.out();
  }

  @Test
  void hasWhatItsContainerHas() {
    assertEquals(
        "1000 1000 1000 2000\n/home\ncontainer container /home\n0027\n",
        out(
            shell(
                Optional.empty(),
                false,
                Set.of(),
                "echo $(id -u) $(id -g) $(id -G | tr ' ' '\\n' | sort -n); pwd; echo $A $B $HOME;"
                    + " umask")));
  }

  @Test
  void hasAUserEnvironmentAndFolderOfItsOwn() {
    assertEquals(
        "0 0\n/tmp\nmine container /root new\n640\n",
        out(
            new ExecSpec(
                List.of(
                    "sh",
                    "-c",
                    "echo $(id -u) $(id -g); pwd; echo $A $B $HOME $C; : > f; stat -c %a f"),
                List.of("A=mine", "C=new"),
                Optional.of("/tmp"),
                Optional.of("0:0"),
                false,
                Optional.empty(),
                false)));
    EngineException nobody =
        assertThrows(
            EngineException.class, () -> out(shell(Optional.of("joe"), false, Set.of(), "true")));
    assertTrue(nobody.getMessage().contains("joe"), nobody.getMessage());
  }

  @Test
  void privilegedHasAllCapabilitiesAndTheFilterStays() {
    long bounding = Machine.read().boundingSet();
    String all =
        String.format(
            Locale.ROOT, "%016x", CapabilityNumbers.mask(CapabilityNumbers.NAMES) & bounding);
    String root =
        out(
            shell(
                Optional.of("0"),
                true,
                Set.of(),
                CAPABILITIES + "; sed -n 's/^Seccomp:.//p' /proc/self/status"));
    // inheritable, permitted, effective, bounding, ambient
    assertEquals("0".repeat(16) + "\n" + (all + "\n").repeat(3) + "0".repeat(16) + "\n2\n", root);
    assertEquals(
        "0000000000000000\n0000000000000000\n0000000000000000\n" + all + "\n0000000000000000\n",
        out(shell(Optional.empty(), true, Set.of(), CAPABILITIES)));
  }

  @Test
  void someCapabilitiesMayBeAdded() {
    long docker = CapabilityNumbers.mask(Capabilities.DOCKER_DEFAULT);
    long more = docker | CapabilityNumbers.mask(Set.of("CAP_SYS_PTRACE", "CAP_NET_ADMIN"));
    assertEquals(
        String.format(Locale.ROOT, "%016x", more),
        out(shell(Optional.of("0"), false, Set.of("CAP_SYS_PTRACE", "CAP_NET_ADMIN"), CAPABILITIES))
            .lines()
            .toList()
            .get(2));
    assertEquals(
        String.format(Locale.ROOT, "%016x", docker),
        out(shell(Optional.of("0"), false, Set.of(), CAPABILITIES)).lines().toList().get(2));
    String unknown =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> out(shell(Optional.empty(), false, Set.of("CAP_SYS_PTRAC"), "true")))
                .getMessage());
    assertTrue(unknown.contains("did you mean 'CAP_SYS_PTRACE'"), unknown);
  }

  @Test
  void hasATerminalOfTheGivenSize() throws IOException {
    Exec exec =
        container.exec(
            new ExecSpec(
                List.of("sh", "-c", "stty size; tty; stat -c %u $(tty); ps -o tty,comm | grep sh"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of(new ExecSpec.Size(12, 34)),
                false));
    String told = new String(exec.stdout().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(told.startsWith("12 34\r\n/dev/pts/0\r\n1000\r\n"), told);
    exec.stdin().close();
    exec.stdout().close();
    assertEquals(0, EngineFixture.await(exec.exit()).code());
  }
}
