package jcompose.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.state.IoReason;

/**
 * The FIFOs that are a container's standard streams. They belong to the container's user, so that
 * it may open /dev/stdout again, and are open for reading and writing in the container, so that a
 * dead supervisor breaks nothing.
 */
final class StreamFifos implements AutoCloseable {
  private static final long AT_FDCWD = -100;
  private static final int FIFO = 0x1000 | 0600;
  private static final int O_RDWR = 2;
  private static final Path NULL = Path.of("/dev/null");

  private final Map<String, Descriptor> open = new HashMap<>();

  /**
   * Makes them anew, and opens those that a container's program inherits.
   *
   * @param discarded whether what it writes goes to /dev/null instead
   */
  StreamFifos(ContainerFolder folder, ResolvedProcess process, HostIds ids, boolean discarded) {
    try {
      if (process.stdinOpen()) {
        make(folder, ProcessProgram.STDIN, process, ids);
      }
      if (discarded) {
        open.put(ProcessProgram.STDOUT, Descriptor.open(NULL, O_RDWR).aboveStreams());
        open.put(ProcessProgram.STDERR, Descriptor.open(NULL, O_RDWR).aboveStreams());
      } else {
        make(folder, ProcessProgram.STDOUT, process, ids);
        make(folder, ProcessProgram.STDERR, process, ids);
      }
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  Map<String, Integer> descriptors() {
    Map<String, Integer> numbers = new HashMap<>();
    open.forEach((name, descriptor) -> numbers.put(name, descriptor.number()));
    return numbers;
  }

  private void make(ContainerFolder folder, String name, ResolvedProcess process, HostIds ids) {
    Path path = folder.runFile(name);
    try (NativeMemory memory = new NativeMemory()) {
      long text = memory.string(path.toString());
      long made = Kernel.call(Syscall.MKNODAT, AT_FDCWD, text, FIFO, 0);
      if (made < 0) { // that of an earlier run may have been opened by who knows whom
        Files.deleteIfExists(path);
        Kernel.check("mknodat(\"" + path + "\", FIFO)", Syscall.MKNODAT, AT_FDCWD, text, FIFO, 0);
      }
      Kernel.check(
          "fchownat(\"" + path + "\")",
          Syscall.FCHOWNAT,
          AT_FDCWD,
          text,
          ids.uid(process.credentials().uid()),
          ids.gid(process.credentials().gid()),
          0);
      open.put(name, Descriptor.open(path, O_RDWR).aboveStreams());
    } catch (IOException failure) {
      throw new EngineException("cannot replace " + path + ": " + IoReason.of(failure), failure);
    }
  }

  @Override
  public void close() {
    open.values().forEach(Descriptor::close);
  }
}
