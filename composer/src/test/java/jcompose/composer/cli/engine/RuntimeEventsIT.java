package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** What {@code events} tells, in runc's form. */
@RequiresRoot
@RequiresCommand({"busybox", "runc"})
@LeavesNothing
class RuntimeEventsIT {
  private static final String LIMITS =
      "\"resources\": {\"memory\": {\"limit\": 33554432, \"swap\": 33554432},"
          + " \"pids\": {\"limit\": 100}, \"cpu\": {\"quota\": 50000, \"period\": 100000}}";

  /** Sections that runc tells besides: what cpusets are, Intel's and one that it never fills. */
  private static final List<String> LEFT_OUT =
      List.of("data.cpuset", "data.intel_rdt", "data.network_interfaces");

  /** The names of all properties in the JSON, with those of the objects that they are in. */
  private static Set<String> properties(String json) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          names.add(parser.getParsingContext().pathAsPointer().toString().substring(1));
        }
      }
    }
    // runc looks for huge pages on version 1 alone; what was throttled depends on the moment
    return names.stream()
        .map(name -> name.replaceAll("/\\d+/", "/").replace('/', '.'))
        .filter(name -> LEFT_OUT.stream().noneMatch(name::startsWith))
        .filter(name -> !name.contains("throttled") && !name.startsWith("data.hugetlb."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void statisticsHaveTheShapeOfRuncs(Sandbox sandbox) throws IOException {
    String work = "dd if=/dev/zero of=/dev/null bs=1M count=2000 2>/dev/null; exec sleep 1000";
    OciBundle bundle = OciBundle.in(sandbox).config(work, Map.of("LINUX", LIMITS));
    String theirs = peer(bundle);
    bundle.ok("run", "-d", "c");
    String ours = bundle.ok("events", "--stats", "c");
    bundle.ok("delete", "-f", "c");
    assertEquals(properties(theirs), properties(ours), theirs + "\n" + ours);
    assertTrue(ours.startsWith("{\"type\":\"stats\",\"id\":\"c\",\"data\":{\"cpu\":"), ours);
    assertTrue(ours.contains("\"usage\":{\"limit\":33554432,"), ours);
    assertTrue(ours.matches(".*\"pids\":\\{\"current\":1,\"limit\":100}.*"), ours);
  }

  private static String peer(OciBundle bundle) {
    String runc = "runc --root " + bundle.sandbox().folder() + "/peer ";
    return HostCommand.run(
            Map.of(),
            bundle.folder(),
            List.of(
                "sh",
                "-c",
                runc
                    + "run -d c </dev/null >/dev/null 2>&1; sleep 1; "
                    + runc
                    + "events --stats c; "
                    + runc
                    + "delete -f c; rmdir /sys/fs/cgroup/*/" // it leaves the parents that it made
                    + bundle.sandbox().directories().cgroupParent()
                    + " 2>/dev/null; true"))
        .checked();
  }

  @Test
  void tellsOfMemoryRunningOutUntilTheContainerEnds(Sandbox sandbox) throws Exception {
    OciBundle bundle =
        OciBundle.in(sandbox)
            .config(
                "until [ -e /go ]; do sleep 0.1; done; (tail /dev/zero); sleep 0.4; exit 0",
                Map.of("LINUX", LIMITS));
    bundle.ok("run", "-d", "c");
    ProcessBuilder builder =
        new ProcessBuilder(bundle.command("events", "--interval", "100ms", "c"));
    builder.environment().putAll(sandbox.environment());
    Process events = builder.redirectErrorStream(true).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(events.getInputStream(), StandardCharsets.UTF_8))) {
      String first = lines.readLine();
      assertTrue(first.startsWith("{\"type\":\"stats\",\"id\":\"c\",\"data\":"), first);
      bundle.write("rootfs/go", "");
      List<String> rest = lines.lines().toList();
      assertTrue(rest.contains("{\"type\":\"oom\",\"id\":\"c\"}"), rest.toString());
      assertTrue(rest.stream().anyMatch(line -> line.contains("\"stats\"")), rest.toString());
      assertEquals(0, events.waitFor());
    } finally {
      events.destroyForcibly().onExit().join();
    }
    assertTrue(bundle.run("events", "--stats", "c").err().contains("container 'c' is not running"));
    bundle.ok("delete", "c");
  }
}
