package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.Resources;
import jcompose.engine.spec.Rlimit;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is explained is what the kernel is asked, as strace sees it. */
@RequiresRoot
@RequiresCommand({"busybox", "strace"})
@LeavesNothing
class ExplainIT {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern SKIPS = Pattern.compile("success skips (\\d+)");
  private EngineFixture fixture;
  private Path trace;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
    trace = sandbox.folder().resolve("trace");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private ContainerSpec spec() {
    return Specs.of(fixture.busybox, "sleep", "1000")
        .env("PATH=/nowhere:/bin")
        .mount(new Mount.Tmpfs("/tmp", "size=1m", false))
        .sysctl(Map.of("net.ipv4.ip_forward", "1"))
        .attributes(ProcessIT.rlimits(new Rlimit("RLIMIT_NOFILE", 30, 40)))
        .resources(
            Resources.of(
                CpuResources.UNLIMITED,
                MemoryResources.of(
                    OptionalLong.of(64 << 20), OptionalLong.empty(), OptionalLong.empty()),
                OptionalLong.of(20)))
        .build();
  }

  @Test
  void isWhatRuns() throws Exception {
    ContainerSpec spec = spec();
    String explained = ContainerEngine.explain(fixture.directories, spec);
    Container container = fixture.engine.create(spec);
    OptionalInt pid;
    Process strace =
        new ProcessBuilder(
                "strace",
                "-ff",
                "-s",
                "4096",
                "-o",
                trace.toString(),
                "-p",
                "" + ProcessHandle.current().pid())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(strace.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      assertTrue(line != null && line.contains("attached"), line);
      container.start();
      pid = container.state().pid();
      container.kill();
      EngineFixture.await(container); // strace lets nobody end whose calls it has not written
    } finally {
      strace.destroy();
      strace.waitFor();
    }
    container.delete();
    String program = explained.substring(explained.indexOf("# the container's process\n"));
    List<String> lines = program.lines().filter(line -> !line.startsWith("#")).toList();
    assertEquals(
        String.join("\n", executed(lines, traced(pid.getAsInt()))),
        String.join("\n", traced(pid.getAsInt()).stream().map(ExplainIT::essence).toList()));
  }

  /** The container's calls up to the execve that succeeded, as strace prints them. */
  private List<String> traced(int pid) throws IOException {
    List<String> calls = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(trace + "." + pid))) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        calls.add(line);
        if (call.group(1).equals("execve") && line.endsWith("= 0")) {
          return calls;
        }
      }
    }
    throw new AssertionError("no execve of " + pid + " in " + trace);
  }

  /** The explained calls, without those that the success of another made needless. */
  private static List<String> executed(List<String> lines, List<String> traced) {
    List<String> executed = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < lines.size() && at < traced.size(); i++, at++) {
      executed.add(essence(lines.get(i)));
      Matcher skips = SKIPS.matcher(lines.get(i));
      if (skips.find() && !traced.get(at).contains(" = -1 ")) {
        i += Integer.parseInt(skips.group(1));
      }
    }
    return executed;
  }

  /** The call's name and its texts; numbers and flags are printed in other words. */
  private static String essence(String call) {
    String name = call.substring(0, call.indexOf('('));
    String bare = name.equals("execve") ? call.substring(0, call.indexOf(", [")) : call;
    boolean texts = !List.of("ioctl", "prctl", "seccomp", "keyctl").contains(name);
    return name
        + TEXT.matcher(texts ? bare : "")
            .results()
            .map(text -> text.group(1).replace("\\0", ""))
            .collect(Collectors.joining(" ", " ", ""));
  }

  @Test
  void showsCgroupsFilesAndDescriptorsToo() {
    ContainerSpec spec = spec();
    String explained = ContainerEngine.explain(fixture.directories, spec);
    String group = fixture.directories.cgroupParent() + "/" + spec.id();
    assertTrue(explained.contains(group + "\")\n"), explained);
    assertTrue(
        explained.matches(
            "(?s).*write\\(\"[^\"]*/memory\\.(max|limit_in_bytes)\", \"67108864\"\\).*"),
        explained);
    assertTrue(explained.contains("/hosts\")\n"), explained);
    assertTrue(explained.contains("<stdout> = openat("), explained);
    assertTrue(explained.contains("|INTO_CGROUP|") || !explained.contains("unified"), explained);
    assertTrue(explained.contains("prlimit64(self, RLIMIT_NOFILE, {soft=30, hard=40}, 0)\n"));
    assertFalse(Files.exists(fixture.directories.container(spec.id())));
  }
}
