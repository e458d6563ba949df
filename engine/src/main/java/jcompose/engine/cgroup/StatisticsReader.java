package jcompose.engine.cgroup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;
import jcompose.engine.ContainerStatistics;
import jcompose.engine.ContainerStatistics.BlockDevice;
import jcompose.engine.ContainerStatistics.Cpu;
import jcompose.engine.ContainerStatistics.Memory;
import jcompose.engine.ContainerStatistics.Pressure;
import jcompose.engine.ContainerStatistics.Stall;

/** Reads statistics out of the text of a group's files, of whichever version has them. */
final class StatisticsReader {
  /** What v1 writes where there is no limit: the largest number of whole pages. */
  private static final long NO_LIMIT = Long.MAX_VALUE - (64 << 10);

  private final Files files;

  /** A group's files; text is empty where there is none. */
  interface Files {
    String v1(Controller controller, String file);

    String v2(String file);

    /** The sizes of huge pages that the machine has. */
    List<String> pageSizes();
  }

  StatisticsReader(Files files) {
    this.files = files;
  }

  ContainerStatistics read() {
    Map<String, Long> hugepages = new LinkedHashMap<>();
    for (String size : files.pageSizes()) {
      either(
              Controller.HUGETLB,
              "hugetlb." + size + ".usage_in_bytes",
              "hugetlb." + size + ".current")
          .ifPresent(bytes -> hugepages.put(size, bytes));
    }
    return new ContainerStatistics(
        cpu(),
        memory(),
        either(Controller.PIDS, "pids.current", "pids.current"),
        either(Controller.PIDS, "pids.max", "pids.max"),
        blockIo(),
        hugepages,
        pressure("cpu.pressure"),
        pressure("memory.pressure"),
        pressure("io.pressure"));
  }

  private OptionalLong either(Controller controller, String v1, String v2) {
    OptionalLong number = number(files.v1(controller, v1));
    return number.isPresent() ? number : number(files.v2(v2));
  }

  /** A v2 tree counts time even where the controller is on v1. */
  private Cpu cpu() {
    String unified = files.v2("cpu.stat");
    String legacy = files.v1(Controller.CPU, "cpu.stat");
    OptionalLong usage = value(unified, "usage_usec");
    OptionalLong user = value(unified, "user_usec");
    OptionalLong system = value(unified, "system_usec");
    if (usage.isEmpty()) {
      usage = thousandth(number(files.v1(Controller.CPUACCT, "cpuacct.usage")));
      user = thousandth(number(files.v1(Controller.CPUACCT, "cpuacct.usage_user")));
      system = thousandth(number(files.v1(Controller.CPUACCT, "cpuacct.usage_sys")));
    }
    boolean onLegacy = !legacy.isEmpty();
    return new Cpu(
        usage,
        user,
        system,
        value(onLegacy ? legacy : unified, "nr_periods"),
        value(onLegacy ? legacy : unified, "nr_throttled"),
        onLegacy ? thousandth(value(legacy, "throttled_time")) : value(unified, "throttled_usec"));
  }

  private Memory memory() {
    String legacy = files.v1(Controller.MEMORY, "memory.stat");
    if (legacy.isEmpty()) {
      String stat = files.v2("memory.stat");
      return new Memory(
          number(files.v2("memory.current")),
          number(files.v2("memory.peak")),
          number(files.v2("memory.max")),
          number(files.v2("memory.swap.current")),
          value(stat, "inactive_file"),
          CgroupFiles.number(files.v2("memory.events"), "oom_kill"),
          values(stat));
    }
    OptionalLong limit = number(files.v1(Controller.MEMORY, "memory.limit_in_bytes"));
    return new Memory(
        number(files.v1(Controller.MEMORY, "memory.usage_in_bytes")),
        number(files.v1(Controller.MEMORY, "memory.max_usage_in_bytes")),
        limit.isPresent() && limit.getAsLong() < NO_LIMIT ? limit : OptionalLong.empty(),
        value(legacy, "total_swap"),
        value(legacy, "total_inactive_file"),
        CgroupFiles.number(files.v1(Controller.MEMORY, "memory.oom_control"), "oom_kill"),
        values(legacy));
  }

