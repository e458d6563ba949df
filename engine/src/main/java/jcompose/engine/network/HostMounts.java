package jcompose.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.launch.ThreadProgram;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProgramBuilder;

/**
 * The mount namespace in which namespaces are kept: that of the machine's first process, or where
 * that is hidden that of the command which started this process. A supervisor is in one of its own,
 * and what is mounted there goes with it.
 *
 * @param foreign what leads there, when it is not this process's own
 */
public record HostMounts(Optional<Foreign> foreign) {
  /** This process's own. */
  static final HostMounts OWN = new HostMounts(Optional.empty());

  private static final Path FIRST = Path.of("/proc/1/ns/mnt");
  private static final Path FIRST_ROOT = Path.of("/proc/1/root");
  private static final Path OWN_LINK = Path.of("/proc/self/ns/mnt");

  /**
   * Another mount namespace.
   *
   * @param namespace a link that stands for it
   * @param root its root folder
   */
  record Foreign(Path namespace, Path root) {
    /** Whether it is another one in which a folder is the same. */
    boolean has(Path folder) {
      try {
        return !Files.readSymbolicLink(namespace).equals(Files.readSymbolicLink(OWN_LINK))
            && Files.isDirectory(seen(folder))
            && Files.isSameFile(seen(folder), folder);
      } catch (IOException hidden) {
        return false;
      }
    }

    Path seen(Path file) {
      return root.resolve(Path.of("/").relativize(file));
    }
  }

  /** The first process's or the caller's, if it sees the same folder; else this process's own. */
  public static HostMounts of(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unwritable) {
      return OWN;
    }
    return new HostMounts(
        Optional.of(new Foreign(FIRST, FIRST_ROOT))
            .filter(first -> first.has(folder))
            .or(
                () ->
                    CallersMounts.get()
                        .map(caller -> new Foreign(caller.namespace(), caller.path()))
                        .filter(caller -> caller.has(folder))));
  }

  /** The path by which this process finds what is mounted there. */
  public Path seen(Path file) {
    return foreign.map(other -> other.seen(file)).orElse(file);
  }

  /** Mounts or unmounts there. */
  void change(String subject, Operation operation, Map<String, Integer> inherited) {
    ProgramBuilder program = new ProgramBuilder();
    program.add(operation);
    if (foreign.isEmpty()) {
      ThreadProgram.run(subject, program.build(), inherited);
      return;
    }
    MountThread.in(
        foreign.get().namespace(),
        () -> {
          ThreadProgram.run(subject, program.build(), inherited);
          return true;
        });
  }
}
