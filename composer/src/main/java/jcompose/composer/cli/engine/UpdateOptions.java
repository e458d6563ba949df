package jcompose.composer.cli.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.oci.config.ResourcesConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Limits as options of {@code update}, under runc's names. */
final class UpdateOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([bkmgtp]?)(?:i?b)?");
  private static final String UNITS = "bkmgtp";

  private static final String BLKIO_WEIGHT = "--blkio-weight";
  private static final String CPU_PERIOD = "--cpu-period";
  private static final String CPU_QUOTA = "--cpu-quota";
  private static final String CPU_BURST = "--cpu-burst";
  private static final String CPU_SHARE = "--cpu-share";
  private static final String CPU_RT_PERIOD = "--cpu-rt-period";
  private static final String CPU_RT_RUNTIME = "--cpu-rt-runtime";
  private static final String CPU_IDLE = "--cpu-idle";
  private static final String CPUSET_CPUS = "--cpuset-cpus";
  private static final String CPUSET_MEMS = "--cpuset-mems";
  private static final String MEMORY = "--memory";
  private static final String MEMORY_RESERVATION = "--memory-reservation";
  private static final String MEMORY_SWAP = "--memory-swap";
  private static final String PIDS_LIMIT = "--pids-limit";
  private static final List<String> CACHE = List.of("--l3-cache-schema", "--mem-bw-schema");

  private UpdateOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(Options.value("N", "Share of block I/O, 10 to 1000", BLKIO_WEIGHT));
    spec.addOption(Options.value("MICROSECONDS", "Period of the CPU quota", CPU_PERIOD));
    spec.addOption(Options.value("MICROSECONDS", "CPU time in each; -1 for all", CPU_QUOTA));
    spec.addOption(Options.value("MICROSECONDS", "Quota that may be saved up", CPU_BURST));
    spec.addOption(Options.value("N", "Share of CPU time, 2 to 262144", CPU_SHARE));
    spec.addOption(Options.value("MICROSECONDS", "Period of real-time threads", CPU_RT_PERIOD));
    spec.addOption(Options.value("MICROSECONDS", "Their time in each", CPU_RT_RUNTIME));
    spec.addOption(Options.value("0|1", "1 runs only when nothing else does", CPU_IDLE));
    spec.addOption(Options.value("LIST", "Processors, for example 0-1,3", CPUSET_CPUS));
    spec.addOption(Options.value("LIST", "Memory nodes", CPUSET_MEMS));
    spec.addOption(Options.value("BYTES", "Memory, for example 64m; -1 for all", MEMORY));
    spec.addOption(Options.value("BYTES", "Memory kept under pressure", MEMORY_RESERVATION));
    spec.addOption(Options.value("BYTES", "Memory and swap; -1 for all", MEMORY_SWAP));
    spec.addOption(Options.value("N", "Processes and threads; -1 for any", PIDS_LIMIT));
    CACHE.forEach(name -> spec.addOption(Options.value("TEXT", "Refused: not supported", name)));
  }

  /** What was given; empty when nothing was. */
  static Optional<ResourcesConfig> of(ParseResult parsed) {
    for (String name : CACHE) {
      if (parsed.hasMatchedOption(name)) {
        throw new EngineException(name + " is not supported; leave it out");
      }
    }
    ResourcesConfig.Memory memory =
        new ResourcesConfig.Memory(
            bytes(parsed, MEMORY),
            bytes(parsed, MEMORY_RESERVATION),
            bytes(parsed, MEMORY_SWAP),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ResourcesConfig.Cpu cpu =
        new ResourcesConfig.Cpu(
            number(parsed, CPU_SHARE),
            number(parsed, CPU_QUOTA),
            number(parsed, CPU_BURST),
            number(parsed, CPU_PERIOD),
            number(parsed, CPU_RT_RUNTIME),
            number(parsed, CPU_RT_PERIOD),
            EngineContext.text(parsed, CPUSET_CPUS),
            EngineContext.text(parsed, CPUSET_MEMS),
            number(parsed, CPU_IDLE));
    OptionalLong pids = number(parsed, PIDS_LIMIT);
    OptionalLong weight = number(parsed, BLKIO_WEIGHT);
    boolean given =
        Stream.of(
                CPUSET_CPUS,
                CPUSET_MEMS,
                MEMORY,
                MEMORY_RESERVATION,
                MEMORY_SWAP,
                CPU_SHARE,
                CPU_QUOTA,
                CPU_BURST,
                CPU_PERIOD,
                CPU_RT_RUNTIME,
                CPU_RT_PERIOD,
                CPU_IDLE,
                PIDS_LIMIT,
                BLKIO_WEIGHT)
            .anyMatch(parsed::hasMatchedOption);
    return given
        ? Optional.of(
            new ResourcesConfig(
                List.of(),
                Optional.of(memory),
                Optional.of(cpu),
                pids.isPresent()
                    ? Optional.of(new ResourcesConfig.Pids(pids.getAsLong()))
                    : Optional.empty(),
                weight.isPresent()
                    ? Optional.of(blockIo((int) Math.min(weight.getAsLong(), Integer.MAX_VALUE)))
                    : Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Map.of()))
        : Optional.empty();
  }

  private static ResourcesConfig.BlockIo blockIo(int weight) {
    return new ResourcesConfig.BlockIo(
        OptionalInt.of(weight),
        OptionalInt.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static OptionalLong number(ParseResult parsed, String name) {
    Optional<String> text = EngineContext.text(parsed, name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.get().matches("-1|\\d{1,18}")) {
      throw new EngineException(name + " '" + text.get() + "' is not a number");
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }

  private static OptionalLong bytes(ParseResult parsed, String name) {
    Optional<String> text = EngineContext.text(parsed, name);
    if (text.isEmpty() || text.get().equals("-1")) {
      return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(-1);
    }
    Matcher size = SIZE.matcher(text.get().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new EngineException(
          name + " '" + text.get() + "' is not a number of bytes such as 67108864 or 64m");
    }
    int power = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2));
    BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1024).pow(power));
    return OptionalLong.of(bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
  }
}
