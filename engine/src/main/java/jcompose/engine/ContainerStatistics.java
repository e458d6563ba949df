package jcompose.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a running container uses; what this machine does not count for it is empty.
 *
 * @param cpu time of processors
 * @param memory in bytes
 * @param pids processes and threads
 * @param pidsLimit the most of them; empty without a limit
 * @param blockIo reads and writes of each block device
 * @param hugepages bytes in use by size, for example {@code 2MB}
 * @param cpuPressure time spent waiting for processors
 * @param memoryPressure time spent waiting for memory
 * @param ioPressure time spent waiting for block devices
 */
public record ContainerStatistics(
    Cpu cpu,
    Memory memory,
    OptionalLong pids,
    OptionalLong pidsLimit,
    List<BlockDevice> blockIo,
    Map<String, Long> hugepages,
    Optional<Pressure> cpuPressure,
    Optional<Pressure> memoryPressure,
    Optional<Pressure> ioPressure) {

  /**
   * Time of processors since the container started, in microseconds.
   *
   * @param usage all of it
   * @param user in programs
   * @param system in the kernel
   * @param periods periods of its quota in which it ran
   * @param throttledPeriods those in which the quota was used up
   * @param throttled time for which it was kept waiting then
   */
  public record Cpu(
      OptionalLong usage,
      OptionalLong user,
      OptionalLong system,
      OptionalLong periods,
      OptionalLong throttledPeriods,
      OptionalLong throttled) {}

  /**
   * Memory, in bytes.
   *
   * @param usage what counts against the limit, caches included
   * @param peak the most it was
   * @param limit empty without one
   * @param swap what is swapped out
   * @param inactiveFile the part of caches that is given up first; Docker shows usage without it
   * @param oomKills processes that the limit has killed
   * @param details every line of memory.stat, in the kernel's order
   */
  public record Memory(
      OptionalLong usage,
      OptionalLong peak,
      OptionalLong limit,
      OptionalLong swap,
      OptionalLong inactiveFile,
      long oomKills,
      Map<String, Long> details) {}

  /** Bytes and operations of one block device. */
  public record BlockDevice(
      long major, long minor, long readBytes, long writtenBytes, long reads, long writes) {}

  /** Pressure stall information: some of the processes waited, and all of them did. */
  public record Pressure(Stall some, Optional<Stall> full) {}

  /**
   * How long was waited.
   *
   * @param avg10 percent of the last 10 seconds
   * @param avg60 percent of the last minute
   * @param avg300 percent of the last 5 minutes
   * @param totalMicros since the container started
   */
  public record Stall(double avg10, double avg60, double avg300, long totalMicros) {}
}
