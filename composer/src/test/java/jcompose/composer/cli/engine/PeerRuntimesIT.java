package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.oci.Specification;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bundles under Debian's runc and crun and under this runtime: the kernel says the same
 * inside, and they end the same.
 */
@RequiresRoot
@RequiresCommand({"busybox", "runc", "crun", "unshare", "script"})
@LeavesNothing
class PeerRuntimesIT {
  private static final List<String> BOTH = List.of("runc", "crun");

  static Stream<PeerCase> cases() {
    return PeerCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theKernelSaysTheSame(PeerCase given, Sandbox sandbox) throws IOException {
    OciBundle bundle = prepared(sandbox, given.more());
    bundle.args(List.of("sh", "/look"), given.slots());
    compare(bundle, "RUNTIME run c", given.peers());
  }

  @Test
  void theConfigurationThatSpecWrites(Sandbox sandbox) throws IOException {
    OciBundle bundle = prepared(sandbox, "exit 9");
    String group = "\"cgroupsPath\": \"/" + sandbox.directories().cgroupParent() + "/c\",";
    bundle.write(
        "config.json",
        Specification.text()
            .replace("\"terminal\": true", "\"terminal\": false")
            .replace("\"sh\"", "\"sh\", \"/look\"")
            .replaceFirst("(\"ociVersion\": )\"[^\"]*\"", "$1\"1.0.2\"") // crun knows none later
            .replaceFirst("\"linux\": \\{", "\"linux\": {" + group));
    compare(bundle, "RUNTIME run c", BOTH);
  }

  @Test
  void aTerminal(Sandbox sandbox) throws IOException {
    OciBundle bundle = prepared(sandbox, "tty; test -t 0 && echo is one; exit 4");
    bundle.args(List.of("sh", "/look"), Map.of("PROCESS", "\"terminal\": true"));
    compare(bundle, "script -qefc 'RUNTIME run c' /dev/null </dev/null | sed 's/\\^@//'", BOTH);
  }

  @Test
  void descriptorsThatAreKept(Sandbox sandbox) throws IOException {
    OciBundle bundle = prepared(sandbox, "cat <&3; cat <&4");
    bundle.args(List.of("sh", "/look"), Map.of());
    bundle.write("three", "3").write("four", "4").write("five", "5");
    compare(bundle, "exec 3<three 4<four 5<five 6<file; RUNTIME run --preserve-fds 2 c", BOTH);
  }

  @Test
  void hooksInTheirOrder(Sandbox sandbox) throws IOException {
    OciBundle bundle = prepared(sandbox, "sleep 0.3; exit 0");
    String hooks =
        Stream.of(
                "prestart",
                "createRuntime",
                "createContainer",
                "startContainer",
                "poststart",
                "poststop")
            .map(stage -> "\"" + stage + "\": [" + hook(bundle, stage) + "]")
            .collect(Collectors.joining(", "));
    bundle.args(List.of("sh", "/look"), Map.of("TOP", "\"hooks\": {" + hooks + "}"));
    // runc runs what is before the program and what is after its start at the same time
    compare(bundle, "rm -f rootfs/told; RUNTIME run c; sort rootfs/told", BOTH);
    bundle.write("rootfs/told", "").ok("run", "c");
    assertEquals(
        """
        prestart 0
        createRuntime 0
        createContainer 0
        startContainer 0
        poststart 0
        poststop 0
        """,
        bundle.read("rootfs/told"));
  }

  private static String hook(OciBundle bundle, String stage) {
    boolean inside = stage.equals("startContainer");
    String told = inside ? "/told" : bundle.folder() + "/rootfs/told";
    return "{\"path\": \"/bin/sh\", \"args\": [\"sh\", \"-c\", \"echo STAGE $(id -u) >> TOLD\"]}"
        .replace("STAGE", stage)
        .replace("TOLD", told);
  }

  private static OciBundle prepared(Sandbox sandbox, String more) throws IOException {
    OciBundle bundle = OciBundle.in(sandbox).write("file", "content");
    Files.createDirectories(bundle.folder().resolve("folder/deep"));
    Files.createDirectory(
        bundle.folder().resolve("rootfs/kept"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    return bundle.write("rootfs/look", PeerLook.with(more));
  }

  private static void compare(OciBundle bundle, String command, List<String> peers) {
    Result ours = run(bundle, command, String.join(" ", bundle.command()), "true");
    for (String name : peers) {
      // crun refuses a version 2 tree beside version 1: it is hidden from it
      Result theirs =
          run(
              bundle,
              command,
              name + " --root " + bundle.sandbox().folder() + "/peer",
              "umount /sys/fs/cgroup/unified 2>/dev/null");
      String both = name + "\n" + theirs.err() + "\nours\n" + ours.err();
      assertEquals(theirs.out(), ours.out(), both);
      assertEquals(theirs.exit(), ours.exit(), both);
    }
  }

  private static Result run(OciBundle bundle, String command, String runtime, String before) {
    String parent = bundle.sandbox().directories().cgroupParent();
    return HostCommand.run(
        bundle.sandbox().environment(),
        bundle.folder(),
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            // crun gives the container's user /dev/null where that is its input
            before
                + "; : | { "
                + command.replace("RUNTIME", runtime)
                + "; }; code=$?; rmdir /sys/fs/cgroup/*/" // peers leave the parents that they made
                + parent
                + " 2>/dev/null; exit $code"));
  }
}
