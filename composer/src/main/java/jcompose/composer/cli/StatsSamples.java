package jcompose.composer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.ComposerException;
import jcompose.engine.ContainerLook;
import jcompose.engine.ContainerState;
import jcompose.engine.ContainerStatistics;
import jcompose.engine.EngineDirectories;
import jcompose.engine.state.IoReason;

/** Looks at what containers use, again and again: a share of time needs two looks. */
final class StatsSamples {
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final int UNIT = 1024;

  private final EngineDirectories directories;
  private final long machineMemory;
  private final Map<String, Cpu> before = new HashMap<>();

  /** Processor time at a look, both in microseconds. */
  private record Cpu(long at, long used) {
    Optional<Double> percentSince(Cpu earlier) {
      return at > earlier.at && used >= earlier.used
          ? Optional.of(100.0 * (used - earlier.used) / (at - earlier.at))
          : Optional.empty();
    }
  }

  StatsSamples(EngineDirectories directories) {
    this.directories = directories;
    try {
      this.machineMemory = total(Files.readString(MEMORY));
    } catch (IOException e) {
      throw new ComposerException(MEMORY + " cannot be read: " + IoReason.of(e), e);
    }
  }

  /** {@code MemTotal}, of which the file tells kilobytes: proc_meminfo(5). */
  static long total(String meminfo) {
    return meminfo
        .lines()
        .filter(line -> line.startsWith("MemTotal:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * UNIT)
        .findFirst()
        .orElse(0);
  }

  /** A line for each of the containers. */
  List<StatsLine> of(List<ContainerState> states) {
    return states.stream().map(this::line).toList();
  }

  private StatsLine line(ContainerState state) {
    String id = state.spec().id();
    Optional<ContainerLook> look = ContainerLook.at(directories, id);
    if (look.isEmpty()) {
      before.remove(id);
      return StatsLine.ended(state);
    }
    ContainerStatistics now = look.get().statistics();
    return StatsLine.of(
        state, now, cpu(id, now.cpu().usage()), look.get().network(), machineMemory);
  }

  private Optional<Double> cpu(String id, OptionalLong used) {
    if (used.isEmpty()) {
      return Optional.empty();
    }
    Cpu now = new Cpu(System.nanoTime() / 1000, used.getAsLong());
    return Optional.ofNullable(before.put(id, now)).flatMap(now::percentSince);
  }
}
