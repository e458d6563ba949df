package jcompose.engine;

import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.O_APPEND;
import static jcompose.engine.program.Flags.O_CREAT;
import static jcompose.engine.program.Flags.O_RDONLY;
import static jcompose.engine.program.Flags.O_WRONLY;
import static jcompose.engine.program.Flags.REC;
import static jcompose.engine.program.Flags.SLAVE;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.NamespaceType;

/** What the command line needs of the kernel for processes that are not containers. */
public final class HostProcess {
  private static final int PR_SET_DUMPABLE = 4;
  private static final int SIGCHLD = 17;
  private static final Path OWN_MOUNTS = Path.of("/proc/self/ns/mnt");
  private static final String MOUNTS = "host mounts";

  /** The descriptor of the mount namespace that a supervisor was started from, open in it. */
  public static final int HOST_MOUNTS = 3;

  private HostProcess() {}

  /**
   * Demands effective user 0.
   *
   * @throws EngineException for everyone else
   */
  public static void requireRoot() {
    long uid = Kernel.call(Syscall.GETUID);
    if (uid != 0) {
      throw new EngineException("containers need root, this is user " + uid + ": run with sudo");
    }
  }

  /** Keeps containers that share a PID namespace with this process from tracing it. */
  public static void makeNonDumpable() {
    Kernel.check("prctl(SET_DUMPABLE, 0)", Syscall.PRCTL, PR_SET_DUMPABLE, 0);
  }

  /** Undoes an inherited {@code trap '' CHLD}, with which the kernel throws exit codes away. */
  public static void keepExitCodes() {
    try (NativeMemory memory = new NativeMemory()) {
      long defaultAction = memory.allocate(32);
      Kernel.check(
          "rt_sigaction(SIGCHLD, DEFAULT)", Syscall.RT_SIGACTION, SIGCHLD, defaultAction, 0, 8);
    }
  }

  /**
   * Starts a Java process that outlives this one, in a mount namespace of its own in which the JDK
   * is read-only and which still receives the host's mounts. It has that of this process as
   * descriptor {@link #HOST_MOUNTS}.
   *
   * @param javaHome the JDK, for example {@code java.home}
   * @param argv the program, an absolute path, and its arguments
   * @param env its whole environment
   * @param log the file that its standard output and error are appended to
   * @return its pid
   */
  public static long spawnSupervisor(
      Path javaHome, List<String> argv, Map<String, String> env, Path log) {
    requireRoot();
    try (Descriptor mounts = Descriptor.open(OWN_MOUNTS, 0).aboveStreams()) {
      Child child =
          Launcher.launch(
              new Launch(
                  "supervisor",
                  program(javaHome, argv, env, log, Machine.read()),
                  Set.of(NamespaceType.MOUNT),
                  OptionalInt.empty(),
                  Map.of(MOUNTS, mounts.number())));
      Descriptor.owning(child.pidfd()).close();
      return child.pid();
    }
  }

  static Program program(
      Path javaHome, List<String> argv, Map<String, String> env, Path log, Machine machine) {
    ProgramBuilder program = new ProgramBuilder();
    program.add(ProcessCalls.dup(MOUNTS, HOST_MOUNTS));
    program.closeFrom(HOST_MOUNTS + 1);
    program.add(
        MountCalls.propagate("/", REC.or(SLAVE)),
        // An image whose entrypoint is /proc/self/exe could else write to java (CVE-2019-5736).
        MountCalls.bind(javaHome.toString(), javaHome.toString(), REC),
        MountCalls.makeReadonly(javaHome.toString(), NONE),
        ProcessCalls.setsid(),
        FileCalls.chdir("/"));
    int empty = program.open(FileCalls.open("/dev/null", O_RDONLY));
    int output =
        program.open(FileCalls.open(log.toString(), O_WRONLY.or(O_CREAT).or(O_APPEND), 0600));
    program.add(
        ProcessCalls.dup(empty, 0), ProcessCalls.dup(output, 1), ProcessCalls.dup(output, 2));
    program.closeFrom(HOST_MOUNTS + 1);
    machine.ignored().forEach(signal -> program.add(ProcessCalls.resetSignal(signal)));
    program.add(ProcessCalls.unblockSignals());
    List<String> entries =
        env.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    program.add(ProcessCalls.execve(List.of(argv.get(0)), argv, entries));
    return program.build();
  }
}
