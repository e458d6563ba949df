package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.spec.Security;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * AppArmor profiles, as the kernel says inside. Only the virtual machine's kernel is sure to have
 * them, and only there is nobody else whom it would hurt that {@code jcompose-default} is loaded.
 */
@Tag("vm")
@Tag("guest")
@RequiresRoot
@RequiresCommand({"busybox", "apparmor_parser"})
@LeavesNothing
class AppArmorIT {
  private static final String CURRENT = "cat /proc/self/attr/apparmor/current";

  /** What nothing but the profile forbids: every other protection is off. */
  private static final String FORBIDDEN =
      "mount -t tmpfs t /tmp && echo mounted; echo > /proc/sys/kernel/domainname && echo written";

  private static final String PROFILE = "docs/apparmor/jcompose-default"; // of the checkout

  private EngineFixture fixture;

  @BeforeAll
  static void load() {
    HostCommand.run("apparmor_parser", "-r", "--skip-cache", PROFILE).checked();
  }

  @AfterAll
  static void unload() {
    HostCommand.run("apparmor_parser", "-R", PROFILE).checked();
  }

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs shell(Optional<String> profile, String script) {
    Set<String> capabilities = new HashSet<>(Capabilities.DOCKER_DEFAULT);
    capabilities.add("CAP_SYS_ADMIN");
    return Specs.shell(fixture.busybox, script)
        .capabilities(capabilities)
        .security(
            new Security(
                Optional.of(new Seccomp.Unconfined()),
                profile,
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of()),
                Optional.of(List.of())));
  }

  @Test
  void theProfileOfTheseDocsConfinesWhoNamesNone() {
    EngineFixture.Result result = fixture.run(shell(Optional.empty(), CURRENT + "; " + FORBIDDEN));
    assertEquals("jcompose-default (enforce)\n", result.out());
    assertEquals(2, result.err().lines().count(), result.err());
    assertEquals(
        2,
        result.err().lines().filter(line -> line.contains("ermission denied")).count(),
        result.err());
  }

  @Test
  void holdsForUsersInitAndExecs() {
    Container container =
        fixture.start(Specs.shell(fixture.busybox, CURRENT + "; sleep 1000").user("user").init());
    assertEquals("jcompose-default (enforce)\n", EngineFixture.exec(container, CURRENT).out());
    assertEquals(
        "jcompose-default (enforce)\n",
        EngineFixture.exec(
                container,
                "until grep -q jcompose-init /proc/1/comm; do :; done;"
                    + " cat /proc/1/attr/apparmor/current")
            .out());
    container.kill();
    assertEquals("jcompose-default (enforce)\n", fixture.ended(container).out());
    container.delete();
  }

  @Test
  void unconfinedAndPrivilegedHaveNone() {
    EngineFixture.Result result =
        fixture.run(shell(Optional.of("unconfined"), CURRENT + "; " + FORBIDDEN));
    assertEquals("unconfined\nmounted\nwritten\n", result.out());
    assertEquals(
        "unconfined\n", fixture.run(Specs.shell(fixture.busybox, CURRENT).privileged()).out());
  }

  @Test
  void anyLoadedProfileCanBeNamed() throws IOException {
    Path file = fixture.directories.root().resolveSibling("profile");
    Files.writeString(
        file,
        """
        profile jcompose-it flags=(attach_disconnected) {
          file, capability, umount, signal, deny /etc/group r,
        }
        """);
    HostCommand.run("apparmor_parser", "-r", "--skip-cache", file.toString()).checked();
    try {
      EngineFixture.Result result =
          fixture.run(shell(Optional.of("jcompose-it"), CURRENT + "; cat /etc/group; echo > /x"));
      assertEquals("jcompose-it (enforce)\n", result.out());
      assertEquals("cat: can't open '/etc/group': Permission denied\n", result.err());
    } finally {
      HostCommand.run("apparmor_parser", "-R", file.toString()).checked();
    }
  }

  @Test
  void aProfileThatIsNotLoadedIsAnError() {
    EngineException refused =
        assertThrows(
            EngineException.class, () -> fixture.run(shell(Optional.of("nobody-has-it"), "true")));
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "test: AppArmor profile 'nobody-has-it' is not loaded: load it with"
                    + " apparmor_parser"),
        refused.getMessage());
  }
}
