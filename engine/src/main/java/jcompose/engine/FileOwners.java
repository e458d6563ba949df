package jcompose.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.rootfs.IdMap;
import jcompose.engine.spec.IdMapping;
import jcompose.engine.spec.NamespaceMode;

/** How the owners of a container's files are numbered on the host, and back. */
final class FileOwners {
  private static final int NOBODY = 65534;
  private static final int PR_SET_SECUREBITS = 28;
  private static final int NO_SETUID_FIXUP = 4;

  private FileOwners() {}

  /** From the host's numbers to the container's; whom it does not have is nobody. */
  static IdMap inContainer(Optional<NamespaceMode.Mapped> users) {
    if (users.isEmpty()) {
      return IdMap.SAME;
    }
    NamespaceMode.Mapped mapped = users.get();
    return new IdMap() {
      @Override
      public int uid(int uid) {
        return inside(mapped.uids(), uid);
      }

      @Override
      public int gid(int gid) {
        return inside(mapped.gids(), gid);
      }
    };
  }

  private static int inside(List<IdMapping> mappings, int hostId) {
    long id = Integer.toUnsignedLong(hostId);
    return mappings.stream()
        .filter(range -> id >= range.hostId() && id < range.hostId() + range.size())
        .mapToInt(range -> (int) (range.containerId() + id - range.hostId()))
        .findFirst()
        .orElse(NOBODY);
  }

  /** From the container's numbers to the host's; whom it does not have is an error. */
  static IdMap onHost(Optional<NamespaceMode.Mapped> users) {
    HostIds ids = new HostIds(users);
    return new IdMap() {
      @Override
      public int uid(int uid) {
        return ids.uid(uid);
      }

      @Override
      public int gid(int gid) {
        return ids.gid(gid);
      }
    };
  }

  /** Something that writes files. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * Works as the container's root: its file systems take no new file from a user that they do not
   * have. Nothing else of the thread's rights changes.
   */
  static void as(Optional<NamespaceMode.Mapped> users, Work work) throws IOException {
    if (users.isEmpty()) {
      work.run();
      return;
    }
    HostIds ids = new HostIds(users);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              Kernel.check(
                  "prctl(SET_SECUREBITS)", Syscall.PRCTL, PR_SET_SECUREBITS, NO_SETUID_FIXUP);
              Kernel.call(Syscall.SETFSGID, ids.gid(0));
              Kernel.call(Syscall.SETFSUID, ids.uid(0));
              work.run();
              return null;
            });
    Thread thread = new Thread(task, "writes as a container's root");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while writing", interrupted);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException broken) {
        throw broken;
      }
      if (failure.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(failure.getCause());
    }
  }
}
