package jcompose.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.cgroup.Cgroups;

/**
 * What a process that does not hold a container sees of it while it runs. Nothing is adopted, and
 * nothing native is loaded; a container that ends meanwhile has no processes and uses nothing.
 */
public final class ContainerLook {
  private final ProcessIdentity first;
  private final CgroupSession groups;

  private ContainerLook(ProcessIdentity first, CgroupSession groups) {
    this.first = first;
    this.groups = groups;
  }

  /** At a container; empty when it does not run. */
  public static Optional<ContainerLook> at(EngineDirectories directories, String id) {
    Optional<ContainerRecord> record = new ContainerFolder(directories, id).read();
    return record
        .flatMap(ContainerRecord::process)
        .filter(ProcessIdentity::isListed)
        .map(
            process ->
                new ContainerLook(
                    process,
                    Cgroups.look(
                        directories.cgroupParent(), id, record.get().spec().cgroupsPath())));
  }

  /** Whether its processes were stopped where they stand. */
  public boolean paused() {
    return groups.frozen();
  }

  /** Its processes, as the host numbers them. */
  public List<ProcessDetail> processes() {
    return groups.pids().stream().flatMap(pid -> ProcessDetail.of(pid).stream()).toList();
  }

  /** What it uses. */
  public ContainerStatistics statistics() {
    return groups.statistics();
  }

  /**
   * What its interfaces have carried, without the loopback; empty when it has the network of the
   * process that asks, whose interfaces are not its own.
   */
  public Optional<InterfaceTotals> network() {
    Path process = Path.of("/proc", Integer.toString(first.pid()));
    try {
      Path network = Files.readSymbolicLink(process.resolve("ns/net"));
      if (network.equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")))) {
        return Optional.empty();
      }
      InterfaceTotals totals = InterfaceTotals.parse(Files.readString(process.resolve("net/dev")));
      return first.isListed() ? Optional.of(totals) : Optional.empty();
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
