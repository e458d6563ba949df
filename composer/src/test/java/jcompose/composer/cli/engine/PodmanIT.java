package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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

/** Debian's podman with this runtime in runc's place, in a mount namespace of its own. */
@RequiresRoot
@RequiresCommand({"busybox", "podman", "conmon", "unshare"})
@LeavesNothing
class PodmanIT {
  /** What it leaves in /sys/fs/cgroup goes with the mount namespace. */
  private static List<String> podman(Sandbox sandbox, String... args) {
    Path folder = sandbox.folder();
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "podman",
                "--root",
                folder + "/p/root",
                "--runroot",
                folder + "/p/run",
                "--tmpdir",
                folder + "/p/tmp",
                "--storage-driver",
                "vfs",
                "--cgroup-manager",
                "cgroupfs",
                "--events-backend",
                "none",
                "--runtime",
                folder + "/runtime"));
    command.addAll(List.of(args));
    return command;
  }

  private static Result run(Sandbox sandbox, String... args) {
    return HostCommand.run(
        java.util.Map.of("CONTAINERS_CONF", sandbox.folder() + "/containers.conf"),
        sandbox.folder(),
        podman(sandbox, args));
  }

  private static void prepare(Sandbox sandbox) throws IOException {
    Path folder = sandbox.folder();
    // podman's default limit of open files is more than a test may raise it to
    Files.writeString(folder.resolve("containers.conf"), "[containers]\ndefault_ulimits = []\n");
    String runtime =
        Jcompose.in(sandbox).command("engine").stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(
        folder.resolve("runtime"),
        "#!/bin/sh\nexec " + runtime.replaceFirst(" 'engine'$", "") + " engine \"$@\"\n");
    Files.setPosixFilePermissions(
        folder.resolve("runtime"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Path rootfs = BusyboxRootfs.create(folder.resolve("rootfs"));
    HostCommand.run("tar", "-C", rootfs.toString(), "-cf", folder + "/image.tar", ".").checked();
    run(sandbox, "import", folder + "/image.tar", "box").checked();
  }

  @Test
  void runsExecsStopsAndRemoves(Sandbox sandbox) throws IOException {
    prepare(sandbox);
    Result result =
        run(
            sandbox,
            "run",
            "--rm",
            "--network",
            "none",
            "box",
            "sh",
            "-c",
            "id -u; grep Seccomp: /proc/self/status; exit 3");
    assertEquals("0\nSeccomp:\t2\n", result.out(), result.err());
    assertEquals(3, result.exit());
    run(
            sandbox,
            "run",
            "-d",
            "--name",
            "c",
            "--network",
            "none",
            "--memory",
            "64m",
            "--user",
            "1000",
            "--tmpfs",
            "/t:mode=711",
            "box",
            "sh",
            "-c",
            "echo hello; exec sleep 1000")
        .checked();
    assertEquals(
        "1000 711 sleep",
        run(sandbox, "exec", "c", "sh", "-c", "echo $(id -u; stat -c %a /t; cat /proc/1/comm)")
            .checked());
    assertEquals("hello", run(sandbox, "logs", "c").checked());
    assertEquals(127, run(sandbox, "exec", "c", "nothing").exit());
    assertEquals("/dev/pts/0", run(sandbox, "exec", "-t", "c", "tty").checked().strip());
    run(sandbox, "stop", "-t", "0", "c").checked();
    assertTrue(run(sandbox, "ps", "-a", "--format", "{{.Status}}").checked().startsWith("Exited"));
    run(sandbox, "rm", "c").checked();
    assertEquals("", run(sandbox, "ps", "-aq").checked());
    run(sandbox, "rmi", "-a", "-f").checked();
  }
}
