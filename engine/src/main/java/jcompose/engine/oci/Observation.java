package jcompose.engine.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.ProcessIdentity;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;

/** What the kernel says of a container now. */
final class Observation {
  private Observation() {}

  static ContainerStatus of(StateFolder folder, StoredContainer stored) {
    if (stored.process().isEmpty()) {
      return ContainerStatus.CREATING;
    }
    ProcessIdentity process = stored.process().get();
    if (!process.exists() || isZombie(process.pid())) {
      return ContainerStatus.STOPPED;
    }
    if (!stored.complete()) {
      return ContainerStatus.CREATING;
    }
    if (Files.exists(folder.startFifo())) {
      return ContainerStatus.CREATED;
    }
    return ContainerLife.groups(stored).frozen() ? ContainerStatus.PAUSED : ContainerStatus.RUNNING;
  }

  /** A process that nobody has reaped yet is over all the same. */
  private static boolean isZombie(int pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state == 'Z' || state == 'X';
    } catch (IOException gone) {
      return true;
    }
  }

  /** A pidfd that is certainly that process's: it is looked at again when it is held. */
  static Optional<Descriptor> open(ProcessIdentity identity) {
    try {
      Descriptor descriptor = Descriptor.process(identity.pid());
      if (identity.exists()) {
        return Optional.of(descriptor);
      }
      descriptor.close();
    } catch (SyscallException gone) {
      if (!gone.is(Errno.ESRCH)) {
        throw gone;
      }
    }
    return Optional.empty();
  }
}
