package jcompose.composer.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service's cgroup limits, those of {@code deploy.resources} included.
 *
 * @param cpu time and processors
 * @param memory memory and swap
 * @param pidsLimit processes and threads; -1 means unlimited
 * @param blkio reads and writes of block devices
 * @param deviceCgroupRules for example {@code c 10:200 rw}
 * @param cgroupParent the folder above the service's groups, absolute from the hierarchies' roots
 */
public record Limits(
    CpuLimits cpu,
    MemoryLimits memory,
    OptionalLong pidsLimit,
    BlkioConfig blkio,
    List<String> deviceCgroupRules,
    Optional<String> cgroupParent) {
  /** No limits. */
  public static final Limits NONE =
      new Limits(
          CpuLimits.NONE,
          MemoryLimits.NONE,
          OptionalLong.empty(),
          BlkioConfig.NONE,
          List.of(),
          Optional.empty());

  /** Copies the list. */
  public Limits {
    deviceCgroupRules = List.copyOf(deviceCgroupRules);
  }
}
