package jcompose.engine.launch;

import static jcompose.engine.linux.Errno.E2BIG;
import static jcompose.engine.linux.Errno.EACCES;
import static jcompose.engine.linux.Errno.EAGAIN;
import static jcompose.engine.linux.Errno.EBUSY;
import static jcompose.engine.linux.Errno.EEXIST;
import static jcompose.engine.linux.Errno.EINVAL;
import static jcompose.engine.linux.Errno.ELOOP;
import static jcompose.engine.linux.Errno.ENODEV;
import static jcompose.engine.linux.Errno.ENOENT;
import static jcompose.engine.linux.Errno.ENOEXEC;
import static jcompose.engine.linux.Errno.ENOMEM;
import static jcompose.engine.linux.Errno.ENOSPC;
import static jcompose.engine.linux.Errno.ENOSYS;
import static jcompose.engine.linux.Errno.ENOTDIR;
import static jcompose.engine.linux.Errno.EPERM;
import static jcompose.engine.linux.Errno.EROFS;

import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument;
import jcompose.engine.program.Operation;
import jcompose.engine.spec.NamespaceType;

/** What to try after a failure, where that is known; begins with a colon, or is empty. */
final class Hints {
  private static final String NONE = "";
  private static final String RLIMIT =
      ": the hard limit is above this process's own, or above fs.nr_open, and to raise it takes"
          + " CAP_SYS_RESOURCE; choose less, or raise it for whoever starts jcompose";

  private static final String LIMIT =
      ": the limit of namespaces is reached, 0 forbids them; raise the sysctl user.max_";

  private Hints() {}

  static String forClone(int errno) {
    if (is(errno, EPERM)) {
      return ": run as root";
    }
    if (is(errno, EAGAIN)) {
      return ": the limit of processes is reached; raise pids_limit, or ulimit -u";
    }
    if (is(errno, ENOSPC)) {
      return LIMIT + "user_namespaces or its neighbour of another kind";
    }
    if (is(errno, ENOMEM)) {
      return ": the machine is out of memory, or the container's PID namespace has ended";
    }
    if (is(errno, EINVAL)) {
      return ": the kernel lacks a kind of namespace; it needs CONFIG_UTS_NS, CONFIG_IPC_NS,"
          + " CONFIG_PID_NS, CONFIG_NET_NS, and CONFIG_USER_NS for users of its own";
    }
    if (is(errno, ENOSYS)) {
      return ": the kernel is older than 5.12, or a filter around this process refuses clone3";
    }
    return is(errno, EBUSY) ? ": the cgroup has controllers enabled for its children" : NONE;
  }

  /** For a namespace that a process makes for itself. */
  static String forUnshare(NamespaceType type, int errno) {
    if (is(errno, ENOSPC)) {
      return LIMIT + type.procName() + "_namespaces";
    }
    return is(errno, EINVAL) ? ": the kernel lacks this kind of namespace" : NONE;
  }

  static String forExecve(int errno, int candidates) {
    if (is(errno, ENOENT) || is(errno, ENOTDIR)) {
      return candidates > 1
          ? ": it is in no folder of PATH"
          : ": the file, or the interpreter that it names, is not in the container";
    }
    if (is(errno, EACCES)) {
      return ": it is a folder, not executable for this user, or on a noexec mount";
    }
    if (is(errno, ENOEXEC)) {
      return ": it is made for another architecture, or a script without #!";
    }
    if (is(errno, E2BIG)) {
      return ": arguments and environment are too long together";
    }
    if (is(errno, EPERM)) {
      return ": the seccomp profile, or a security module, refuses execve";
    }
    return is(errno, ENOMEM) ? ": raise the memory limit" : NONE;
  }

  static String forOperation(Operation operation, int errno) {
    Syscall call = operation.call();
    String text = operation.callText();
    if (is(errno, ENOMEM)) {
      return ": raise the memory limit, or free memory on the machine";
    }
    if (call == Syscall.MOUNT && text.contains("\"overlay\"")) {
      return overlay(errno);
    }
    if (operation.arguments().stream().anyMatch(Hints::isOverlay)) {
      return overlay(errno);
    }
    if (call == Syscall.UNSHARE && text.contains(NamespaceType.CGROUP.name())) {
      return forUnshare(NamespaceType.CGROUP, errno);
    }
    if (is(errno, ENOSPC)) {
      return call == Syscall.MOUNT
          ? ": raise the memory limit, a tmpfs finds no memory; or fs.mount-max, if it is reached"
          : ": memory is full, or the disk: raise the memory limit, or make room";
    }
    if (is(errno, ENODEV) && call == Syscall.MOUNT) {
      return ": the kernel lacks this file system";
    }
    if (is(errno, EPERM) && call == Syscall.MKNODAT) {
      return ": the device cgroup of this process forbids it";
    }
    if (is(errno, EEXIST) && call == Syscall.MKNODAT) {
      return ": something is there already";
    }
    if (is(errno, ENOTDIR) && call == Syscall.MOVE_MOUNT) {
      return ": source and target must both be folders or both be files";
    }
    if (call == Syscall.OPENAT2) {
      return withinRoot(errno);
    }
    if (call == Syscall.SECCOMP && (is(errno, EINVAL) || is(errno, ENOSYS))) {
      return ": the kernel lacks CONFIG_SECCOMP_FILTER; 'security_opt: [seccomp=unconfined]' goes"
          + " without";
    }
    if (call == Syscall.CAPSET && is(errno, EPERM)) {
      return ": a capability of this process is missing, or the seccomp profile refuses capset";
    }
    if (call == Syscall.PRLIMIT64 && is(errno, EPERM)) {
      return RLIMIT;
    }
    if (text.contains("/proc/sys/") && is(errno, ENOENT)) {
      return ": this kernel has no such sysctl in a namespace of its own";
    }
    if (call == Syscall.EXECVEAT && is(errno, EACCES)) {
      return ": the kernel does not execute memory, see vm.memfd_noexec; go without init";
    }
    if (call == Syscall.SCHED_SETATTR && (is(errno, EPERM) || is(errno, EINVAL))) {
      return ": the kernel or the cgroup does not grant this policy and priority";
    }
    if (is(errno, EROFS)) {
      return ": the place for it is on a read-only mount; make it there beforehand";
    }
    return is(errno, EPERM)
        ? ": a capability of this process or a security module forbids it"
        : NONE;
  }

  /** Mount targets have been made by then: what may be missing is the working directory. */
  private static String withinRoot(int errno) {
    if (is(errno, ENOENT)) {
      return ": the container has no such folder; make it there, or choose another to work in";
    }
    if (is(errno, ENOTDIR)) {
      return ": in the container it is no folder";
    }
    return is(errno, ELOOP) ? ": the image has a symlink there, which could lead anywhere" : NONE;
  }

  private static boolean isOverlay(Argument argument) {
    return argument instanceof Argument.ResultOf opened
        && opened.operation().callText().contains("\"overlay\"");
  }

  private static String overlay(int errno) {
    if (is(errno, EINVAL)) {
      return ": the file system of the store cannot hold an overlay's upper layer, as when it is"
          + " an overlay itself; set JCOMPOSE_ROOT to a folder on ext4, xfs, btrfs or tmpfs";
    }
    if (is(errno, ENODEV)) {
      return ": the kernel lacks overlayfs; try 'modprobe overlay'";
    }
    if (is(errno, EBUSY)) {
      return ": its upper layer is in use by another mount";
    }
    return is(errno, ENOENT) ? ": a layer is missing from the store; pull the image again" : NONE;
  }

  private static boolean is(int errno, Errno candidate) {
    return errno == candidate.number();
  }
}
