package jcompose.engine.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;

/**
 * The namespaces in which a process is not this process's neighbour.
 *
 * @param flags CLONE_NEW*
 */
record JoinedNamespaces(long flags) {
  static JoinedNamespaces of(int pid) {
    long flags = 0;
    try {
      for (String type : NamespaceFlags.types()) {
        String file = NamespaceFlags.file(type);
        Path mine = Path.of("/proc/self/ns", file);
        if (Files.isSymbolicLink(mine)
            && !Files.readSymbolicLink(mine)
                .equals(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns", file)))) {
          flags |= NamespaceFlags.of(type);
        }
      }
    } catch (IOException gone) {
      throw new EngineException("the container has ended", gone);
    }
    return new JoinedNamespaces(flags);
  }

  /** A process is born in its PID namespace, so that the thread that makes it joins that one. */
  void enterPid(Descriptor pidfd) {
    long pid = NamespaceFlags.of("pid");
    if ((flags & pid) != 0) {
      Kernel.check("setns(<container>, pid)", Syscall.SETNS, pidfd.number(), pid);
    }
  }

  /** The others, which the process joins by itself. */
  long inProgram() {
    return flags & ~NamespaceFlags.of("pid");
  }
}
