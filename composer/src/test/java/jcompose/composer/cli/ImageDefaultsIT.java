package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.composer.testing.ScriptedRegistry;
import jcompose.composer.testing.TestImages;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an image says of its containers, and what the file says instead. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ImageDefaultsIT {
  private static final TestArchive BUSYBOX = TestImages.busybox();

  private final ScriptedRegistry registry = ScriptedRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
  }

  /** A stack in whose services IMAGE stands for an image with this configuration. */
  private Jcompose stack(Sandbox sandbox, String config, String services) {
    new TestImages(registry, "app").push("1", TestImages.OCI, config, BUSYBOX);
    return Jcompose.in(sandbox)
        .file(
            "compose.yaml",
            "services:\n"
                + services.replace("IMAGE", "image: " + registry.address() + "/app:1").indent(2));
  }

  /** The lines of a stack that ends by itself, sorted: services come in any order. */
  private static List<String> lines(Jcompose jcompose, String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "up";
    System.arraycopy(options, 0, args, 1, options.length);
    Result result = jcompose.run(args);
    assertEquals(0, result.exit(), result.err());
    return result.out().lines().sorted().toList();
  }

  @Test
  void entrypointAndCommand(Sandbox sandbox) {
    Jcompose jcompose =
        stack(
            sandbox,
            "{\"Entrypoint\":[\"echo\",\"entry\"],\"Cmd\":[\"cmd\",\"two words\"]}",
            """
            image: {IMAGE}
            command: {IMAGE, command: [own, 'two  words']}
            entrypoint: {IMAGE, entrypoint: [echo, mine]}
            both: {IMAGE, entrypoint: [echo, mine], command: [own]}
            words: {IMAGE, command: own words}
            """);
    assertEquals(
        List.of(
            "both        | mine own",
            "command     | entry own two  words",
            "entrypoint  | mine",
            "image       | entry cmd two words",
            "words       | entry own words"),
        lines(jcompose));
    jcompose.ok("down");
  }

  @Test
  void commandAlone(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox, "{\"Cmd\":[\"echo\",\"cmd\"]}", "a: {IMAGE}");
    assertEquals(List.of("a  | cmd"), lines(jcompose));
    jcompose.ok("down");
  }

  @Test
  void nothingToRun(Sandbox sandbox) {
    Result up = stack(sandbox, "{}", "a: {IMAGE}").run("up", "-d");
    assertEquals(1, up.exit(), up.err());
    assertTrue(up.err().contains("nothing to run"), up.err());
    assertTrue(up.err().contains("add 'command:'"), up.err());
  }

  @Test
  void environmentFolderAndUser(Sandbox sandbox) {
    Jcompose jcompose =
        stack(
            sandbox,
            "{\"Env\":[\"A=image\",\"B=image\",\"PATH=/bin:/elsewhere\",\"E=a=b\"],"
                + "\"WorkingDir\":\"/not/there/yet\",\"User\":\"user\"}",
            """
            image: {IMAGE, command: [sh, -c, 'echo $$A $$B $$E $$PATH $$HOME $$PWD; id']}
            own:
              IMAGE
              environment: {B: own}
              working_dir: /tmp
              user: '0:2000'
              command: [sh, -c, 'echo $$A $$B $$E $$PATH $$HOME $$PWD; id']
            """);
    assertEquals(
        List.of(
            "image  | image image a=b /bin:/elsewhere /home /not/there/yet",
            "image  | uid=1000(user) gid=1000(user) groups=1000(user),2000(extra)",
            "own    | image own a=b /bin:/elsewhere /root /tmp",
            "own    | uid=0(root) gid=2000(extra) groups=2000(extra)"),
        lines(jcompose));
    jcompose.ok("down");
  }

  @Test
  void unknownUserOfTheImageIsTold(Sandbox sandbox) {
    Result up =
        stack(sandbox, "{\"User\":\"nobody-here\",\"Cmd\":[\"id\"]}", "a: {IMAGE}").run("up", "-d");
    assertEquals(1, up.exit(), up.err());
    assertTrue(up.err().contains("nobody-here"), up.err());
  }

  @Test
  void stopSignal(Sandbox sandbox) {
    Jcompose jcompose =
        stack(
            sandbox,
            "{\"StopSignal\":\"SIGUSR1\",\"Entrypoint\":[\"sh\",\"-c\"]}",
            """
            image: {IMAGE, command: ['trap "echo got-usr1; exit" USR1; echo ready; sleep 1000 & wait'], stop_grace_period: 20s}
            own: {IMAGE, command: ['trap "echo got-int; exit" INT; echo set; sleep 1000 & wait'], stop_grace_period: 20s, stop_signal: INT}
            """);
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("ready");
      up.awaitOutput("set");
      jcompose.ok("down");
      up.exit();
      assertTrue(up.out().contains("image  | got-usr1"), up.out() + up.err());
      assertTrue(up.out().contains("own    | got-int"), up.out() + up.err());
    }
  }
}
