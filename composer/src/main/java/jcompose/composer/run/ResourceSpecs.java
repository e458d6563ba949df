package jcompose.composer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.composer.ComposerException;
import jcompose.composer.model.BlkioConfig;
import jcompose.composer.model.BlkioConfig.OfDevice;
import jcompose.composer.model.CpuLimits;
import jcompose.composer.model.Limits;
import jcompose.composer.model.MemoryLimits;
import jcompose.engine.spec.BlockIoResources;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.NetworkClass;
import jcompose.engine.spec.Resources;

/** A service's limits in the engine's records. */
final class ResourceSpecs {
  private static final long PERIOD_MICROS = 100_000;
  private static final long NANO = 1_000_000_000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int FILE_TYPE = 0170000;

  private ResourceSpecs() {}

  /**
   * The limits.
   *
   * @param processors how many this machine has
   */
  static Resources of(Limits limits, int processors) {
    MemoryLimits memory = limits.memory();
    return new Resources(
        cpu(limits.cpu(), processors),
        new MemoryResources(
            memory.limit(),
            memory.reservation(),
            memory.swap(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            memory.swappiness(),
            memory.oomKillDisable()),
        limits.pidsLimit(),
        blockIo(limits.blkio()),
        List.of(),
        NetworkClass.NONE,
        Map.of(),
        limits.deviceCgroupRules().stream().map(ResourceSpecs::deviceRule).toList(),
        Map.of());
  }

  private static CpuResources cpu(CpuLimits cpu, int processors) {
    OptionalLong quota = cpu.quotaMicros();
    OptionalLong period = cpu.periodMicros();
    OptionalLong nano = nano(cpu, processors);
    if (nano.isPresent()) {
      quota = OptionalLong.of(nano.getAsLong() / (NANO / PERIOD_MICROS));
      period = OptionalLong.of(PERIOD_MICROS);
    }
    return new CpuResources(
        cpu.shares(),
        quota,
        period,
        OptionalLong.empty(),
        cpu.realtimeRuntimeMicros(),
        cpu.realtimePeriodMicros(),
        cpu.cpuset(),
        Optional.empty(),
        OptionalInt.empty());
  }

  private static OptionalLong nano(CpuLimits cpu, int processors) {
    if (cpu.count().isPresent()) {
      return OptionalLong.of(cpu.count().getAsLong() * NANO);
    }
    return cpu.percentNano().isPresent()
        ? OptionalLong.of(cpu.percentNano().getAsLong() / 100 * processors)
        : cpu.nano();
  }

  private static BlockIoResources blockIo(BlkioConfig blkio) {
    List<BlockIoResources.WeightDevice> weights = new ArrayList<>();
    for (OfDevice device : blkio.weightDevice()) {
      long number = number(device.path());
      weights.add(
          new BlockIoResources.WeightDevice(
              major(number),
              minor(number),
              OptionalInt.of((int) device.value()),
              OptionalInt.empty()));
    }
    return new BlockIoResources(
        blkio.weight(),
        OptionalInt.empty(),
        weights,
        rates(blkio.deviceReadBps()),
        rates(blkio.deviceWriteBps()),
        rates(blkio.deviceReadIops()),
        rates(blkio.deviceWriteIops()));
  }

  private static List<BlockIoResources.ThrottleDevice> rates(List<OfDevice> devices) {
    List<BlockIoResources.ThrottleDevice> rates = new ArrayList<>();
    for (OfDevice device : devices) {
      long number = number(device.path());
      rates.add(new BlockIoResources.ThrottleDevice(major(number), minor(number), device.value()));
    }
    return rates;
  }

  private static long number(Path device) {
    try {
      if (((int) Files.getAttribute(device, "unix:mode") & FILE_TYPE) == BLOCK_DEVICE) {
        return (long) Files.getAttribute(device, "unix:rdev");
      }
    } catch (IOException absent) {
      throw new ComposerException("blkio_config: " + device + " does not exist", absent);
    }
    throw new ComposerException("blkio_config: " + device + " is not a block device");
  }

  /** As glibc packs them: makedev(3). */
  private static long major(long device) {
    return ((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL);
  }

  private static long minor(long device) {
    return (device & 0xff) | ((device >>> 12) & 0xffffff00L);
  }

  /** Of {@code TYPE MAJOR:MINOR ACCESS}. */
  private static DeviceRule deviceRule(String rule) {
    String[] words = rule.split("[ :]", -1);
    return DeviceRule.allow(
        words[0].charAt(0), deviceNumber(words[1]), deviceNumber(words[2]), words[3]);
  }

  private static long deviceNumber(String word) {
    return word.equals("*") ? -1 : Long.parseLong(word);
  }
}
