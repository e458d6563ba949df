package jcompose.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Device;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Namespaces;
import jcompose.engine.spec.NetworkFiles;
import jcompose.engine.spec.ProcessSpec;
import jcompose.engine.spec.Resources;
import jcompose.engine.spec.Root;
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
          true);

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
                Optional.of(Path.of("/h")), Optional.empty(), Optional.of(Path.of("/r"))),
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
                OptionalLong.of(50_000),
                OptionalLong.of(100_000),
                OptionalLong.of(512),
                Optional.of("0-1"),
                OptionalLong.of(1L << 33),
                OptionalLong.of(1),
                OptionalLong.of(-1),
                OptionalLong.of(100)),
            new Security(
                Optional.of(new Seccomp.Profile("p.json", "{}")),
                Optional.of("unconfined"),
                Optional.of("u:r:t:s0"),
                Optional.empty(),
                Optional.of(List.of()),
                Optional.of(List.of("/proc/sys"))),
            true,
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
            false,
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
