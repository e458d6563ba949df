package jcompose.engine.cgroup;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/**
 * The descriptor by which the kernel tells that a container is out of memory: on v1 an eventfd,
 * registered with the group; on v2 an inotify of memory.events.
 */
final class OomWatch implements AutoCloseable {
  private static final int EFD_CLOEXEC_NONBLOCK = 0x80800;
  private static final int IN_CLOEXEC_NONBLOCK = 0x80800;
  private static final int IN_MODIFY = 2;
  private static final int NEWS = 512;

  private final Group group;
  private final int descriptor;
  private long seen;

  private OomWatch(Group group, int descriptor) {
    this.group = group;
    this.descriptor = descriptor;
    this.seen = count();
  }

  /** Begins to watch; empty when no group of the container counts memory. */
  static Optional<OomWatch> of(List<Group> groups) {
    return groups.stream()
        .filter(group -> group.controllers().contains(Controller.MEMORY))
        .filter(group -> Files.isDirectory(group.path()))
        .findFirst()
        .map(group -> new OomWatch(group, group.unified() ? inotify(group) : eventfd(group)));
  }

  private static int inotify(Group group) {
    int descriptor =
        (int) Kernel.check("inotify_init1", Syscall.INOTIFY_INIT1, IN_CLOEXEC_NONBLOCK);
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(
          "inotify_add_watch(\"" + group.file("memory.events") + "\")",
          Syscall.INOTIFY_ADD_WATCH,
          descriptor,
          memory.string(group.file("memory.events").toString()),
          IN_MODIFY);
      return descriptor;
    } catch (SyscallException gone) {
      CgroupFiles.close(descriptor);
      throw gone;
    }
  }

  private static int eventfd(Group group) {
    int descriptor = (int) Kernel.check("eventfd2", Syscall.EVENTFD2, 0, EFD_CLOEXEC_NONBLOCK);
    try {
      int control = CgroupFiles.openFile(group.file("memory.oom_control"));
      try {
        CgroupFiles.write(group.file("cgroup.event_control"), descriptor + " " + control);
      } finally {
        CgroupFiles.close(control);
      }
      return descriptor;
    } catch (SyscallException gone) {
      CgroupFiles.close(descriptor);
      throw gone;
    }
  }

  int descriptor() {
    return descriptor;
  }

  /**
   * Whether the news is that memory ran out; other news are v2's other counters, and v1's end of a
   * group.
   */
  boolean outOfMemory() {
    if (!group.unified()) {
      return !CgroupFiles.read(group.file("memory.oom_control")).isEmpty();
    }
    drain();
    long before = seen;
    seen = count();
    return seen > before;
  }

  /** The kernel tells nothing new while the same news has not been read. */
  private void drain() {
    try (NativeMemory memory = new NativeMemory()) {
      long news = memory.allocate(NEWS);
      long length;
      do {
        length = Kernel.call(Syscall.READ, descriptor, news, NEWS);
      } while (length > 0); // what they say is in the file
    }
  }

  private long count() {
    return group.unified()
        ? CgroupFiles.number(CgroupFiles.read(group.file("memory.events")), "oom")
        : 0;
  }

  @Override
  public void close() {
    CgroupFiles.close(descriptor);
  }
}
