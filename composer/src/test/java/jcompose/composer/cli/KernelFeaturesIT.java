package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said on a machine that lacks a kind of namespace, or allows none of it. */
@RequiresRoot
@RequiresCommand({"busybox", "unshare"})
@LeavesNothing
class KernelFeaturesIT {
  private static final String USERS = "namespaces: {user: {uid: '0:0:1'}}";
  private static final String CLOCKS = "namespaces: {time: private}";
  private static final String ALLOWED = "the limit of namespaces is reached, 0 forbids them; raise";

  /** In a user namespace, whose limits are its own: the machine's stay as they are. */
  @ParameterizedTest
  @CsvSource({
    "mnt, user.max_user_namespaces or its neighbour of another kind",
    "net, user.max_net_namespaces"
  })
  void namesALimitThatForbidsNamespaces(String kind, String sysctl, Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).box("network_mode: none");
    Result result =
        within(
            jcompose,
            List.of("unshare", "--user", "--map-root-user"),
            "echo 0 > /proc/sys/user/max_" + kind + "_namespaces",
            "up",
            "-d");
    jcompose.ok("down");
    assertEquals(1, result.exit(), result.err());
    assertTrue(result.err().contains(ALLOWED + " the sysctl " + sysctl), result.err());
  }

  /** A kernel without a kind of namespace has no such file. */
  @ParameterizedTest
  @CsvSource({"user, CONFIG_USER_NS", "time, CONFIG_TIME_NS"})
  void namesAnOptionThatTheKernelWasBuiltWithout(String kind, String option, Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).box(kind.equals("user") ? USERS : CLOCKS);
    String hide =
        "names=$(cd /proc/$$/ns && for n in *; do echo \"$n=$(readlink $n)\"; done);"
            + " mount -t tmpfs none /proc/$$/ns;"
            + " for n in $names; do ln -s \"${n#*=}\" /proc/$$/ns/${n%%=*}; done;"
            + " rm /proc/$$/ns/"
            + kind;
    Result result = within(jcompose, List.of("unshare", "--mount"), hide, "explain", "box");
    assertEquals(1, result.exit(), result.out() + result.err());
    assertTrue(result.err().contains("with " + option), result.err());
    assertTrue(result.err().contains("leave out 'namespaces." + kind + "'"), result.err());
  }

  /** The command after a line of shell in the same process. */
  private static Result within(
      Jcompose jcompose, List<String> inside, String before, String... args) {
    List<String> all = new ArrayList<>(inside);
    all.addAll(List.of("sh", "-c", before + " && exec \"$@\"", "sh"));
    all.addAll(jcompose.command(args));
    return HostCommand.run(jcompose.sandbox().environment(), jcompose.folder(), all);
  }
}
