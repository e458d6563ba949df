package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code security_opt}, from the file to the kernel. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class SecurityOptIT {
  private static final String STACK =
      """
      services:
        plain: {rootfs: ../rootfs, command: [sleep, '1000'], stop_grace_period: 0s}
        open:
          rootfs: ../rootfs
          command: [sleep, '1000']
          stop_grace_period: 0s
          security_opt: [seccomp=unconfined, systempaths=unconfined]
        strict:
          rootfs: ../rootfs
          command: [sleep, '1000']
          stop_grace_period: 0s
          security_opt: ['no-new-privileges:true', 'seccomp:profiles/no-folders.json']
      """;
  private static final String PROFILE =
      """
      {"defaultAction": "SCMP_ACT_ALLOW",
       "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 95}]}
      """;
  private static final String SHOW =
      "echo $(grep -E '^(NoNewPrivs|Seccomp):' /proc/self/status | cut -f2);"
          + " grep -c ' /proc/sys ' /proc/mounts; mkdir /folder 2>&1";

  private Jcompose jcompose;

  @BeforeEach
  void prepare(Sandbox sandbox) {
    jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file("compose.yaml", STACK)
            .file("profiles/no-folders.json", PROFILE);
  }

  @AfterEach
  void down() {
    jcompose.ok("down", "-v");
  }

  private String show(String service) {
    return jcompose.run("exec", "-T", service, "sh", "-c", SHOW).out();
  }

  @Test
  void isWhatTheKernelSays() {
    jcompose.ok("up", "-d");
    assertEquals("0 2\n1\n", show("plain"));
    assertEquals("0 0\n0\n", show("open"));
    assertEquals(
        "1 2\n1\nmkdir: can't create directory '/folder': Operation not supported\n",
        show("strict"));

    jcompose.file("profiles/no-folders.json", PROFILE.replace("95", "13"));
    jcompose.ok("up", "-d");
    assertTrue(show("strict").contains("Permission denied"), show("strict"));
  }

  @Test
  void aWrongProfileIsToldBeforeAnythingStarts() {
    jcompose.file("profiles/no-folders.json", PROFILE.replace("ERRNO", "ERNO"));
    Result result = jcompose.run("up", "-d");
    assertEquals(1, result.exit());
    assertTrue(
        result
            .err()
            .contains(
                "compose.yaml:12:46: services.strict.security_opt[1]: seccomp profile"
                    + " profiles/no-folders.json:2:57: action 'SCMP_ACT_ERNO' does not exist; did"
                    + " you mean 'SCMP_ACT_ERRNO'?"),
        result.err());
  }
}
