package jcompose.engine.cgroup;

import java.util.List;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;

/** What to try when the kernel refuses a limit; begins with a semicolon, or is empty. */
final class CgroupAdvice {
  private CgroupAdvice() {}

  static String of(Group group, Setting setting, SyscallException e) {
    if (group.unified() && !enabled(group, setting)) {
      return "; the controller cannot be enabled while processes are in "
          + group.hierarchy()
          + " itself: move them into a group below it";
    }
    return switch (setting.file()) {
      case "memory.memsw.limit_in_bytes", "memory.swap.max" ->
          e.is(Errno.ENOENT) ? "; this kernel does not count swap: boot with swapaccount=1" : "";
      case "cpu.cfs_quota_us", "cpu.cfs_period_us", "cpu.max" ->
          e.is(Errno.EINVAL)
              ? "; quota and period are at least 1000 microseconds, the period at most 1000000"
              : "";
      case "cpu.rt_runtime_us", "cpu.rt_period_us" -> realtime(group, e);
      case "cpu.cfs_burst_us", "cpu.max.burst" -> "; it is at most the quota";
      case "io.max", "io.weight" ->
          e.is(Errno.ENODEV) ? "; name a whole disk, not a partition" : ioSupport(e);
      case "blkio.weight", "blkio.bfq.weight", "blkio.weight_device" -> ioSupport(e);
      case "cpuset.cpus" -> "; name processors that this machine has, for example 0-1,3";
      default ->
          setting.file().startsWith("blkio.throttle.") && (e.is(Errno.ENODEV) || e.is(Errno.EINVAL))
              ? "; name a whole disk, not a partition"
              : setting.controller() == Controller.HUGETLB && e.is(Errno.ENOENT)
                  ? "; this machine has no huge pages of that size"
                  : "";
    };
  }

  private static boolean enabled(Group group, Setting setting) {
    String controllers = CgroupFiles.read(group.file("cgroup.controllers"));
    return setting
        .controller()
        .unifiedName()
        .filter(name -> List.of(controllers.trim().split(" ", -1)).contains(name))
        .isPresent();
  }

  private static String realtime(Group group, SyscallException e) {
    if (e.is(Errno.ENOENT)) {
      return group.unified()
          ? "; cgroup v2 has no real-time limits"
          : "; this kernel is built without CONFIG_RT_GROUP_SCHED";
    }
    return "; the group above, "
        + group.parent()
        + ", has less real-time runtime itself: raise its cpu.rt_runtime_us first";
  }

  private static String ioSupport(SyscallException e) {
    return e.is(Errno.ENOENT)
        ? "; this kernel has no weights for block I/O: it needs CONFIG_BFQ_GROUP_IOSCHED or"
            + " CONFIG_BLK_CGROUP_IOCOST"
        : "";
  }
}
