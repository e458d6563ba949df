package jcompose.engine.cgroup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.engine.spec.BlockIoResources;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.HugepageLimit;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.NetworkClass;
import jcompose.engine.spec.Resources;

/** Resources of which a test names only some. */
public final class ResourcesBuilder {
  private OptionalLong cpuQuota = OptionalLong.empty();
  private OptionalLong cpuPeriod = OptionalLong.empty();
  private OptionalLong cpuShares = OptionalLong.empty();
  private Optional<String> cpuset = Optional.empty();
  private OptionalLong memory = OptionalLong.empty();
  private OptionalLong reservation = OptionalLong.empty();
  private OptionalLong memorySwap = OptionalLong.empty();
  private OptionalLong pids = OptionalLong.empty();

  private OptionalLong burst = OptionalLong.empty();
  private OptionalLong realtimeRuntime = OptionalLong.empty();
  private OptionalLong realtimePeriod = OptionalLong.empty();
  private OptionalInt idle = OptionalInt.empty();
  private OptionalLong kernel = OptionalLong.empty();
  private OptionalLong kernelTcp = OptionalLong.empty();
  private OptionalLong swappiness = OptionalLong.empty();
  private boolean disableOomKiller;
  private BlockIoResources blockIo = BlockIoResources.UNLIMITED;
  private List<HugepageLimit> hugepages = List.of();
  private Map<String, String> rdma = Map.of();
  private Map<String, String> unified = Map.of();

  public ResourcesBuilder burst(long micros) {
    burst = OptionalLong.of(micros);
    return this;
  }

  public ResourcesBuilder realtime(long runtime, long period) {
    realtimeRuntime = OptionalLong.of(runtime);
    realtimePeriod = OptionalLong.of(period);
    return this;
  }

  public ResourcesBuilder idle() {
    idle = OptionalInt.of(1);
    return this;
  }

  public ResourcesBuilder kernelMemory(long bytes, long tcp) {
    kernel = OptionalLong.of(bytes);
    kernelTcp = OptionalLong.of(tcp);
    return this;
  }

  public ResourcesBuilder swappiness(long value) {
    swappiness = OptionalLong.of(value);
    return this;
  }

  public ResourcesBuilder disableOomKiller() {
    disableOomKiller = true;
    return this;
  }

  public ResourcesBuilder blockIo(BlockIoResources chosen) {
    blockIo = chosen;
    return this;
  }

  public ResourcesBuilder hugepages(String size, long bytes) {
    hugepages = List.of(new HugepageLimit(size, bytes));
    return this;
  }

  public ResourcesBuilder rdma(String device, String limit) {
    rdma = Map.of(device, limit);
    return this;
  }

  public ResourcesBuilder unified(String file, String value) {
    unified = Map.of(file, value);
    return this;
  }

  public ResourcesBuilder cpuQuota(long micros) {
    cpuQuota = OptionalLong.of(micros);
    return this;
  }

  public ResourcesBuilder cpuPeriod(long micros) {
    cpuPeriod = OptionalLong.of(micros);
    return this;
  }

  public ResourcesBuilder cpuShares(long shares) {
    cpuShares = OptionalLong.of(shares);
    return this;
  }

  public ResourcesBuilder cpuset(String cpus) {
    cpuset = Optional.of(cpus);
    return this;
  }

  public ResourcesBuilder memory(long bytes) {
    memory = OptionalLong.of(bytes);
    return this;
  }

  public ResourcesBuilder reservation(long bytes) {
    reservation = OptionalLong.of(bytes);
    return this;
  }

  public ResourcesBuilder memorySwap(long bytes) {
    memorySwap = OptionalLong.of(bytes);
    return this;
  }

  public ResourcesBuilder pids(long limit) {
    pids = OptionalLong.of(limit);
    return this;
  }

  public Resources build() {
    return new Resources(
        new CpuResources(
            cpuShares,
            cpuQuota,
            cpuPeriod,
            burst,
            realtimeRuntime,
            realtimePeriod,
            cpuset,
            Optional.empty(),
            idle),
        new MemoryResources(
            memory, reservation, memorySwap, kernel, kernelTcp, swappiness, disableOomKiller),
        pids,
        blockIo,
        hugepages,
        NetworkClass.NONE,
        rdma,
        List.of(),
        unified);
  }
}
