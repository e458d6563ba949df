package jcompose.engine.oci;

import static jcompose.engine.program.Flags.DETACH;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_PATH;
import static jcompose.engine.program.Flags.O_WRONLY;
import static jcompose.engine.program.Flags.PRIVATE;
import static jcompose.engine.program.Flags.REC;
import static jcompose.engine.program.Flags.SLAVE;

import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.LinuxConfig;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.AtCalls;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.LoopbackCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;

/**
 * Writes the program that a bundle's container is born by. Its order matters everywhere.
 *
 * <p>The child tells at three places at most how far it is, and waits: for its ids to be mapped and
 * its limits set, for hooks to be run, and for {@code start}. Only the last wait outlives the
 * runtime; when the runtime dies at another, the child ends.
 */
final class BirthProgram {
  private static final Word NEW_CGROUP = new Word(0x02000000, "CGROUP");
  private static final Word JOIN_SESSION_KEYRING = new Word(1, "JOIN_SESSION_KEYRING");

  private final BirthFacts facts;
  private final ProcessConfig process;
  private final LinuxConfig linux;
  private final ProgramBuilder program = new ProgramBuilder();

  private BirthProgram(BirthFacts facts) {
    this.facts = facts;
    this.process = facts.config().process().orElseThrow();
    this.linux = facts.config().linuxOrEmpty();
  }

  static Program of(BirthFacts facts) {
    return new BirthProgram(facts).write();
  }

  private Program write() {
    int number = facts.firstClosed();
    for (String name : facts.handed()) {
      program.add(ProcessCalls.dup(name, number++));
    }
    program.closeFrom(number); // the runtime's own are gone before anything else happens
    pause();
    if (facts.makes("user")) {
      becomeRoot();
    }
    if (facts.makes("cgroup")) {
      // only now is the child in its group: clone3 would take the runtime's for the root
      program.add(Operation.of(Syscall.UNSHARE, NEW_CGROUP));
    }
    program.add(FileCalls.umask(0));
    if (facts.newKeyring()) {
      program.add(
          Operation.of(Syscall.KEYCTL, JOIN_SESSION_KEYRING, new Text("_ses." + facts.id()))
              .optional());
    }
    if (facts.makes("network")) {
      LoopbackCalls.bringUp(program);
    }
    facts.config().hostname().map(ProcessCalls::sethostname).ifPresent(program::add);
    facts.config().domainname().map(ProcessCalls::setdomainname).ifPresent(program::add);
    linux.sysctl().forEach(this::sysctl);
    SecurityLabels labels = new SecurityLabels(program);
    labels.open(process);
    enterRoot();
    labels.write();
    ProcessEntry entry =
        new ProcessEntry(program, process, facts.machine(), facts.firstClosed(), facts.filter());
    entry.session();
    if (process.hasTerminal()) {
      entry.terminal(facts.numberOf(BirthFacts.CONSOLE), DevicesProgram.hasOwnDev(facts));
    } else {
      facts.foreignStreams().forEach(entry::own);
    }
    if (facts.config().rootOrFail().readonly().orElse(false)) {
      setRootReadonly();
    }
    linux.personality().ifPresent(entry::personality);
    entry.become();
    entry.demandExecutable();
    // from here on nobody else is needed but whoever starts it
    tell();
    program.add(AtCalls.readByte(facts.numberOf(BirthFacts.START)));
    entry.execute();
    return program.build();
  }

  /** Tells, waits, and ends when the runtime is there no more: writing fails then. */
  private void pause() {
    tell();
    program.add(AtCalls.readByte(facts.numberOf(BirthFacts.SYNC)));
    tell();
  }

  private void tell() {
    program.add(AtCalls.write(facts.numberOf(BirthFacts.SYNC), "."));
  }

  private void becomeRoot() {
    program.add(
        Operation.of(Syscall.SETRESGID, Word.of(0), Word.of(0), Word.of(0)),
        Operation.of(Syscall.SETRESUID, Word.of(0), Word.of(0), Word.of(0)),
        ProcessCalls.makeNonDumpable());
  }

  private void sysctl(String name, String value) {
    String path = "/proc/sys/" + (name.contains("/") ? name : name.replace('.', '/'));
    int file = program.open(FileCalls.open(path, O_WRONLY));
    program.add(AtCalls.write(file, value));
    program.close(file);
  }

  private void enterRoot() {
    MountOptions.Propagation wanted =
        MountOptions.propagation(linux.rootfsPropagation().orElse(""));
    Word first = wanted == null ? SLAVE.or(REC) : kind(wanted);
    program.add(MountCalls.propagate("/", first));
    if (wanted != null) {
      // neither the mount that holds the root nor the root itself may be shared for pivot_root
      program.add(MountCalls.propagate(facts.mounts().pointOf(facts.rootfs()), PRIVATE));
    }
    int old = program.open(FileCalls.open("/", O_PATH.or(O_DIRECTORY)));
    String path = facts.rootfs().toString();
    int folder = program.open(FileCalls.open(path, O_PATH.or(O_DIRECTORY)));
    int tree = program.open(AtCalls.cloneTree(path, true));
    if (wanted != null) {
      program.add(AtCalls.setAttributes(tree, false, NONE, NONE, PRIVATE));
    }
    program.add(MountCalls.moveMount(tree, folder));
    program.close(folder);
    ContainerRoot root = new ContainerRoot(program, tree);
    MountsProgram mounts = new MountsProgram(facts, program, root);
    mounts.write();
    new DevicesProgram(facts, program, root).write();
    mounts.lockDev();
    program.close(root.folder(process.cwd()));
    if (facts.pausesForHooks()) {
      program.add(FileCalls.chdir("/"));
      pause();
    }
    HiddenPaths hidden = new HiddenPaths(program, root);
    linux.readonlyPaths().forEach(hidden::lock);
    linux.maskedPaths().forEach(hidden::mask);
    program.add(
        FileCalls.fchdir(tree),
        MountCalls.pivotRoot(".", "."),
        FileCalls.fchdir(old),
        MountCalls.propagate(".", SLAVE.or(REC)), // what is unmounted here stays on the host
        MountCalls.unmount(".", DETACH),
        FileCalls.chdir("/"));
    if (wanted != null && wanted.type().value() != SLAVE.value()) {
      program.add(MountCalls.propagate("/", kind(wanted)));
    }
    program.close(tree);
    program.close(old);
  }

  private static Word kind(MountOptions.Propagation propagation) {
    return propagation.recursive() ? propagation.type().or(REC) : propagation.type();
  }

  private void setRootReadonly() {
    int root = program.open(FileCalls.open("/", O_PATH.or(O_DIRECTORY)));
    program.add(AtCalls.setAttributes(root, false, new Word(1, "RDONLY"), NONE, NONE));
    program.close(root);
  }
}
