package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.composer.model.BlkioConfig;
import jcompose.composer.model.CpuLimits;
import jcompose.composer.model.Limits;
import jcompose.composer.model.MemoryLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cpus}, {@code mem_limit} and the other limits. */
final class LimitsTest {
  private static final OptionalLong NONE = OptionalLong.empty();
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
            new CpuLimits(
                OptionalLong.of(500_000_000),
                NONE,
                NONE,
                OptionalLong.of(512),
                NONE,
                NONE,
                NONE,
                NONE,
                Optional.of("0-2,4")),
            new MemoryLimits(
                OptionalLong.of(1_610_612_736),
                OptionalLong.of(67_108_864),
                OptionalLong.of(-1),
                NONE,
                false),
            OptionalLong.of(10),
            BlkioConfig.NONE,
            List.of(),
            Optional.empty()),
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

  @Test
  void readsWhatIsRare() {
    Limits limits =
        Folder.of(folder)
            .service(
                "cpu_quota: 50000",
                "cpu_period: '25000'",
                "cpu_rt_runtime: 400ms",
                "cpu_rt_period: 1400000",
                "mem_swappiness: 60",
                "oom_kill_disable: true",
                "device_cgroup_rules: ['c 1:3 mr', 'a *:* rwm']",
                "cgroup_parent: lab/one",
                "blkio_config:",
                "  weight: 300",
                "  weight_device: [{path: /dev/sda, weight: 400}]",
                "  device_read_bps: [{path: /dev/sda, rate: 12mb}]",
                "  device_write_iops: [{path: /dev/sda, rate: 30}]")
            .limits();
    Path disk = Path.of("/dev/sda");
    assertEquals(
        new Limits(
            new CpuLimits(
                NONE,
                NONE,
                NONE,
                NONE,
                OptionalLong.of(50_000),
                OptionalLong.of(25_000),
                OptionalLong.of(400_000),
                OptionalLong.of(1_400_000),
                Optional.empty()),
            new MemoryLimits(NONE, NONE, NONE, OptionalLong.of(60), true),
            NONE,
            new BlkioConfig(
                OptionalInt.of(300),
                List.of(new BlkioConfig.OfDevice(disk, 400)),
                List.of(new BlkioConfig.OfDevice(disk, 12 << 20)),
                List.of(),
                List.of(),
                List.of(new BlkioConfig.OfDevice(disk, 30))),
            List.of("c 1:3 mr", "a *:* rwm"),
            Optional.of("/lab/one")),
        limits);
  }

  @Test
  void deployResourcesSayTheSame() {
    Folder file = Folder.of(folder);
    Limits limits =
        file.service(
                "mem_limit: 64m",
                "deploy:",
                "  resources:",
                "    limits: {cpus: '0.5', memory: 64m, pids: 20}",
                "    reservations: {cpus: 0.25, memory: 32m}")
            .limits();
    assertEquals(OptionalLong.of(500_000_000), limits.cpu().nano());
    assertEquals(OptionalLong.of(256), limits.cpu().shares());
    assertEquals(OptionalLong.of(64 << 20), limits.memory().limit());
    assertEquals(OptionalLong.of(32 << 20), limits.memory().reservation());
    assertEquals(OptionalLong.of(20), limits.pidsLimit());
  }

  @Test
  void deployResourcesMustNotSayAnother() {
    assertEquals(
        List.of(
            "stack.yml:8:17: services.web.deploy.resources.limits.cpus: contradicts 'cpus' at"
                + " stack.yml:4:11"),
        Folder.of(folder)
            .problems(
                "cpus: 1",
                "deploy:",
                "  resources:",
                "    limits:",
                "      cpus: 2",
                "  replicas: 2"));
  }

  @Test
  void refusesWhatIsRareAndCannotBe() {
    assertEquals(
        List.of(
            "stack.yml:5:16: services.web.cpu_count: limits the same as 'cpus' at stack.yml:4:11;"
                + " keep one of them",
            "stack.yml:6:21: services.web.mem_swappiness: must be from 0 to 100",
            "stack.yml:7:27: services.web.device_cgroup_rules[0]: 'c 1:3 rr' is not of the form"
                + " 'TYPE MAJOR:MINOR ACCESS', for example 'c 10:200 rwm'",
            "stack.yml:8:20: services.web.cgroup_parent: 'a/../b' is not a plain path below the"
                + " cgroups' roots",
            "stack.yml:10:15: services.web.blkio_config.weight: must be from 10 to 1000",
            "stack.yml:11:25: services.web.blkio_config.device_read_bps[0]: needs 'rate'",
            "stack.yml:12:7: services.web.blkio_config.device_read_bsp: unknown key; did you mean"
                + " 'device_read_bps'?",
            "stack.yml:13:21: services.web.cpu_rt_runtime: '4x' is not a time such as 400ms or"
                + " 400000 (microseconds)"),
        Folder.of(folder)
            .problems(
                "cpus: 1",
                "cpu_count: 2",
                "mem_swappiness: 101",
                "device_cgroup_rules: ['c 1:3 rr']",
                "cgroup_parent: a/../b",
                "blkio_config:",
                "  weight: 5000",
                "  device_read_bps: [{path: /dev/sda}]",
                "  device_read_bsp: []",
                "cpu_rt_runtime: 4x"));
  }
}
