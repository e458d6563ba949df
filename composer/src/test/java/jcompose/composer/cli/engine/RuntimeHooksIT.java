package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Hooks of every stage. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class RuntimeHooksIT {
  private static OciBundle bundle(Sandbox sandbox, String hook) throws IOException {
    OciBundle bundle = OciBundle.in(sandbox);
    for (String place : new String[] {"hook", "rootfs/hook"}) {
      bundle.write(place, hook);
      Files.setPosixFilePermissions(
          bundle.folder().resolve(place), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return bundle;
  }

  private static String hook(OciBundle bundle, String stage, String... more) {
    boolean inside = stage.equals("startContainer");
    return "\""
        + stage
        + "\": [{\"path\": \""
        + (inside ? "/hook" : bundle.folder().resolve("hook"))
        + "\", \"args\": [\"hook\", \""
        + stage
        + "\", \""
        + (inside ? "/log" : bundle.folder().resolve("rootfs/log"))
        + "\"], \"env\": [\"PATH=/bin:/usr/bin\"]"
        + String.join("", more)
        + "}]";
  }

  @Test
  void runsAllStagesInOrderWithTheState(Sandbox sandbox) throws IOException {
    OciBundle bundle =
        bundle(
            sandbox,
            """
            #!/bin/sh
            s=$(sed 's/.*"status":"\\([a-z]*\\)".*/\\1/')
            echo $1 $s $(hostname | grep -c box) >> $2
            """);
    StringBuilder hooks = new StringBuilder();
    for (String stage :
        new String[] {
          "prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"
        }) {
      hooks.append(hooks.length() == 0 ? "" : ", ").append(hook(bundle, stage));
    }
    bundle.config("echo main >> /log; sleep 100", Map.of("TOP", "\"hooks\": {" + hooks + "}"));
    bundle.ok("create", "c");
    bundle.ok("start", "c");
    bundle.ok("delete", "-f", "c");
    String log = bundle.read("rootfs/log").replaceFirst("(?m)^main\n", "");
    assertEquals(
        """
        prestart creating 0
        createRuntime creating 0
        createContainer creating 1
        startContainer created 1
        poststart running 0
        poststop stopped 0
        """,
        log);
  }

  @Test
  void aHookThatFailsStopsTheCreation(Sandbox sandbox) throws IOException {
    OciBundle bundle = bundle(sandbox, "#!/bin/sh\necho sorry >&2; exit 9\n");
    bundle.config("true", Map.of("TOP", "\"hooks\": {" + hook(bundle, "createRuntime") + "}"));
    Result result = bundle.run("create", "c");
    assertEquals(1, result.exit());
    assertEquals(
        "jcompose engine: createRuntime hook "
            + bundle.folder().resolve("hook")
            + ": exit code 9: sorry\n",
        result.err());
    assertEquals("", bundle.ok("list", "-q"));
  }

  @Test
  void aHookThatTakesTooLongIsKilled(Sandbox sandbox) throws IOException {
    OciBundle bundle = bundle(sandbox, "#!/bin/sh\nexec sleep 60\n");
    bundle.config(
        "true", Map.of("TOP", "\"hooks\": {" + hook(bundle, "prestart", ", \"timeout\": 1") + "}"));
    Result result = bundle.run("create", "c");
    assertTrue(result.err().contains("killed after its timeout of 1 s"), result.err());
  }

  @Test
  void aHookThatFailsAtTheStartStopsTheContainer(Sandbox sandbox) throws IOException {
    OciBundle bundle = bundle(sandbox, "#!/bin/sh\nexit 4\n");
    bundle.config(
        "sleep 100", Map.of("TOP", "\"hooks\": {" + hook(bundle, "startContainer") + "}"));
    bundle.ok("create", "c");
    Result result = bundle.run("start", "c");
    assertTrue(result.err().contains("startContainer hook /hook: exit code 4"), result.err());
    assertTrue(bundle.ok("state", "c").contains("\"stopped\""));
    bundle.ok("delete", "c");
  }
}
