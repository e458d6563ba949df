package jcompose.engine;

import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.REC;
import static jcompose.engine.program.Flags.SLAVE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jcompose.engine.launch.ThreadProgram;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.NamespaceType;

/**
 * Keeps containers that this process makes from writing to its java (CVE-2019-5736): an image whose
 * program is /proc/self/exe would else execute, and could then open, the host's own file.
 */
public final class ReadOnlyJava {
  private static final Path SELF = Path.of("/proc/self/exe");
  private static final int STATFS_SIZE = 120;
  private static final int FLAGS_OFFSET = 80;
  private static final long ST_RDONLY = 1;

  private ReadOnlyJava() {}

  /**
   * Makes sure that java runs from a read-only mount. The launcher has seen to that; where it has
   * not, this process executes its own command line anew, in a mount namespace in which that is so
   * and which still receives the host's mounts. Call it before anything else has been done.
   *
   * @throws EngineException naming the call that failed
   */
  public static void ensure() {
    if (isReadOnly()) {
      return;
    }
    HostProcess.requireRoot();
    Path javaHome = Path.of(System.getProperty("java.home", ""));
    ThreadProgram.run(
        "a read-only " + javaHome, program(javaHome, words("cmdline"), words("environ")), Map.of());
  }

  /** Whether what is mounted where the program lies refuses writing: statfs(2). */
  static boolean isReadOnly() {
    try (NativeMemory memory = new NativeMemory()) {
      long answer = memory.allocate(STATFS_SIZE);
      Kernel.check(
          "statfs(\"" + SELF + "\")", Syscall.STATFS, memory.string(SELF.toString()), answer);
      return (NativeMemory.getLong(answer + FLAGS_OFFSET) & ST_RDONLY) != 0;
    }
  }

  /** What a thread does to become the same process on a read-only java. */
  static Program program(Path javaHome, List<String> argv, List<String> env) {
    ProgramBuilder program = new ProgramBuilder();
    program.add(
        ProcessCalls.unshare(List.of(NamespaceType.MOUNT)),
        MountCalls.propagate("/", REC.or(SLAVE)),
        MountCalls.bind(javaHome.toString(), javaHome.toString(), REC),
        MountCalls.makeReadonly(javaHome.toString(), NONE),
        ProcessCalls.closeOnExecute(3),
        ProcessCalls.unblockSignals());
    program.add(ProcessCalls.execve(List.of(javaHome.resolve("bin/java").toString()), argv, env));
    return program.build();
  }

  private static List<String> words(String name) {
    Path file = Path.of("/proc/self", name);
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      List<String> words = Arrays.asList(text.split("\0", -1));
      return words.subList(0, words.size() - 1);
    } catch (IOException failure) {
      throw new EngineException("cannot read " + file, failure);
    }
  }
}
