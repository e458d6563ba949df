package jcompose.engine.cgroup;

import java.util.Optional;
import java.util.OptionalLong;
import jcompose.engine.spec.Resources;

/** Resources of which a test names only some. */
final class ResourcesBuilder {
  private OptionalLong cpuQuota = OptionalLong.empty();
  private OptionalLong cpuPeriod = OptionalLong.empty();
  private OptionalLong cpuShares = OptionalLong.empty();
  private Optional<String> cpuset = Optional.empty();
  private OptionalLong memory = OptionalLong.empty();
  private OptionalLong reservation = OptionalLong.empty();
  private OptionalLong memorySwap = OptionalLong.empty();
  private OptionalLong pids = OptionalLong.empty();

  ResourcesBuilder cpuQuota(long micros) {
    cpuQuota = OptionalLong.of(micros);
    return this;
  }

  ResourcesBuilder cpuPeriod(long micros) {
    cpuPeriod = OptionalLong.of(micros);
    return this;
  }

  ResourcesBuilder cpuShares(long shares) {
    cpuShares = OptionalLong.of(shares);
    return this;
  }

  ResourcesBuilder cpuset(String cpus) {
    cpuset = Optional.of(cpus);
    return this;
  }

  ResourcesBuilder memory(long bytes) {
    memory = OptionalLong.of(bytes);
    return this;
  }

  ResourcesBuilder reservation(long bytes) {
    reservation = OptionalLong.of(bytes);
    return this;
  }

  ResourcesBuilder memorySwap(long bytes) {
    memorySwap = OptionalLong.of(bytes);
    return this;
  }

  ResourcesBuilder pids(long limit) {
    pids = OptionalLong.of(limit);
    return this;
  }

  Resources build() {
    return new Resources(
        cpuQuota, cpuPeriod, cpuShares, cpuset, memory, reservation, memorySwap, pids);
  }
}
