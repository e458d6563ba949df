package jcompose.composer.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.engine.ContainerState;
import jcompose.engine.ContainerStatistics;
import jcompose.engine.InterfaceTotals;

/**
 * What {@code stats} says of one container; its JSON has these names. What does not run, or is not
 * counted on this machine, is not there.
 *
 * @param cpuPercent of one processor, since the look before
 * @param memoryUsage in bytes, without the caches that are given up first
 * @param memoryLimit its own limit, or what the machine has
 * @param networkReceived bytes of its interfaces, the loopback left out
 * @param blockRead bytes from all block devices
 * @param pids processes and threads
 */
record StatsLine(
    String id,
    String name,
    String service,
    Optional<Double> cpuPercent,
    OptionalLong memoryUsage,
    OptionalLong memoryLimit,
    Optional<Double> memoryPercent,
    OptionalLong networkReceived,
    OptionalLong networkSent,
    OptionalLong blockRead,
    OptionalLong blockWritten,
    OptionalLong pids) {
  private static final String NONE = "--";

  /** Of one that does not run. */
  static StatsLine ended(ContainerState state) {
    return new StatsLine(
        state.spec().id(),
        state.spec().name(),
        ChosenContainers.service(state),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /**
   * Of one that runs.
   *
   * @param network empty when it has no interfaces of its own
   * @param machineMemory bytes of memory that this machine has
   */
  static StatsLine of(
      ContainerState state,
      ContainerStatistics now,
      Optional<Double> cpuPercent,
      Optional<InterfaceTotals> network,
      long machineMemory) {
    OptionalLong usage = used(now.memory());
    long limit = Math.min(machineMemory, now.memory().limit().orElse(machineMemory));
    return new StatsLine(
        state.spec().id(),
        state.spec().name(),
        ChosenContainers.service(state),
        cpuPercent,
        usage,
        OptionalLong.of(limit),
        usage.isPresent() && limit > 0
            ? Optional.of(100.0 * usage.getAsLong() / limit)
            : Optional.empty(),
        network.map(totals -> OptionalLong.of(totals.received())).orElse(OptionalLong.empty()),
        network.map(totals -> OptionalLong.of(totals.sent())).orElse(OptionalLong.empty()),
        OptionalLong.of(
            now.blockIo().stream().mapToLong(ContainerStatistics.BlockDevice::readBytes).sum()),
        OptionalLong.of(
            now.blockIo().stream().mapToLong(ContainerStatistics.BlockDevice::writtenBytes).sum()),
        now.pids());
  }

  /** As Docker counts it. */
  private static OptionalLong used(ContainerStatistics.Memory memory) {
    if (memory.usage().isEmpty()) {
      return OptionalLong.empty();
    }
    long inactive = memory.inactiveFile().orElse(0);
    long usage = memory.usage().getAsLong();
    return OptionalLong.of(inactive < usage ? usage - inactive : usage);
  }

  /** The cells of a table's row. */
  String[] cells(boolean whole) {
    return new String[] {
      whole ? id : id.substring(0, 12),
      name,
      percent(cpuPercent),
      binary(memoryUsage) + " / " + binary(memoryLimit),
      percent(memoryPercent),
      decimal(networkReceived) + " / " + decimal(networkSent),
      decimal(blockRead) + " / " + decimal(blockWritten),
      pids.isPresent() ? Long.toString(pids.getAsLong()) : NONE
    };
  }

  private static String percent(Optional<Double> value) {
    return value.map(known -> String.format(Locale.ROOT, "%.2f%%", known)).orElse(NONE);
  }

  private static String binary(OptionalLong bytes) {
    return bytes.isPresent() ? Sizes.binary(bytes.getAsLong()) : NONE;
  }

  private static String decimal(OptionalLong bytes) {
    return bytes.isPresent() ? Sizes.words(bytes.getAsLong()) : NONE;
  }
}
