package jcompose.engine;

import java.util.Optional;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.linux.Descriptor;

/**
 * One run of a container, while it lasts.
 *
 * @param process its first process
 * @param pidfd stands for that process
 * @param cgroup everything in it
 * @param terminal the master end of its terminal
 */
record Run(
    ProcessIdentity process,
    PidDescriptor pidfd,
    CgroupSession cgroup,
    Optional<Descriptor> terminal) {
  /** The same run in more groups. */
  Run in(CgroupSession groups) {
    return new Run(process, pidfd, groups, terminal);
  }

  /** Closes what this process holds of it. */
  void close() {
    pidfd.end();
    cgroup.close();
    terminal.ifPresent(Descriptor::close);
  }
}
