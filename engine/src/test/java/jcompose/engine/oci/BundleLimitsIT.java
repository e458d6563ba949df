package jcompose.engine.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.oci.config.ResourcesConfig;
import jcompose.engine.state.RecordJson;
import jcompose.engine.testing.BusyboxRootfs;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A bundle's limits, {@code update} and {@code events}, whatever version of cgroups there is. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class BundleLimitsIT {
  private static final String ID = "c";
  private static final String CONFIG =
      """
      {"ociVersion": "1.0.2",
       "process": {"args": ["sh", "-c", "SCRIPT"], "cwd": "/", "env": ["PATH=/bin"]},
       "root": {"path": "rootfs"},
       "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"},
         {"destination": "/dev", "type": "tmpfs", "source": "tmpfs"}],
       "linux": {"cgroupsPath": "/GROUP/c",
         "namespaces": [{"type": "pid"}, {"type": "mount"}, {"type": "cgroup"}],
         "resources": {"memory": {"limit": 33554432, "swap": 33554432}, "pids": {"limit": 100},
           "cpu": {"shares": 512, "quota": 50000, "period": 100000}}}}
      """;

  private Sandbox sandbox;
  private Path bundle;
  private OciRuntime runtime;
  private Optional<Descriptor> process = Optional.empty();

  @BeforeEach
  void open(Sandbox given) throws IOException {
    sandbox = given;
    bundle = Files.createDirectories(sandbox.folder().resolve("bundle"));
    BusyboxRootfs.create(bundle.resolve("rootfs"));
    runtime = new OciRuntime(sandbox.folder().resolve("oci"), warning -> {});
  }

  @AfterEach
  void end() {
    runtime.delete(ID, true);
    process.ifPresent(
        pidfd -> {
          ProcessEnd.await(pidfd.number()); // it is this process's child
          pidfd.close();
        });
  }

  private void start(String script) throws IOException {
    String group = sandbox.directories().cgroupParent();
    Files.writeString(
        bundle.resolve("config.json"),
        CONFIG.replace("SCRIPT", script).replace("/GROUP", "/" + group));
    runtime.create(
        new CreateRequest(
            ID, bundle, Optional.empty(), Optional.empty(), Optional.empty(), 0, true));
    process = Optional.of(Descriptor.process(runtime.state(ID).pid()));
    runtime.start(ID);
  }

  private void update(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    runtime.update(ID, RecordJson.read(text, ResourcesConfig.class));
  }

  /** Of version 1 or 2, whichever this machine has. */
  private String limit(String controller, String legacy, String unified) throws IOException {
    String group = sandbox.directories().cgroupParent() + "/" + ID + "/";
    Path file = Path.of("/sys/fs/cgroup/" + controller + "/" + group + legacy);
    return Files.readString(
            Files.exists(file) ? file : Path.of("/sys/fs/cgroup/" + group + unified))
        .strip();
  }

  private String memory() throws IOException {
    return limit("memory", "memory.limit_in_bytes", "memory.max");
  }

  private String quota() throws IOException {
    return limit("cpu", "cpu.cfs_quota_us", "cpu.max").split(" ", -1)[0];
  }

  private String pids() throws IOException {
    return limit("pids", "pids.max", "pids.max");
  }

  @Test
  void updateChangesWhatIsSaidOrNothing() throws IOException {
    start("exec sleep 1000");
    assertEquals(List.of("33554432", "50000", "100"), List.of(memory(), quota(), pids()));
    update("{\"memory\": {\"limit\": 67108864, \"swap\": 67108864}, \"cpu\": {\"quota\": 20000}}");
    assertEquals(List.of("67108864", "20000", "100"), List.of(memory(), quota(), pids()));
    update("{\"pids\": {\"limit\": 50}, \"cpu\": {\"shares\": 1024, \"cpus\": \"0\"}}");
    assertEquals(List.of("67108864", "20000", "50"), List.of(memory(), quota(), pids()));
    assertEquals("0", limit("cpuset", "cpuset.cpus", "cpuset.cpus"));
    assertThrows(
        EngineException.class,
        () -> update("{\"pids\": {\"limit\": 10}, \"cpu\": {\"cpus\": \"500\"}}"));
    assertEquals("50", pids());
    update("{\"pids\": {\"limit\": -1}}");
    assertEquals("max", pids());
  }

  @Test
  void updateLooksBeforeItTakesMemoryAway() throws IOException {
    start("exec sleep 1000");
    EngineException refused =
        assertThrows(
            EngineException.class,
            () -> update("{\"memory\": {\"limit\": 4096, \"checkBeforeUpdate\": true}}"));
    assertTrue(refused.getMessage().contains("memory limit 4096 is less than the"));
    assertEquals("33554432", memory());
  }

  @Test
  void statisticsAreTheKernels() throws IOException {
    start("dd if=/dev/zero of=/dev/null bs=1M count=200 2>/dev/null; exec sleep 1000");
    List<String> lines = new ArrayList<>();
    runtime.statistics(ID, lines::add);
    String line = lines.get(0);
    assertTrue(line.startsWith("{\"type\":\"stats\",\"id\":\"c\",\"data\":{\"cpu\":"), line);
    assertTrue(line.contains("\"usage\":{\"limit\":33554432,\"usage\":"), line);
    assertTrue(line.matches(".*\"pids\":\\{\"current\":[12],\"limit\":100}.*"), line);
    assertTrue(line.matches(".*\"cpu\":\\{\"(usage|throttling)\":\\{.*\"total\":[1-9].*"), line);
  }

  @Test
  void eventsTellOfMemoryRunningOutUntilTheContainerEnds() throws IOException {
    start("until [ -e /go ]; do sleep 0.1; done; (tail /dev/zero); sleep 0.4; exit 0");
    List<String> lines = new ArrayList<>();
    runtime.events(
        ID,
        Duration.ofMillis(100),
        line -> {
          go();
          return lines.add(line);
        });
    assertTrue(lines.contains("{\"type\":\"oom\",\"id\":\"c\"}"), lines.toString());
    assertTrue(lines.get(0).startsWith("{\"type\":\"stats\""), lines.get(0));
  }

  private void go() {
    try {
      Files.writeString(bundle.resolve("rootfs/go"), "");
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
