package jcompose.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.engine.spec.BlockIoResources;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.CpuAffinity;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.Device;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.HostEntry;
import jcompose.engine.spec.HugepageLimit;
import jcompose.engine.spec.IoPriority;
import jcompose.engine.spec.LogSettings;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Namespaces;
import jcompose.engine.spec.NetworkClass;
import jcompose.engine.spec.NetworkFiles;
import jcompose.engine.spec.Personality;
import jcompose.engine.spec.ProcessAttributes;
import jcompose.engine.spec.ProcessSpec;
import jcompose.engine.spec.Resolver;
import jcompose.engine.spec.Resources;
import jcompose.engine.spec.Rlimit;
import jcompose.engine.spec.Root;
import jcompose.engine.spec.Scheduler;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.spec.Security;
import org.junit.jupiter.api.Test;

final class SpecJsonTest {
  private static final ProcessSpec PROCESS =
      new ProcessSpec(
          List.of("sh", "-c", "echo \"$A\""),
          List.of("A=1", "B="),
          "/",
          "nobody:nogroup",
          List.of("audio"),
          Set.of("CAP_CHOWN", "CAP_KILL", "CAP_SETUID"),
          true,
          false,
          true,
          new ProcessAttributes(
              List.of(new Rlimit("RLIMIT_NOFILE", 10, Rlimit.INFINITY)),
              OptionalInt.of(-5),
              OptionalInt.of(027),
              Optional.of(new Personality("LINUX32", List.of("ADDR_NO_RANDOMIZE"))),
              Optional.of(new Scheduler("SCHED_BATCH", 5, 0, List.of(), 0, 0, 0)),
              Optional.of(new IoPriority("IOPRIO_CLASS_BE", 7)),
              Optional.of(new CpuAffinity(Optional.of("0"), Optional.of("0-1")))));

  @Test
  void aContainerWithEverythingComesBack() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("z", "first");
    annotations.put("a", "second");
    ContainerSpec spec =
        new ContainerSpec(
            "0123456789abcdef".repeat(4),
            "shop-web-1",
            new Root(List.of(Path.of("/layers/a"), Path.of("/layers/b")), true),
            PROCESS,
            Optional.of("web"),
            Optional.of("lab"),
            new NetworkFiles(
                Optional.of(Path.of("/h")),
                Optional.empty(),
                Optional.of(Path.of("/r")),
                List.of(new HostEntry("::1", "me")),
                new Resolver(List.of("9.9.9.9"), List.of("lab"), List.of("ndots:2"))),
            List.of(
                new Mount.Bind(Path.of("/src"), "/data", true),
                new Mount.Tmpfs("/tmp", "size=64m", false)),
            List.of(new Device(Path.of("/dev/fuse"), "/dev/fuse", "rw")),
            new Namespaces(
                Map.of(
                    NamespaceType.PID, new NamespaceMode.Host(),
                    NamespaceType.UTS, new NamespaceMode.Private(),
                    NamespaceType.IPC, new NamespaceMode.OfContainer("ff"),
                    NamespaceType.NETWORK, new NamespaceMode.OfPath(Path.of("/run/netns/x")))),
            new Resources(
                CpuResources.of(
                    OptionalLong.of(512),
                    OptionalLong.of(50_000),
                    OptionalLong.of(100_000),
                    Optional.of("0-1")),
                MemoryResources.of(
                    OptionalLong.of(1L << 33), OptionalLong.of(1), OptionalLong.of(-1)),
                OptionalLong.of(100),
                new BlockIoResources(
                    OptionalInt.of(500),
                    OptionalInt.empty(),
                    List.of(
                        new BlockIoResources.WeightDevice(
                            8, 0, OptionalInt.of(10), OptionalInt.empty())),
                    List.of(new BlockIoResources.ThrottleDevice(8, 0, 1 << 20)),
                    List.of(),
                    List.of(),
                    List.of()),
                List.of(new HugepageLimit("2MB", 1 << 21)),
                new NetworkClass(OptionalLong.of(0x100001), Map.of("eth0", 5)),
                Map.of("mlx5_0", "hca_handle=2"),
                List.of(DeviceRule.allow('c', 10, -1, "r")),
                Map.of("memory.high", "1000000")),
            new Security(
                Optional.of(new Seccomp.Profile("p.json", "{}")),
                Optional.of("unconfined"),
                Optional.of("u:r:t:s0"),
                Optional.empty(),
                Optional.of(List.of()),
                Optional.of(List.of("/proc/sys"))),
            Optional.of("/lab/web"),
            Map.of("net.ipv4.ip_forward", "1"),
            true,
            true,
            new LogSettings(false, 10, 3),
            annotations);
    ContainerSpec back = RecordJson.read(RecordJson.toBytes(spec), ContainerSpec.class);
    assertEquals(spec, back);
    assertEquals(List.of("z", "a"), List.copyOf(back.annotations().keySet()));
  }

  @Test
  void aContainerWithNothingComesBack() {
    ContainerSpec spec =
        new ContainerSpec(
            "a".repeat(64),
            "x",
            new Root(List.of(Path.of("/")), false),
            PROCESS,
            Optional.empty(),
            Optional.empty(),
            NetworkFiles.GENERATED,
            List.of(),
            List.of(),
            Namespaces.PRIVATE,
            Resources.UNLIMITED,
            Security.DEFAULT,
            Optional.empty(),
            Map.of(),
            false,
            false,
            LogSettings.DEFAULT,
            Map.of());
    assertEquals(spec, RecordJson.read(RecordJson.toBytes(spec), ContainerSpec.class));
  }

  @Test
  void anExecComesBack() {
    ExecSpec spec =
        new ExecSpec(
            List.of("id"),
            List.of("A=b"),
            Optional.of("/w"),
            Optional.of("0:0"),
            true,
            Optional.of(new ExecSpec.Size(24, 80)),
            false);
    assertEquals(spec, RecordJson.read(RecordJson.toBytes(spec), ExecSpec.class));
  }
}
