package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.model.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cpus}, {@code mem_limit} and the other limits. */
final class LimitsTest {
  @TempDir Path folder;

  @Test
  void readsNumbersAndUnits() {
    Limits limits =
        Folder.of(folder)
            .service(
                "cpus: 0.5",
                "cpu_shares: '512'",
                "cpuset: 0-2,4",
                "mem_limit: 1.5gb",
                "mem_reservation: 64 MiB",
                "memswap_limit: -1",
                "pids_limit: 10")
            .limits();
    assertEquals(
        new Limits(
            OptionalLong.of(500_000_000),
            OptionalLong.of(512),
            Optional.of("0-2,4"),
            OptionalLong.of(1_610_612_736),
            OptionalLong.of(67_108_864),
            OptionalLong.of(-1),
            OptionalLong.of(10)),
        limits);
  }

  @Test
  void takesZeroAsNoLimit() {
    assertEquals(
        Limits.NONE,
        Folder.of(folder)
            .service(
                "cpus: 0", "cpu_shares: 0", "mem_limit: 0", "memswap_limit: 0", "pids_limit: 0")
            .limits());
  }

  @Test
  void refusesWhatCannotBe() {
    assertEquals(
        List.of(
            "stack.yml:4:11: services.web.cpus: '-1' is not a number of processors such as 0.5",
            "stack.yml:5:17: services.web.cpu_shares: must be from 2 to 262144",
            "stack.yml:6:13: services.web.cpuset: '2-1' is not a list of processors such as 0-2,4",
            "stack.yml:7:16: services.web.mem_limit: '12q' is not a size such as 512m, 1.5gb or"
                + " 1048576",
            "stack.yml:8:20: services.web.memswap_limit: needs 'mem_limit' as well",
            "stack.yml:9:17: services.web.pids_limit: 'many' is not an integer"),
        Folder.of(folder)
            .problems(
                "cpus: -1",
                "cpu_shares: 1",
                "cpuset: 2-1",
                "mem_limit: 12q",
                "memswap_limit: 1g",
                "pids_limit: many"));
    assertEquals(
        List.of(
            "stack.yml:5:20: services.web.memswap_limit: is memory and swap together, and must not"
                + " be below 'mem_limit'",
            "stack.yml:6:22: services.web.mem_reservation: must not be above 'mem_limit'"),
        Folder.of(folder).problems("mem_limit: 1g", "memswap_limit: 1m", "mem_reservation: 2g"));
  }
}
