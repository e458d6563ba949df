package jcompose.bench;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import jcompose.engine.Capabilities;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.LogSettings;
import jcompose.engine.spec.Namespaces;
import jcompose.engine.spec.NetworkFiles;
import jcompose.engine.spec.ProcessAttributes;
import jcompose.engine.spec.ProcessSpec;
import jcompose.engine.spec.Resources;
import jcompose.engine.spec.Root;
import jcompose.engine.spec.Security;

/** The containers that are measured: they run /bin/true in namespaces of their own. */
final class Containers {
  private static final SplittableRandom IDS = new SplittableRandom();

  private Containers() {}

  static ContainerSpec ofTrue(Path rootfs, Resources resources, Security security) {
    byte[] id = new byte[32];
    IDS.nextBytes(id);
    return new ContainerSpec(
        HexFormat.of().formatHex(id),
        "bench",
        new Root(List.of(rootfs), false),
        new ProcessSpec(
            List.of("/bin/true"),
            List.of("PATH=/bin"),
            "/",
            "",
            List.of(),
            Capabilities.DOCKER_DEFAULT,
            false,
            false,
            false,
            ProcessAttributes.DEFAULT),
        Optional.empty(),
        Optional.empty(),
        NetworkFiles.GENERATED,
        List.of(),
        List.of(),
        Namespaces.PRIVATE,
        resources,
        security,
        Optional.empty(),
        Map.of(),
        false,
        false,
        LogSettings.DEFAULT,
        Map.of());
  }
}