  private List<BlockDevice> blockIo() {
    Map<String, BlockDevice> devices = new TreeMap<>();
    // 8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6
    for (String line : files.v2("io.stat").lines().toList()) {
      for (String word : line.split(" ", -1)) {
        int equals = word.indexOf('=');
        if (equals > 0) {
          String key = word.substring(0, equals);
          long count = Long.parseLong(word.substring(equals + 1));
          merge(devices, line.substring(0, line.indexOf(' ')), key, count);
        }
      }
    }
    // 8:0 Read 1, one line each
    legacyIo(devices, "blkio.throttle.io_service_bytes_recursive", "rbytes", "wbytes");
    legacyIo(devices, "blkio.throttle.io_serviced_recursive", "rios", "wios");
    return List.copyOf(devices.values());
  }

  private void legacyIo(
      Map<String, BlockDevice> devices, String file, String reads, String writes) {
    for (String line : files.v1(Controller.BLKIO, file).lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words.length == 3 && (words[1].equals("Read") || words[1].equals("Write"))) {
        String key = words[1].equals("Read") ? reads : writes;
        merge(devices, words[0], key, Long.parseLong(words[2]));
      }
    }
  }

  private static void merge(
      Map<String, BlockDevice> devices, String number, String key, long count) {
    int colon = number.indexOf(':');
    BlockDevice none =
        new BlockDevice(
            Long.parseLong(number.substring(0, colon)),
            Long.parseLong(number.substring(colon + 1)),
            0,
            0,
            0,
            0);
    BiFunction<String, BlockDevice, BlockDevice> counted =
        (name, d) ->
            switch (key) {
              case "rbytes" ->
                  new BlockDevice(
                      d.major(), d.minor(), count, d.writtenBytes(), d.reads(), d.writes());
              case "wbytes" ->
                  new BlockDevice(
                      d.major(), d.minor(), d.readBytes(), count, d.reads(), d.writes());
              case "rios" ->
                  new BlockDevice(
                      d.major(), d.minor(), d.readBytes(), d.writtenBytes(), count, d.writes());
              case "wios" ->
                  new BlockDevice(
                      d.major(), d.minor(), d.readBytes(), d.writtenBytes(), d.reads(), count);
              default -> d;
            };
    devices.putIfAbsent(number, none);
    devices.computeIfPresent(number, counted);
  }

  /** {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0}, and the same with {@code full}. */
  private Optional<Pressure> pressure(String file) {
    String text = files.v2(file);
    return stall(text, "some ").map(some -> new Pressure(some, stall(text, "full ")));
  }

  private static Optional<Stall> stall(String text, String kind) {
    return text.lines()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()).replaceAll("[a-z0-9]+=", "").split(" ", -1))
        .filter(words -> words.length == 4)
        .map(
            words ->
                new Stall(
                    Double.parseDouble(words[0]),
                    Double.parseDouble(words[1]),
                    Double.parseDouble(words[2]),
                    Long.parseLong(words[3])))
        .findFirst();
  }

  private static OptionalLong thousandth(OptionalLong nanoseconds) {
    return nanoseconds.isPresent()
        ? OptionalLong.of(nanoseconds.getAsLong() / 1000)
        : OptionalLong.empty();
  }

  private static OptionalLong number(String text) {
    String digits = text.trim();
    return digits.matches("\\d{1,18}|9\\d{18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  private static OptionalLong value(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key + " "))
        .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).trim()))
        .findFirst();
  }

  private static Map<String, Long> values(String text) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0) {
        number(line.substring(space))
            .ifPresent(number -> values.put(line.substring(0, space), number));
      }
    }
    return values;
  }
}
