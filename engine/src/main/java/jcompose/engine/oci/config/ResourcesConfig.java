package jcompose.engine.oci.config;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The section {@code linux.resources}, which is also the file that {@code update -r} takes. */
public record ResourcesConfig(
    List<DeviceRule> devices,
    Optional<Memory> memory,
    Optional<Cpu> cpu,
    Optional<Pids> pids,
    Optional<BlockIo> blockIO,
    List<HugepageLimit> hugepageLimits,
    Optional<Network> network,
    Map<String, Rdma> rdma,
    Map<String, String> unified) {
  /** Whether devices may be used; what is left out means any. */
  public record DeviceRule(
      boolean allow,
      Optional<String> type,
      OptionalLong major,
      OptionalLong minor,
      Optional<String> access) {
    /** Checks the letters. */
    public DeviceRule {
      type = type.filter(text -> !text.isEmpty());
      access = access.filter(text -> !text.isEmpty());
      type.ifPresent(text -> Texts.requireOneOf(text, "type", List.of("a", "b", "c")));
      if (!access.orElse("rwm").matches("[rwm]{1,3}")) {
        throw new IllegalArgumentException("access '" + access.get() + "' is not a part of 'rwm'");
      }
    }
  }

  /** Bytes; -1 is no limit. */
  public record Memory(
      OptionalLong limit,
      OptionalLong reservation,
      OptionalLong swap,
      OptionalLong kernel,
      OptionalLong kernelTCP,
      OptionalLong swappiness,
      Optional<Boolean> disableOOMKiller,
      Optional<Boolean> useHierarchy,
      Optional<Boolean> checkBeforeUpdate) {
    /** Checks the swappiness. */
    public Memory {
      if (swappiness.orElse(0) < 0 || swappiness.orElse(0) > 100) {
        throw new IllegalArgumentException(
            "swappiness " + swappiness.getAsLong() + " is not from 0 to 100");
      }
    }
  }

  /** Times are microseconds. */
  public record Cpu(
      OptionalLong shares,
      OptionalLong quota,
      OptionalLong burst,
      OptionalLong period,
      OptionalLong realtimeRuntime,
      OptionalLong realtimePeriod,
      Optional<String> cpus,
      Optional<String> mems,
      OptionalLong idle) {
    /** Checks the lists; an empty one is none. */
    public Cpu {
      cpus = cpus.filter(text -> !text.isEmpty());
      mems = mems.filter(text -> !text.isEmpty());
      cpus.ifPresent(list -> Texts.requireCpus(list, "cpus"));
      mems.ifPresent(list -> Texts.requireCpus(list, "mems"));
    }
  }

  /** Processes and threads; -1 is no limit. */
  public record Pids(long limit) {}

  /** Weights from 10 to 1000, limits for single devices. */
  public record BlockIo(
      OptionalInt weight,
      OptionalInt leafWeight,
      List<WeightDevice> weightDevice,
      List<ThrottleDevice> throttleReadBpsDevice,
      List<ThrottleDevice> throttleWriteBpsDevice,
      List<ThrottleDevice> throttleReadIOPSDevice,
      List<ThrottleDevice> throttleWriteIOPSDevice) {
    /** Copies the lists. */
    public BlockIo {
      weightDevice = List.copyOf(weightDevice);
      throttleReadBpsDevice = List.copyOf(throttleReadBpsDevice);
      throttleWriteBpsDevice = List.copyOf(throttleWriteBpsDevice);
      throttleReadIOPSDevice = List.copyOf(throttleReadIOPSDevice);
      throttleWriteIOPSDevice = List.copyOf(throttleWriteIOPSDevice);
    }
  }

  /** A device's weight. */
  public record WeightDevice(long major, long minor, OptionalInt weight, OptionalInt leafWeight) {}

  /** A device's limit. */
  public record ThrottleDevice(long major, long minor, BigInteger rate) {}

  /** Bytes of one page size, for example {@code 2MB}. */
  public record HugepageLimit(String pageSize, BigInteger limit) {
    /** Checks the size. */
    public HugepageLimit {
      if (!pageSize.matches("[1-9]\\d*[KMG]B")) {
        throw new IllegalArgumentException("pageSize '" + pageSize + "' is not one like 2MB");
      }
    }
  }

  /** net_cls and net_prio. */
  public record Network(OptionalLong classID, List<InterfacePriority> priorities) {
    /** Copies the list. */
    public Network {
      priorities = List.copyOf(priorities);
    }
  }

  /** A priority of an interface. */
  public record InterfacePriority(String name, long priority) {}

  /** Limits of one RDMA device. */
  public record Rdma(OptionalLong hcaHandles, OptionalLong hcaObjects) {}

  /** Copies the collections. */
  public ResourcesConfig {
    devices = List.copyOf(devices);
    hugepageLimits = List.copyOf(hugepageLimits);
    rdma = Collections.unmodifiableMap(new LinkedHashMap<>(rdma));
    unified = Collections.unmodifiableMap(new LinkedHashMap<>(unified));
  }
}
