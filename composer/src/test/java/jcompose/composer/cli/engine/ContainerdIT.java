package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.BusyboxRootfs;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/**
 * Debian's containerd with this runtime in runc's place, in mount, network and pid namespaces of
 * its own, which end it with all that it started.
 */
@RequiresRoot
@RequiresCommand({"busybox", "containerd", "ctr", "unshare"})
@LeavesNothing
class ContainerdIT {
  private static final String CONFIG =
      """
      version = 2
      root = "FOLDER/root"
      state = "/run/state"
      disabled_plugins = ["io.containerd.grpc.v1.cri"]
      [grpc]
      address = "/run/c.sock"
      [ttrpc]
      address = "/run/c.ttrpc"
      """;

  private static final String SCRIPT =
      """
      ip link set lo up 2>/dev/null
      mount -t tmpfs tmpfs /run
      containerd -c FOLDER/config.toml > FOLDER/containerd.log 2>&1 &
      c() { timeout 100 ctr -a /run/c.sock -n NAME "$@" 2>&1; }
      until c version >/dev/null; do sleep 0.1; done
      runs="--runc-binary FOLDER/runtime --runc-root /run/oci --rootfs FOLDER/rootfs"
      c run --rm $runs one /bin/sh -c '/bin/id -u; exit 3'; echo "ended $?"
      c run -d $runs two /bin/sleep 1000; echo "began $?"
      c task exec --exec-id e two /bin/sh -c 'read name < /proc/1/comm; echo $name; exit 4'
      echo "exec ended $?"
      c task pause two; c task ls | awk '{print $1, $3}'
      c task resume two; c task ls | awk '{print $1, $3}'
      c task exec --exec-id p two /bin/sleep 500 & sleep 1
      c task ps two | awk 'END {print NR}'
      c task kill --all -s KILL two
      until c task ls | grep -q STOPPED; do sleep 0.1; done
      c task rm two >/dev/null; echo "removed $?"
      c container rm two; c container ls -q
      """;

  private static String in(Sandbox sandbox, String text) {
    return text.replace("FOLDER", sandbox.folder().toString())
        .replace("NAME", sandbox.directories().cgroupParent());
  }

  private static void prepare(Sandbox sandbox) throws IOException {
    Path folder = sandbox.folder();
    Files.writeString(folder.resolve("config.toml"), in(sandbox, CONFIG));
    String runtime =
        Jcompose.in(sandbox).command("engine").stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(folder.resolve("runtime"), "#!/bin/sh\nexec " + runtime + " \"$@\"\n");
    Files.setPosixFilePermissions(
        folder.resolve("runtime"), PosixFilePermissions.fromString("rwxr-xr-x"));
    BusyboxRootfs.create(folder.resolve("rootfs"));
  }

  @Test
  void runsExecsPausesKillsAndRemoves(Sandbox sandbox) throws IOException {
    prepare(sandbox);
    Result result =
        HostCommand.run(
            Map.of(),
            sandbox.folder(),
            List.of(
                "unshare",
                "--mount",
                "--net",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                "-c",
                in(sandbox, SCRIPT)));
    assertEquals(
        """
        0
        ended 3
        began 0
        sleep
        exec ended 4
        TASK STATUS
        two PAUSED
        TASK STATUS
        two RUNNING
        3
        removed 0
        """,
        result.out(),
        result.err());
  }
}
