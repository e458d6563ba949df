package jcompose.engine.spec;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Cgroup limits of a container in cgroup v1's terms, as in OCI's {@code linux.resources}; what is
 * empty is not limited, or in an update not changed.
 *
 * @param cpu time and processors
 * @param memory memory and swap
 * @param pidsLimit processes and threads; -1 means unlimited
 * @param blockIo reads and writes of block devices
 * @param hugepageLimits limits of huge pages, one for each size
 * @param networkClass marks of packets; cgroup v1 only
 * @param rdma limits of each RDMA device: its name to {@code hca_handle=N hca_object=N}
 * @param devices device rules after those that every container has; the last that matches decides
 * @param unified files of cgroup v2 and their values, in order
 */
public record Resources(
    CpuResources cpu,
    MemoryResources memory,
    OptionalLong pidsLimit,
    BlockIoResources blockIo,
    List<HugepageLimit> hugepageLimits,
    NetworkClass networkClass,
    Map<String, String> rdma,
    List<DeviceRule> devices,
    Map<String, String> unified) {
  /** No limits. */
  public static final Resources UNLIMITED =
      new Resources(
          CpuResources.UNLIMITED,
          MemoryResources.UNLIMITED,
          OptionalLong.empty(),
          BlockIoResources.UNLIMITED,
          List.of(),
          NetworkClass.NONE,
          Map.of(),
          List.of(),
          Map.of());

  /** Copies the collections and checks the names of v2's files. */
  public Resources {
    hugepageLimits = List.copyOf(hugepageLimits);
    rdma = Ordered.copy(rdma);
    devices = List.copyOf(devices);
    unified = Ordered.copy(unified);
    for (String file : unified.keySet()) {
      if (!file.matches("[a-z_]+\\.[A-Za-z0-9_.]+") || file.startsWith("cgroup.")) {
        throw new IllegalArgumentException(
            "'" + file + "' is not a file of a cgroup v2 controller such as memory.high");
      }
    }
  }

  /** Limits of CPU, memory and processes alone. */
  public static Resources of(CpuResources cpu, MemoryResources memory, OptionalLong pidsLimit) {
    return new Resources(
        cpu,
        memory,
        pidsLimit,
        BlockIoResources.UNLIMITED,
        List.of(),
        NetworkClass.NONE,
        Map.of(),
        List.of(),
        Map.of());
  }
}
