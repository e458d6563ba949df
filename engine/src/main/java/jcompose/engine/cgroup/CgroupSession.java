package jcompose.engine.cgroup;

import java.nio.file.Files;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.engine.ContainerStatistics;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;

/**
 * A container's groups in every hierarchy of the machine.
 *
 * <p>Closing it closes descriptors only; the groups stay until {@link #delete()}. Not safe for use
 * by several threads at once.
 */
public final class CgroupSession implements AutoCloseable {
  private final List<Group> groups;
  private final OptionalLong legacyPidsLimit;
  private OptionalInt cloneIntoFd = OptionalInt.empty();

  CgroupSession(List<Group> groups, OptionalLong legacyPidsLimit) {
    this.groups = List.copyOf(groups);
    this.legacyPidsLimit = legacyPidsLimit;
  }

  /**
   * Moves the calling thread into the v1 groups; what it clones is born there. The thread belongs
   * to the container from then on and must end before {@link #delete()}. The memory limit cannot
   * hit the thread's process: the kernel looks for victims among the groups' thread group leaders.
   */
  public void enterCurrentThread() {
    // cgroup.procs would move the whole process, under a lock that all forks wait for
    groups.stream()
        .filter(group -> !group.unified() && Files.isDirectory(group.path()))
        .forEach(group -> CgroupFiles.write(group.file("tasks"), "0"));
  }

  /** The v2 group's directory for CLONE_INTO_CGROUP; closed with this session. */
  public OptionalInt cloneIntoFd() {
    if (cloneIntoFd.isEmpty()) {
      groups.stream()
          .filter(group -> group.unified() && Files.isDirectory(group.path()))
          .findFirst()
          .ifPresent(group -> cloneIntoFd = OptionalInt.of(CgroupFiles.openFolder(group.path())));
    }
    return cloneIntoFd;
  }

  /** On v1 the launching thread counts as one more until it has cloned. */
  String beforeLaunch(Setting setting) {
    return setting.file().equals("pids.max") && legacyPidsLimit.isPresent()
        ? Long.toString(legacyPidsLimit.getAsLong() + 1)
        : setting.value();
  }

  /**
   * Lowers the v1 pids limit to its value, which was one higher for the launching thread. The
   * groups may be gone already, with a process that was quick.
   */
  public void launched() {
    legacyPidsLimit.ifPresent(
        limit ->
            groups.stream()
                .filter(group -> group.controllers().contains(Controller.PIDS))
                .forEach(group -> lower(group, limit)));
  }

  private static void lower(Group group, long limit) {
    try {
      CgroupFiles.write(group.file("pids.max"), Long.toString(limit));
    } catch (SyscallException e) {
      if (!e.is(Errno.ENOENT) && !e.is(Errno.ENODEV)) {
        throw e;
      }
    }
  }

  /**
   * Kills every process in the groups, frozen ones too, and waits until the last one is gone.
   *
   * @throws EngineException naming those that do not die
   */
  public void killAll() {
    GroupKill.kill(groups);
  }

  /** The processes in the groups, as this process's PID namespace numbers them. */
  public List<Integer> pids() {
    return groups.stream()
        .flatMap(group -> CgroupFiles.processes(group.path()).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Stops everything in the groups where it stands; see {@link #thaw()}.
   *
   * @throws EngineException when something does not stand still; nothing is stopped then
   */
  public void freeze() {
    Freezer.of(groups)
        .orElseThrow(() -> new EngineException("this machine has no cgroup that can freeze"))
        .freeze();
  }

  /** Lets everything go on; nothing happens when it does. */
  public void thaw() {
    Freezer.of(groups).ifPresent(Freezer::thaw);
  }

  /** Whether {@link #freeze()} was called last. */
  public boolean frozen() {
    return Freezer.of(groups).map(Freezer::isFrozen).orElse(false);
  }

  /** What the processes in the groups use and have used. */
  public ContainerStatistics statistics() {
    return new StatisticsReader(new GroupFiles(groups)).read();
  }

  /**
   * A file of its groups.
   *
   * @param legacy its name where the controller is on v1
   * @param unified its name on v2
   * @return its text; empty where there is none
   */
  public String text(Controller controller, String legacy, String unified) {
    GroupFiles files = new GroupFiles(groups);
    String text = legacy.isEmpty() ? "" : files.v1(controller, legacy);
    return text.isEmpty() && !unified.isEmpty() ? files.v2(unified) : text;
  }

  /** The sizes of huge pages that this machine has, for example {@code 2MB}. */
  public List<String> pageSizes() {
    return new GroupFiles(groups).pageSizes();
  }

  List<Group> groups() {
    return groups;
  }

  /** The most bytes of memory that it had at once; empty where the kernel does not count them. */
  public OptionalLong memoryPeak() {
    String text = text(Controller.MEMORY, "memory.max_usage_in_bytes", "memory.peak").strip();
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  /** How many processes the memory limit has killed so far. */
  public long oomKills() {
    return groups.stream()
        .filter(group -> group.controllers().contains(Controller.MEMORY))
        .map(group -> group.file(group.unified() ? "memory.events" : "memory.oom_control"))
        .mapToLong(file -> CgroupFiles.number(CgroupFiles.read(file), "oom_kill"))
        .sum();
  }

  /**
   * Removes the groups and those that the container made in them. Groups that are gone already are
   * fine.
   *
   * @throws EngineException when processes are still in them
   */
  public void delete() {
    close();
    GroupRemoval.remove(groups);
  }

  @Override
  public void close() {
    cloneIntoFd.ifPresent(CgroupFiles::close);
    cloneIntoFd = OptionalInt.empty();
  }
}
