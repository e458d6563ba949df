package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the keys about processes and limits do, as the kernel says it inside. */
@RequiresRoot
@RequiresCommand({"busybox", "script"})
@LeavesNothing
class ProcessKeysIT {
  private static final String STACK =
      """
      services:
        box:
          rootfs: ../rootfs
          command: [sleep, '1000']
          stop_grace_period: 0s
          init: true
          user: user
          group_add: [root, 99]
          oom_score_adj: 250
          ulimits:
            nofile: {soft: 50, hard: 60}
            core: 0
          sysctls:
            net.ipv4.ip_forward: 1
            kernel.shmmax: 123456
          cgroup_parent: /jcompose-keys-UNIQUE/one
          device_cgroup_rules: ['c 10:200 r']
          volumes: ['./share:/share']
          deploy:
            resources:
              limits: {cpus: '0.25', memory: 48m, pids: 20}
      """;

  private Jcompose jcompose;
  private Path share;

  @BeforeEach
  void write(Sandbox sandbox) {
    String unique = Long.toHexString(ProcessHandle.current().pid());
    jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file("compose.yaml", STACK.replace("UNIQUE", unique))
            .file("share/there", "");
    share = jcompose.folder().resolve("share");
  }

  private String exec(String script) {
    return jcompose.ok("exec", "-T", "box", "sh", "-c", script);
  }

  @Test
  void limitsAndKernelParametersAreWhatTheFileSays() {
    jcompose.ok("up", "-d");
    assertEquals(
        "Max core file size 0 0 bytes\nMax open files 50 60 files\n",
        exec("grep -E 'core|open' /proc/1/limits | tr -s ' ' | sed 's/ $//'"));
    assertEquals("250\n", exec("cat /proc/1/oom_score_adj"));
    assertEquals("1\n123456\n", exec("cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/shmmax"));
    String groups = exec("sed -n 's/^Groups://p' /proc/2/status");
    assertEquals("\t0 99 1000 2000 \n", groups);
    assertEquals("jcompose-init\nsleep\n", exec("cat /proc/1/comm /proc/2/comm"));
    assertTrue(
        HostCommand.run("sh", "-c", "cat /proc/[0-9]*/cgroup 2>/dev/null")
            .out()
            .contains(":/jcompose-keys-" + Long.toHexString(ProcessHandle.current().pid())));
    jcompose.ok("down");
  }

  @Test
  void explainsWithoutStartingAnything() {
    String explained = jcompose.ok("explain", "box");
    assertTrue(explained.startsWith("# box\n"), explained);
    assertTrue(explained.contains("prlimit64(self, RLIMIT_NOFILE, {soft=50, hard=60}, 0)\n"));
    assertTrue(explained.contains("/proc/sys/kernel/shmmax"), explained);
    assertTrue(explained.contains("\", \"50331648\")"), explained); // memory
    assertTrue(explained.contains("<stdout> = openat("), explained);
    assertTrue(explained.contains("execveat("), explained);
    assertEquals("", jcompose.ok("ps", "-a", "-q"));
    jcompose.ok("up", "-d");
    String id = jcompose.ok("ps", "-q").strip();
    String running = jcompose.ok("explain");
    assertTrue(running.contains(id), running);
    // the same but for what chance has given
    assertEquals(
        explained
            .replace("0".repeat(63) + "1", id)
            .replace('"' + "0".repeat(12) + '"', '"' + id.substring(0, 12) + '"')
            .replace("HOSTNAME=" + "0".repeat(12), "HOSTNAME=" + id.substring(0, 12)),
        running);
    jcompose.ok("down");
    assertFalse(jcompose.run("explain", "nobody").exit() == 0);
  }

  @Test
  void aNewWindowSizeReachesTheProgram() {
    jcompose.ok("up", "-d");
    String command =
        String.join(
            " ",
            jcompose.command(
                "exec",
                "box",
                "sh",
                "-c",
                "'trap \"stty size; exit 6\" WINCH; : > /share/ready; while :; do sleep 0.1;"
                    + " done'"));
    HostCommand.run("chmod", "777", share.toString()).checked();
    String resize =
        "(until [ -e "
            + share
            + "/ready ]; do sleep 0.1; done; stty rows 44 cols 111 < /dev/tty) & ";
    Result result =
        HostCommand.run(
            jcompose.sandbox().environment(),
            jcompose.folder(),
            List.of("script", "-qec", "stty rows 33 cols 99; " + resize + command, "/dev/null"));
    assertTrue(result.out().endsWith("44 111\r\n"), result.out());
    assertEquals(6, result.exit());
    jcompose.ok("down");
  }
}
