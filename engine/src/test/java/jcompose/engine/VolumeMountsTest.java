package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jcompose.engine.spec.VolumeDevice;
import org.junit.jupiter.api.Test;

/** The calls that mount volumes' devices. */
final class VolumeMountsTest {
  private static String mounting(String type, String device, String... options) {
    return VolumeMounts.mounting(
            new VolumeDevice(type, device, List.of(options)), Path.of("/volumes/v/_data"))
        .toString();
  }

  @Test
  void flagsAreTheKernelsAndTheRestTheFileSystems() {
    assertEquals(
        "mount(\":/export\", \"/volumes/v/_data\", \"nfs\", RDONLY|NOATIME,"
            + " \"addr=10.0.0.9,nfsvers=4\")",
        mounting("nfs", ":/export", "addr=10.0.0.9", "ro", "nfsvers=4", "noatime"));
    assertEquals(
        "mount(\"tmpfs\", \"/volumes/v/_data\", \"tmpfs\", 0, \"size=1m\")",
        mounting("tmpfs", "tmpfs", "size=1m", "rw"));
  }

  @Test
  void theServersNameIsLookedUpAsDockerDoes() {
    assertEquals(
        "mount(\":/x\", \"/volumes/v/_data\", \"nfs\", 0, \"addr=127.0.0.1\")",
        mounting("nfs", ":/x", "addr=localhost"));
  }
}
