package jcompose.engine.oci;

import static jcompose.engine.program.Flags.CWD;
import static jcompose.engine.program.Flags.IN_ROOT;
import static jcompose.engine.program.Flags.NO_MAGICLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_NOCTTY;
import static jcompose.engine.program.Flags.O_PATH;
import static jcompose.engine.program.Flags.O_RDWR;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.Machine;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.LinuxConfig;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.oci.config.SchedulerConfig;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.AtCalls;
import jcompose.engine.program.AttributeCalls;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.program.TerminalCalls;
import jcompose.engine.security.SystemCallFilter;

/** The end of a program, which containers and execs have in common: who it is, and its program. */
final class ProcessEntry {
  private static final int X_OK = 1;
  private static final int DEFAULT_UMASK = 022;
  private static final int PLAIN_FILE = 0x8000 | 0600;

  private final ProgramBuilder program;
  private final ProcessConfig process;
  private final Machine machine;
  private final int firstClosed;
  private final OciCredentials credentials;

  ProcessEntry(
      ProgramBuilder program,
      ProcessConfig process,
      Machine machine,
      int firstClosed,
      Optional<SystemCallFilter> filter) {
    this.program = program;
    this.process = process;
    this.machine = machine;
    this.firstClosed = firstClosed;
    this.credentials = OciCredentials.of(process, machine.boundingSet(), filter);
  }

  void session() {
    program.add(ProcessCalls.setsid());
  }

  /** Makes the terminal of the container's own /dev/pts its streams, and sends its other end. */
  void terminal(int socket, boolean console) {
    int master =
        program.open(FileCalls.openWithin("/dev/pts/ptmx", O_RDWR.or(O_NOCTTY), NO_MAGICLINKS));
    program.add(TerminalCalls.unlock(master));
    int slave = program.open(TerminalCalls.peer(master));
    process
        .consoleSize()
        .ifPresent(size -> program.add(TerminalCalls.resize(master, size.height(), size.width())));
    program.add(
        Operation.of(
            Syscall.FCHOWN,
            Word.of(slave),
            Word.of(process.userOrRoot().uid().orElse(0)),
            Word.of(-1)));
    program.add(TerminalCalls.send(socket, master));
    if (console) {
      console(slave);
    }
    for (int stream = 0; stream < 3; stream++) {
      program.add(ProcessCalls.dup(slave, stream));
    }
    program.add(TerminalCalls.control(0));
    program.close(slave);
    program.close(master);
  }

  /** By descriptor: a /dev/pts/N could be a link by now (CVE-2025-52565). */
  private void console(int slave) {
    program.add(FileCalls.mknodIfMissing("/dev/console", PLAIN_FILE));
    int tree = program.open(AtCalls.cloneTree(slave, false));
    int target =
        program.open(FileCalls.openWithin("/dev/console", O_PATH, IN_ROOT.or(NO_MAGICLINKS)));
    program.add(MountCalls.moveMount(tree, target));
    program.close(target);
    program.close(tree);
  }

  /** Gives a stream to the user, so that it may open /dev/stdout again. */
  void own(int stream) {
    program.add(
        Operation.of(
                Syscall.FCHOWN,
                Word.of(stream),
                Word.of(process.userOrRoot().uid().orElse(0)),
                Word.of(-1))
            .optional());
  }

  void personality(LinuxConfig.Personality personality) {
    program.add(
        Operation.of(Syscall.PERSONALITY, new Word(personality.number(), personality.domain())));
  }

  /** Enters the working directory and gives up what the process must not have. */
  void become() {
    process
        .scheduler()
        .map(SchedulerConfig::scheduler)
        .map(AttributeCalls::scheduler)
        .ifPresent(program::add);
    process
        .ioPriority()
        .map(ProcessConfig.IoPriority::ioPriority)
        .map(AttributeCalls::ioPriority)
        .ifPresent(program::add);
    int folder =
        program.open(
            FileCalls.openWithin(process.cwd(), O_PATH.or(O_DIRECTORY), IN_ROOT.or(NO_MAGICLINKS)));
    program.add(FileCalls.fchdir(folder));
    program.close(folder);
    program.add(credentials.become());
    program.add(FileCalls.umask(process.userOrRoot().umask().orElse(DEFAULT_UMASK)));
  }

  /** Fails while somebody is still there to be told, not only when it is started. */
  void demandExecutable() {
    List<String> candidates = candidates();
    for (int i = 0; i < candidates.size(); i++) {
      int rest = candidates.size() - 1 - i;
      Operation look =
          Operation.of(Syscall.FACCESSAT, CWD, new Text(candidates.get(i)), new Word(X_OK, "X_OK"));
      program.add(rest == 0 ? look : look.optional().skipping(rest));
    }
  }

  void execute() {
    execute(candidates());
  }

  /** Executes the first of these files that is there. */
  void execute(List<String> files) {
    // closed by execve itself, so that the end of a socket tells that it came to that
    program.add(ProcessCalls.closeOnExecute(firstClosed));
    machine.ignored().forEach(signal -> program.add(ProcessCalls.resetSignal(signal)));
    program.add(ProcessCalls.unblockSignals());
    program.add(credentials.giveUp());
    program.add(ProcessCalls.execve(files, process.args(), process.env()));
  }

  private List<String> candidates() {
    String name = process.args().get(0);
    if (name.indexOf('/') >= 0) {
      return List.of(name);
    }
    String path =
        process.env().stream()
            .filter(entry -> entry.startsWith("PATH="))
            .map(entry -> entry.substring("PATH=".length()))
            .findFirst()
            .orElse("");
    List<String> candidates = new ArrayList<>();
    for (String folder : path.split(":", -1)) {
      candidates.add((folder.isEmpty() ? "." : folder) + "/" + name);
    }
    return candidates;
  }
}
