package jcompose.engine.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Operation;
import jcompose.engine.spec.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which a process gives up what it has. */
final class CredentialsTest {
  private static final long CHOWN = 1;
  private static final SystemCallFilter FILTER =
      new SystemCallFilter("default", new Word(4, "SPEC_ALLOW"), ByteBuffer.allocate(16));

  private static String text(List<Operation> operations) {
    return operations.stream().map(Operation::toString).collect(Collectors.joining("\n"));
  }

  private static Credentials of(int uid, boolean noNewPrivileges) {
    return new Credentials(
        uid,
        uid,
        List.of(),
        CHOWN,
        noNewPrivileges,
        Optional.of(FILTER),
        Optional.of(ExecLabel.apparmor("lab")));
  }

  /** The bounding set has one capability already, so that nothing has to be dropped. */
  private static String operations(int uid, boolean noNewPrivileges) {
    return text(of(uid, noNewPrivileges).operations(CHOWN));
  }

  @Test
  void theLabelIsWrittenBeforeAnythingElse() {
    assertEquals(
        """
        openat(CWD, "/proc/thread-self/attr/apparmor/exec", O_WRONLY|O_CLOEXEC)
        write(<openat>, "exec lab", 8)
        keyctl(JOIN_SESSION_KEYRING, NULL)  # or ENOSYS\
        """,
        text(of(0, false).beginning()));
  }

  @Test
  void rootIsFilteredWhileItMayBe() {
    assertEquals(
        """
        setgroups(0, [])
        setresgid(0, 0, 0)
        setresuid(0, 0, 0)
        prctl(SET_DUMPABLE, 0)
        seccomp(SET_MODE_FILTER, SPEC_ALLOW, {seccomp profile default, 2 instructions})
        capset({VERSION_3}, {effective=permitted=0000000000000001, inheritable=0})\
        """,
        operations(0, false));
  }

  @Test
  void aUserKeepsTheRightToBeFilteredAndNothingAfterwards() {
    assertEquals(
        """
        prctl(SET_KEEPCAPS, 1, 0, 0, 0)
        setgroups(0, [])
        setresgid(7, 7, 7)
        setresuid(7, 7, 7)
        prctl(SET_DUMPABLE, 0)
        capset({VERSION_3}, {effective=permitted=0000000000200000, inheritable=0})
        seccomp(SET_MODE_FILTER, SPEC_ALLOW, {seccomp profile default, 2 instructions})
        capset({VERSION_3}, {effective=permitted=0000000000000000, inheritable=0})\
        """,
        operations(7, false));
  }

  @Test
  void withNoNewPrivilegesTheFilterIsTheLast() {
    assertTrue(
        operations(7, true)
            .endsWith(
                """
                capset({VERSION_3}, {effective=permitted=0000000000000000, inheritable=0})
                prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0)
                seccomp(SET_MODE_FILTER, SPEC_ALLOW, {seccomp profile default, 2 instructions})\
                """));
  }

  @Test
  void anUnknownCapabilityIsNamedWithTheNearest() {
    assertEquals(
        "capability 'NET_ADMN' does not exist; did you mean 'CAP_NET_ADMIN'?",
        assertThrows(
                IllegalArgumentException.class, () -> CapabilityNumbers.mask(Set.of("NET_ADMN")))
            .getMessage());
  }

  @Test
  void labelsNeedAKernelThatHasThem(@TempDir Path sys) throws IOException {
    Labels labels = new Labels(sys);
    assertEquals(Optional.empty(), labels.find(Security.DEFAULT));
    assertEquals(Optional.empty(), labels.find(asking("unconfined")));
    String refused =
        assertThrows(EngineException.class, () -> labels.find(asking("lab"))).getMessage();
    assertTrue(refused.contains("CONFIG_SECURITY_APPARMOR"), refused);

    Path enabled = sys.resolve("module/apparmor/parameters/enabled");
    Files.createDirectories(enabled.getParent());
    Files.writeString(enabled, "Y\n");
    refused = assertThrows(EngineException.class, () -> labels.find(asking("lab"))).getMessage();
    assertTrue(refused.contains("is not loaded"), refused);
    assertEquals(Optional.empty(), labels.find(Security.DEFAULT));

    Path profiles = sys.resolve("kernel/security/apparmor/profiles");
    Files.createDirectories(profiles.getParent());
    Files.writeString(profiles, "lab (enforce)\njcompose-default (enforce)\n");
    assertEquals(Optional.of(ExecLabel.apparmor("lab")), labels.find(asking("lab")));
    assertEquals(
        Optional.of(ExecLabel.apparmor("jcompose-default")), labels.find(Security.DEFAULT));
    assertEquals(Optional.empty(), labels.find(asking("unconfined")));
  }

  private static Security asking(String apparmor) {
    return new Security(
        Optional.empty(),
        Optional.of(apparmor),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
