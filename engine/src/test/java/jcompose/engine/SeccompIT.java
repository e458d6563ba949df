package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.spec.Security;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Filters of system calls, as a container's own processes meet them. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class SeccompIT {
  private static final String MODE = "grep -E '^(NoNewPrivs|Seccomp):' /proc/self/status";
  private static final String NO_FOLDERS =
      """
      {"defaultAction": "SCMP_ACT_ALLOW",
       "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 95}]}
      """;

  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs shell(String script) {
    return Specs.shell(fixture.busybox, script);
  }

  private static Security profile(String json) {
    return Security.DEFAULT.withSeccomp(new Seccomp.Profile("test.json", json));
  }

  @Test
  void everyContainerHasAFilter() {
    assertEquals("NoNewPrivs:\t0\nSeccomp:\t2\n", fixture.run(shell(MODE)).out());
    assertEquals("NoNewPrivs:\t0\nSeccomp:\t2\n", fixture.run(shell(MODE).user("user")).out());
    assertEquals("NoNewPrivs:\t1\nSeccomp:\t2\n", fixture.run(shell(MODE).noNewPrivileges()).out());
    assertEquals(
        "NoNewPrivs:\t1\nSeccomp:\t2\n",
        fixture.run(shell(MODE).noNewPrivileges().user("user")).out());
  }

  @Test
  void aUserIsLeftWithNoCapability() {
    String caps = "grep -E '^Cap(Inh|Prm|Eff|Amb)' /proc/self/status | grep -v 0000000000000000";
    EngineFixture.Result result = fixture.run(shell(caps + "; id -u").user("user"));
    assertEquals("1000\n", result.out());
  }

  @Test
  void execsHaveTheContainersFilter() {
    Container container = fixture.start(shell("sleep 60"));
    try {
      assertEquals("NoNewPrivs:\t0\nSeccomp:\t2\n", EngineFixture.exec(container, MODE).out());
      EngineFixture.Result refused = EngineFixture.exec(container, "unshare -U true");
      assertTrue(refused.err().contains("Operation not permitted"), refused.err());
    } finally {
      container.kill();
      EngineFixture.await(container);
      container.delete();
    }
  }

  @Test
  void rootMakesNoNamespace() {
    for (String flag : List.of("-U", "-m", "-p", "-n", "-u", "-i")) {
      EngineFixture.Result refused = fixture.shell("unshare " + flag + " true");
      assertEquals(1, refused.exit().code(), flag);
      assertTrue(refused.err().contains("Operation not permitted"), refused.err());
    }
  }

  @Test
  void isOffWhenAskedAndForThePrivileged() {
    Security off = Security.DEFAULT.withSeccomp(new Seccomp.Unconfined());
    assertEquals(
        "NoNewPrivs:\t0\nSeccomp:\t0\nok\n",
        fixture.run(shell(MODE + "; unshare -U echo ok").security(off)).out());
    assertEquals("NoNewPrivs:\t0\nSeccomp:\t0\n", fixture.run(shell(MODE).privileged()).out());
  }

  @Test
  void aProfileOfOnesOwnAnswersWithItsErrno() {
    EngineFixture.Result result =
        fixture.run(shell(MODE + "; mkdir /x").security(profile(NO_FOLDERS)));
    assertEquals("NoNewPrivs:\t0\nSeccomp:\t2\n", result.out());
    assertEquals("mkdir: can't create directory '/x': Operation not supported\n", result.err());
  }

  @Test
  void aProfileThatKillsIsSeenInTheExit() {
    String kills = NO_FOLDERS.replace("SCMP_ACT_ERRNO", "SCMP_ACT_KILL_PROCESS");
    EngineFixture.Result result =
        fixture.run(Specs.of(fixture.busybox, "mkdir", "/x").security(profile(kills)));
    assertEquals(128 + 31, result.exit().code());
    assertEquals(Optional.of("killed by its seccomp profile (SIGSYS)"), result.exit().note());
  }

  @Test
  void aProfileThatKillsExecveIsToldSo() {
    String kills =
        NO_FOLDERS
            .replace("\"mkdir\", \"mkdirat\"", "\"execve\"")
            .replace("SCMP_ACT_ERRNO", "SCMP_ACT_KILL_PROCESS")
            .replace(", \"errnoRet\": 95", "");
    EngineFixture.Result result = fixture.run(shell("true").security(profile(kills)));
    assertEquals(128 + 31, result.exit().code());
    assertEquals(Optional.of("killed by its seccomp profile (SIGSYS)"), result.exit().note());
  }

  @Test
  void aProfileThatKillsAnEarlierCallIsToldSo() {
    String kills =
        NO_FOLDERS
            .replace("\"mkdir\", \"mkdirat\"", "\"capset\"")
            .replace("SCMP_ACT_ERRNO", "SCMP_ACT_KILL_PROCESS")
            .replace(", \"errnoRet\": 95", "");
    EngineException failure =
        assertThrows(
            EngineException.class, () -> fixture.run(shell("true").security(profile(kills))));
    assertTrue(
        failure.getMessage().startsWith("test: killed by signal 31 in capset("),
        failure.getMessage());
    assertTrue(failure.getMessage().contains("seccomp profile kills"), failure.getMessage());
  }

  /** In mounts of its own, an engine does not find the library. */
  @Test
  void withoutTheLibraryNothingIsStartedUnconfined() {
    String hide =
        "for f in /usr/lib/*-linux-gnu/libseccomp.so.2*; do mount --bind /dev/null $f; done; ";
    String java =
        String.join(
            " ",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            KilledEngine.class.getName(),
            fixture.directories.root().toString(),
            fixture.directories.run().toString(),
            fixture.busybox.toString(),
            "false");
    HostCommand.Result result = HostCommand.run("unshare", "-m", "sh", "-c", hide + java);
    assertEquals("create\nstart\n", result.out());
    assertTrue(
        result.err().contains("test: seccomp needs libseccomp.so.2, which this machine does not"),
        result.err());
    assertTrue(result.err().contains("Debian's package is libseccomp2"), result.err());
    fixture.engine.adopt(spec -> true).forEach(Container::delete);
  }

  @Test
  void aProfileThatRefusesToExecuteIsNamed() {
    String hostile = NO_FOLDERS.replace("\"mkdir\", \"mkdirat\"", "\"execve\"").replace("95", "1");
    EngineException failure =
        assertThrows(
            EngineException.class, () -> fixture.start(shell("true").security(profile(hostile))));
    assertTrue(failure.getMessage().contains("seccomp profile"), failure.getMessage());
  }

  @Test
  void aWrongProfileStartsNothing() {
    EngineException failure =
        assertThrows(
            EngineException.class,
            () ->
                fixture.start(
                    shell("true").security(profile("{\"defaultAction\":\n  \"ALLOW\"}"))));
    assertEquals("test: test.json:2:3: action 'ALLOW' does not exist", failure.getMessage());
  }

  @Test
  void compiledFiltersAreKeptAndDamagedOnesMadeAgain() throws IOException {
    fixture.run(shell("true"));
    Path kept;
    try (Stream<Path> files = Files.list(fixture.directories.filters())) {
      kept = files.filter(file -> file.toString().endsWith(".bpf")).findFirst().orElseThrow();
    }
    byte[] good = Files.readAllBytes(kept);
    byte[] bad = good.clone();
    bad[bad.length - 1] ^= 1;
    Files.write(kept, bad);
    assertTrue(
        ContainerEngine.explain(fixture.directories, shell("true").build())
            .contains("seccomp profile default"),
        "compiled again");
    assertEquals(-1, java.util.Arrays.mismatch(good, Files.readAllBytes(kept)));
  }
}
