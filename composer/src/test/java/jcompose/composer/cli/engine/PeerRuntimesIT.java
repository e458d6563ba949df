package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same bundle under Debian's runc and crun and under this runtime: the kernel says the same.
 */
@RequiresRoot
@RequiresCommand({"busybox", "runc", "crun", "unshare"})
@LeavesNothing
class PeerRuntimesIT {
  /** Ids of mounts, devices and peer groups differ from run to run; the order of lines may. */
  private static final String LOOK =
      "id; grep -E '^(Cap|NoNew|Seccomp:|Groups|Umask)' /proc/self/status; env | grep -v -E"
          + " 'SHLVL|OLDPWD' | sort; pwd; hostname; umask; ulimit -a; ls /proc/self/fd; cat"
          + " /proc/self/oom_score_adj; ls -l /dev | awk '{print $1, $NF}' | grep -v kcore | sort;"
          + " awk '{print $5, $6, $(NF-2)}' /proc/self/mountinfo | grep -v /proc/ | sort; exit 7";

  private static Result peer(OciBundle bundle, String name) {
    List<String> command = new ArrayList<>();
    String run = name + " --root " + bundle.sandbox().folder() + "/peer run c";
    // crun refuses a version 2 tree beside version 1: it is hidden from it
    command.addAll(
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "umount /sys/fs/cgroup/unified 2>/dev/null; "
                + run
                + "; code=$?; rmdir /sys/fs/cgroup/*/" // peers leave the parents that they made
                + bundle.sandbox().directories().cgroupParent()
                + " 2>/dev/null; exit $code"));
    return HostCommand.run(Map.of(), bundle.folder(), command);
  }

  private static void compare(OciBundle bundle, String name) {
    Result theirs = peer(bundle, name);
    Result ours = bundle.run("run", "c");
    assertEquals(theirs.out(), ours.out(), theirs.err() + ours.err());
    assertEquals(theirs.exit(), ours.exit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"runc", "crun"})
  void anUnprivilegedUser(String name, Sandbox sandbox) {
    compare(
        OciBundle.in(sandbox)
            .config(
                LOOK,
                Map.of(
                    "PROCESS",
                    "\"user\": {\"uid\": 1000, \"gid\": 1000, \"additionalGids\": [2000]},"
                        + " \"noNewPrivileges\": true, \"rlimits\": [{\"type\": \"RLIMIT_NOFILE\","
                        + " \"soft\": 100, \"hard\": 200}], \"oomScoreAdj\": 5")),
        name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runc", "crun"})
  void aReadonlyRootWithMounts(String name, Sandbox sandbox) {
    compare(
        OciBundle.in(sandbox)
            .write("file", "content")
            .config(
                LOOK,
                Map.of(
                    "ROOT",
                    "\"readonly\": true",
                    "MOUNTS",
                    "{\"destination\": \"/tmp\", \"type\": \"tmpfs\", \"source\": \"tmpfs\","
                        + " \"options\": [\"nosuid\", \"noexec\", \"mode=700\", \"ro\"]}",
                    "LINUX",
                    "\"seccomp\": {\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\":"
                        + " [{\"names\": [\"chroot\"], \"action\": \"SCMP_ACT_ERRNO\"}]}")),
        name);
  }
}
