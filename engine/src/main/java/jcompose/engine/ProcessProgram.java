package jcompose.engine;

import static jcompose.engine.program.Flags.IN_ROOT;
import static jcompose.engine.program.Flags.NO_MAGICLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_NOCTTY;
import static jcompose.engine.program.Flags.O_PATH;
import static jcompose.engine.program.Flags.O_RDONLY;
import static jcompose.engine.program.Flags.O_RDWR;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.program.AttributeCalls;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.InitCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.program.TerminalCalls;
import jcompose.engine.rootfs.DeviceFolder;
import jcompose.engine.spec.ExecSpec;

/** The beginning and the end of a program, which containers and execs have in common. */
final class ProcessProgram {
  /** The names of inherited descriptors. */
  static final String STDIN = "stdin";

  static final String STDOUT = "stdout";
  static final String STDERR = "stderr";
  static final String TERMINAL_SOCKET = "terminal socket";

  private static final int DEFAULT_UMASK = 022;
  private static final int SOCKET = 3;
  private static final int STREAMS = 3;

  private final ProgramBuilder program;
  private final ResolvedProcess process;
  private final Machine machine;
  private int kept;

  ProcessProgram(ProgramBuilder program, ResolvedProcess process, Machine machine) {
    this.program = program;
    this.process = process;
    this.machine = machine;
  }

  /** Begins: what needs the host's files, and the parent's streams where they belong. */
  void begin() {
    program.add(process.credentials().beginning());
    if (process.terminal()) {
      program.add(ProcessCalls.dup(TERMINAL_SOCKET, SOCKET));
      return;
    }
    if (process.stdinOpen()) {
      program.add(ProcessCalls.dup(STDIN, 0));
    }
    program.add(ProcessCalls.dup(STDOUT, 1), ProcessCalls.dup(STDERR, 2));
  }

  /** Keeps one more of the parent's descriptors; tells its number, under which it is closed. */
  int keep(String inherited) {
    int number = firstFree();
    kept++;
    program.add(ProcessCalls.dup(inherited, number));
    return number;
  }

  private int firstFree() {
    return (process.terminal() ? SOCKET + 1 : STREAMS) + kept;
  }

  /** Closes whatever else the parent had open (CVE-2024-21626). */
  void closeInherited() {
    program.closeFrom(firstFree());
  }

  /** The same, but for one of the parent's descriptors; tells its number from here on. */
  int closeInheritedBut(String inherited) {
    int kept = process.terminal() ? SOCKET + 1 : STREAMS;
    program.add(ProcessCalls.dup(inherited, kept));
    program.closeFrom(kept + 1);
    return kept;
  }

  /**
   * Opens what the streams still lack, in a session of its own.
   *
   * @param console whether the terminal becomes /dev/console too
   */
  void openStreams(boolean console) {
    program.add(ProcessCalls.setsid());
    if (process.terminal()) {
      openTerminal(console);
    } else if (!process.stdinOpen()) {
      int empty = program.open(FileCalls.open("/dev/null", O_RDONLY));
      program.add(ProcessCalls.dup(empty, 0));
      program.close(empty);
    }
  }

  private void openTerminal(boolean console) {
    int master = program.open(FileCalls.open("/dev/pts/ptmx", O_RDWR.or(O_NOCTTY)));
    program.add(TerminalCalls.unlock(master));
    int slave = program.open(TerminalCalls.peer(master));
    program.add(
        FileCalls.fchown(slave, process.credentials().uid(), -1),
        TerminalCalls.send(SOCKET, master),
        ProcessCalls.dup(slave, 0),
        ProcessCalls.dup(slave, 1),
        ProcessCalls.dup(slave, 2),
        TerminalCalls.control(0));
    if (console) {
      program.add(DeviceFolder.console("/dev/pts/0")); // the first of the container's own instance
    }
  }

  /** Gives its terminal a size; nothing without a terminal. */
  void resize(Optional<ExecSpec.Size> size) {
    size.filter(given -> process.terminal())
        .ifPresent(given -> program.add(TerminalCalls.resize(0, given.rows(), given.columns())));
  }

  /** Becomes the user and executes. */
  void execute() {
    OptionalInt init = process.init() ? prepareInit() : OptionalInt.empty();
    int folder =
        program.open(
            FileCalls.openWithin(process.cwd(), O_PATH.or(O_DIRECTORY), IN_ROOT.or(NO_MAGICLINKS)));
    program.add(FileCalls.fchdir(folder));
    program.add(AttributeCalls.set(process.attributes())); // while it may still raise limits
    program.add(FileCalls.umask(process.attributes().umask().orElse(DEFAULT_UMASK)));
    program.closeFrom(init.isPresent() ? init.getAsInt() + 1 : STREAMS);
    machine.ignored().forEach(signal -> program.add(ProcessCalls.resetSignal(signal)));
    // last, because of all that comes after, the filter of system calls might refuse some
    List<Operation> credentials = process.credentials().operations(machine.boundingSet());
    List<Operation> last = new ArrayList<>(List.of(ProcessCalls.unblockSignals()));
    last.addAll(credentials);
    last.addAll(ProcessCalls.execve(process.candidates(), process.args(), process.env()));
    if (init.isPresent()) {
      // The first process keeps every signal blocked: it waits for them.
      program.add(
          new InitCalls(init.getAsInt(), process.args(), process.env())
              .split(last, credentials, process.terminal()));
    } else {
      program.add(last);
    }
  }

  private OptionalInt prepareInit() {
    program.closeFrom(STREAMS);
    return OptionalInt.of(InitCalls.prepare(program));
  }
}
