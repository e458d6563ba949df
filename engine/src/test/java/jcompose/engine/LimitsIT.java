package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import jcompose.engine.cgroup.ResourcesBuilder;
import jcompose.engine.spec.BlockIoResources;
import jcompose.engine.spec.BlockIoResources.ThrottleDevice;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.Resources;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rarer limits, as a container reads them in its own cgroups and runs into them. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class LimitsIT {
  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs shell(Resources resources, String script) {
    return Specs.shell(fixture.busybox, script).resources(resources);
  }

  /** What the files of these names say inside, wherever in /sys/fs/cgroup they are. */
  private String inside(Resources resources, String... files) {
    String script =
        "for f in "
            + String.join(" ", files)
            + "; do find /sys/fs/cgroup -name $f -exec cat {} ';'; done";
    EngineFixture.Result result = fixture.run(shell(resources, script));
    assertEquals("", result.err());
    return result.out();
  }

  private String refusal(Resources resources) {
    return assertThrows(EngineException.class, () -> fixture.run(shell(resources, "echo was here")))
        .getMessage();
  }

  private static ResourcesBuilder resources() {
    return new ResourcesBuilder();
  }

  private static boolean legacy(String controller) {
    return Files.isDirectory(Path.of("/sys/fs/cgroup", controller));
  }

  /** The number of the first whole disk: {@code 254:0}. */
  private static long[] disk() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/partitions"))) {
      String[] words = line.trim().split("\\s+", -1);
      if (words.length == 4 && Files.isDirectory(Path.of("/sys/block", words[3]))) {
        return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])};
      }
    }
    throw new AssertionError("this machine has no disk");
  }

  @Test
  void blockIoHasAWeight() {
    BlockIoResources weight =
        new BlockIoResources(
            OptionalInt.of(300),
            OptionalInt.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    Resources resources = resources().blockIo(weight).build();
    try {
      String told =
          inside(resources, "blkio.weight", "blkio.bfq.weight", "io.bfq.weight", "io.weight");
      // cgroup v2's own scale when there is no bfq
      assertTrue(told.contains("300") || told.contains("2930"), told);
    } catch (EngineException none) {
      String message = none.getMessage();
      assertTrue(message.startsWith("test: block I/O weight 300"), message);
      assertTrue(message.contains("CONFIG_BFQ_GROUP_IOSCHED"), message);
    }
  }

  @Test
  void blockIoIsThrottled() throws IOException {
    long[] disk = disk();
    BlockIoResources throttles =
        new BlockIoResources(
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of(),
            List.of(new ThrottleDevice(disk[0], disk[1], 1 << 20)),
            List.of(new ThrottleDevice(disk[0], disk[1], 2 << 20)),
            List.of(new ThrottleDevice(disk[0], disk[1], 100)),
            List.of(new ThrottleDevice(disk[0], disk[1], 200)));
    String name = disk[0] + ":" + disk[1];
    String expected =
        legacy("blkio")
            ? String.format(Locale.ROOT, "%1$s 1048576\n%1$s 2097152\n%1$s 100\n%1$s 200\n", name)
            : name + " rbps=1048576 wbps=2097152 riops=100 wiops=200\n";
    assertEquals(
        expected,
        inside(
            resources().blockIo(throttles).build(),
            "blkio.throttle.read_bps_device",
            "blkio.throttle.write_bps_device",
            "blkio.throttle.read_iops_device",
            "blkio.throttle.write_iops_device",
            "io.max"));
  }

  @Test
  void aThrottleOfNoDiskIsRefused() {
    BlockIoResources throttles =
        new BlockIoResources(
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of(),
            List.of(new ThrottleDevice(3999, 3, 1 << 20)),
            List.of(),
            List.of(),
            List.of());
    String message = refusal(resources().blockIo(throttles).build());
    assertTrue(message.contains("bytes read a second of device 3999:3 1048576"), message);
    assertTrue(message.contains("name a whole disk"), message);
  }

  @Test
  void hugePagesAreLimited() throws IOException {
    Resources resources = resources().hugepages("2MB", 8 << 20).build();
    if (Files.isDirectory(Path.of("/sys/fs/cgroup/unified"))) {
      hugePagesAreLimitedInTheTreeBeside(resources);
    } else {
      assertEquals("8388608\n", inside(resources, "hugetlb.2MB.limit_in_bytes", "hugetlb.2MB.max"));
    }
    String message = refusal(resources().hugepages("3MB", 3 << 20).build());
    assertTrue(message.startsWith("test: huge pages of 3MB 3145728"), message);
    assertTrue(message.contains("no huge pages of that size"), message);
  }

  /**
   * A v2 tree beside v1 hierarchies is not what programs look into: a container does not see it.
   */
  private void hugePagesAreLimitedInTheTreeBeside(Resources resources) throws IOException {
    Container container = fixture.start(shell(resources, "sleep 1000"));
    String own = EngineFixture.exec(container, "sed -n 's/^0:://p' /proc/1/cgroup").out();
    assertEquals("/\n", own); // its cgroup namespace begins there
    Path process = Path.of("/proc", "" + container.state().pid().getAsInt(), "cgroup");
    String line =
        Files.readAllLines(process).stream()
            .filter(text -> text.startsWith("0::"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        "8388608\n",
        Files.readString(Path.of("/sys/fs/cgroup/unified" + line.substring(3), "hugetlb.2MB.max")));
    container.delete();
  }

  @Test
  void realtimeIsGrantedOrRefusedByName() {
    Resources resources = resources().realtime(5000, 1_000_000).build();
    String message = refusal(resources);
    assertTrue(message.startsWith("test: cpu real-time "), message);
    assertTrue(
        message.contains("cgroup v2 has no real-time limits")
            || message.contains("CONFIG_RT_GROUP_SCHED")
            || message.contains("less real-time runtime itself"),
        message);
  }

  @Test
  void swappinessAndTheOomKillerAreThoseOfVersionOne() {
    Resources resources = resources().memory(64 << 20).swappiness(17).disableOomKiller().build();
    List<String> warnings = fixture.engine.warnings(shell(resources, "true").build());
    String told = inside(resources, "memory.swappiness", "memory.oom_control");
    if (legacy("memory")) {
      assertTrue(told.startsWith("17\noom_kill_disable 1\n"), told);
      assertEquals(List.of(), warnings);
    } else {
      assertEquals("", told);
      assertEquals(2, warnings.size(), warnings.toString());
      assertTrue(warnings.toString().contains("swappiness"), warnings.toString());
      assertTrue(warnings.toString().contains("OOM killer"), warnings.toString());
    }
  }

  /** Nodes are made inside and opened inside, as the rules say: of v1's list or of v2's program. */
  @Test
  void deviceRulesDecideWhatCanBeMadeAndOpened() {
    Resources all = Resources.UNLIMITED;
    Resources ruled =
        new Resources(
            all.cpu(),
            all.memory(),
            all.pidsLimit(),
            all.blockIo(),
            all.hugepageLimits(),
            all.networkClass(),
            all.rdma(),
            List.of(
                new DeviceRule("c", 1, 7, "rw", false), // which every container may
                DeviceRule.allow('c', 1, 7, "r"),
                new DeviceRule("c", 1, 5, "rw", false),
                new DeviceRule("b", -1, -1, "m", false)),
            all.unified());
    String script =
        "mknod /full c 1 7; (exec < /full) && echo reads; (exec > /full) && echo writes;"
            + " head -c1 /dev/zero && echo zeros; mknod /mem c 1 1 && echo made; (exec < /mem) &&"
            + " echo read mem; mknod /disk b 254 0 && echo made disk";
    EngineFixture.Result result = fixture.run(shell(ruled, script));
    assertEquals("reads\nmade\n", result.out(), result.err());
    assertEquals(4, result.err().lines().count(), result.err());
    assertEquals(
        4,
        result.err().lines().filter(line -> line.contains("not permitted")).count(),
        result.err());
    EngineFixture.Result usual = fixture.run(shell(all, script));
    assertEquals("reads\nwrites\n\0zeros\nmade\nmade disk\n", usual.out());
  }
}
