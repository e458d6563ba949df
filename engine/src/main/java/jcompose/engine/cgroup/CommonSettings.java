package jcompose.engine.cgroup;

import static jcompose.engine.cgroup.Controller.CPUSET;
import static jcompose.engine.cgroup.Controller.PIDS;
import static jcompose.engine.cgroup.Controller.RDMA;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import jcompose.engine.spec.CpuResources;

/** Limits whose files are the same in both versions. */
final class CommonSettings {
  private CommonSettings() {}

  static OptionalLong shares(CpuResources cpu) {
    OptionalLong shares = cpu.shares();
    return shares.isPresent() && shares.getAsLong() == 0 ? OptionalLong.empty() : shares;
  }

  static void cpuset(CpuResources cpu, List<Setting> settings) {
    cpu.cpus()
        .ifPresent(
            cpus ->
                settings.add(
                    Setting.required(CPUSET, "cpuset.cpus", cpus, "cpuset '" + cpus + "'")));
    cpu.mems()
        .ifPresent(
            mems ->
                settings.add(
                    Setting.required(CPUSET, "cpuset.mems", mems, "memory nodes '" + mems + "'")));
  }

  static void pids(OptionalLong pidsLimit, List<Setting> settings) {
    pidsLimit.ifPresent(
        limit ->
            settings.add(
                Setting.required(
                    PIDS,
                    "pids.max",
                    limit <= 0 ? "max" : Long.toString(limit),
                    "pids limit " + limit)));
  }

  static void rdma(Map<String, String> rdma, List<Setting> settings) {
    rdma.forEach(
        (device, limit) ->
            settings.add(
                Setting.required(
                    RDMA, "rdma.max", device + " " + limit, "RDMA limit of " + device)));
  }
}
