package jcompose.composer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.composer.ComposerException;
import jcompose.composer.model.BlkioConfig;
import jcompose.composer.model.CpuLimits;
import jcompose.composer.model.Limits;
import jcompose.composer.model.MemoryLimits;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.Resources;
import org.junit.jupiter.api.Test;

class ResourceSpecsTest {
  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void cpusBecomeQuotaOfAPeriod() {
    assertEquals("50000/100000", quota(OptionalLong.of(500_000_000), NONE, NONE));
  }

  @Test
  void aCountOfProcessorsIsAQuota() {
    assertEquals("300000/100000", quota(NONE, NONE, OptionalLong.of(3)));
  }

  @Test
  void aPercentageIsOfAllProcessors() {
    assertEquals("200000/100000", quota(NONE, OptionalLong.of(50_000_000_000L), NONE));
  }

  private static String quota(OptionalLong nano, OptionalLong percent, OptionalLong count) {
    CpuLimits cpu =
        new CpuLimits(nano, percent, count, NONE, NONE, NONE, NONE, NONE, Optional.empty());
    Resources resources = resources(cpu, BlkioConfig.NONE);
    return resources.cpu().quotaMicros().getAsLong()
        + "/"
        + resources.cpu().periodMicros().getAsLong();
  }

  @Test
  void deviceRulesAreRead() {
    assertEquals(
        List.of(DeviceRule.allow('c', 10, -1, "rm")),
        resources(CpuLimits.NONE, BlkioConfig.NONE).devices());
  }

  @Test
  void whatIsNoBlockDeviceIsRefused() {
    BlkioConfig blkio =
        new BlkioConfig(
            OptionalInt.empty(),
            List.of(),
            List.of(new BlkioConfig.OfDevice(Path.of("/dev/null"), 1)),
            List.of(),
            List.of(),
            List.of());
    ComposerException refused =
        assertThrows(ComposerException.class, () -> resources(CpuLimits.NONE, blkio));
    assertEquals("blkio_config: /dev/null is not a block device", refused.getMessage());
  }

  private static Resources resources(CpuLimits cpu, BlkioConfig blkio) {
    return ResourceSpecs.of(
        new Limits(
            cpu,
            MemoryLimits.NONE,
            OptionalLong.of(5),
            blkio,
            List.of("c 10:* rm"),
            Optional.empty()),
        4);
  }
}
