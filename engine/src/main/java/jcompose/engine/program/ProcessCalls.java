package jcompose.engine.program;

import static jcompose.engine.program.Flags.NONE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Inherited;
import jcompose.engine.program.Argument.ResultOf;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Texts;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.spec.NamespaceType;

/** Operations on the process itself: descriptors, namespaces, signals, its program. */
public final class ProcessCalls {
  private static final int CLOSE_RANGE_CLOEXEC = 4;
  private static final int O_CLOEXEC = 0x80000;
  private static final int SIG_SETMASK = 2;
  private static final int SIGNAL_SET_SIZE = 8;
  private static final int PR_SET_DUMPABLE = 4;
  private static final int PR_SET_SECUREBITS = 28;
  private static final int SECBIT_NO_SETUID_FIXUP = 4;

  private ProcessCalls() {}

  /** Tells the parent something by a byte, over one of its descriptors. */
  public static Operation tell(String inherited) {
    return Operation.of(
        Syscall.WRITE, new Inherited(inherited), Struct.of("{1 byte}", 1), Word.of(1));
  }

  /** Waits for a byte of the parent. */
  public static Operation await(String inherited) {
    return Operation.of(
        Syscall.READ, new Inherited(inherited), Struct.of("{1 byte}", 0), Word.of(1));
  }

  /** Becomes root of the user namespace that this process is in, without further groups. */
  public static List<Operation> becomeRoot() {
    Word zero = Word.of(0);
    return List.of(
        Operation.of(Syscall.SETGROUPS, zero, NONE),
        Operation.of(Syscall.SETRESGID, zero, zero, zero),
        Operation.of(Syscall.SETRESUID, zero, zero, zero),
        makeNonDumpable());
  }

  /** Makes files as another user, with the rights that this one has. */
  public static List<Operation> makeFilesAs(long uid, long gid) {
    return List.of(
        Operation.of(
            Syscall.PRCTL,
            new Word(PR_SET_SECUREBITS, "SET_SECUREBITS"),
            new Word(SECBIT_NO_SETUID_FIXUP, "NO_SETUID_FIXUP")),
        Operation.of(Syscall.SETFSGID, Word.of(gid)),
        Operation.of(Syscall.SETFSUID, Word.of(uid)));
  }

  /** Ends the process. */
  public static Operation exit() {
    return Operation.of(Syscall.EXIT_GROUP, Word.of(0));
  }

  /** Closes one descriptor. */
  public static Operation close(int descriptor) {
    return Operation.of(Syscall.CLOSE, Word.of(descriptor));
  }

  /** Closes one of the parent's descriptors. */
  public static Operation close(String inherited) {
    return Operation.of(Syscall.CLOSE, new Inherited(inherited));
  }

  /** Closes what an earlier operation opened. */
  public static Operation close(ResultOf opened) {
    return Operation.of(Syscall.CLOSE, opened);
  }

  /** Closes every descriptor from {@code first} on; needs Linux 5.9. */
  public static Operation closeRange(int first) {
    return Operation.of(Syscall.CLOSE_RANGE, Word.of(first), new Word(0xffffffffL, "MAX"), NONE);
  }

  /** Has execve close every descriptor from {@code first} on; needs Linux 5.11. */
  public static Operation closeOnExecute(int first) {
    return Operation.of(
        Syscall.CLOSE_RANGE,
        Word.of(first),
        new Word(0xffffffffL, "MAX"),
        new Word(CLOSE_RANGE_CLOEXEC, "CLOEXEC"));
  }

  /** Makes {@code target} another name of an open descriptor; execve does not close it. */
  public static Operation dup(int descriptor, int target) {
    return dup(Word.of(descriptor), target);
  }

  /** Makes {@code target} another name of one of the parent's descriptors. */
  public static Operation dup(String inherited, int target) {
    return dup(new Inherited(inherited), target);
  }

  /** Puts what an earlier operation opened in the place of one of the parent's descriptors. */
  public static Operation replace(String inherited, ResultOf opened) {
    return Operation.of(
        Syscall.DUP3, opened, new Inherited(inherited), new Word(O_CLOEXEC, "O_CLOEXEC"));
  }

  private static Operation dup(Argument descriptor, int target) {
    return Operation.of(Syscall.DUP3, descriptor, Word.of(target), NONE);
  }

  /** Joins the namespaces that one of the parent's descriptors stands for. */
  public static Operation setns(String inherited, Collection<NamespaceType> types) {
    return setns(new Inherited(inherited), types);
  }

  /** Joins the namespaces that an open descriptor stands for. */
  public static Operation setns(int descriptor, Collection<NamespaceType> types) {
    return setns(Word.of(descriptor), types);
  }

  private static Operation setns(Argument descriptor, Collection<NamespaceType> types) {
    return Operation.of(Syscall.SETNS, descriptor, flags(types));
  }

  /** Leaves the namespaces of those types for new ones. */
  public static Operation unshare(Collection<NamespaceType> types) {
    return Operation.of(Syscall.UNSHARE, flags(types));
  }

  private static Word flags(Collection<NamespaceType> types) {
    long flags = 0;
    for (NamespaceType type : types) {
      flags |= type.cloneFlag();
    }
    String text = types.stream().map(type -> type.name()).collect(Collectors.joining("|"));
    return new Word(flags, text);
  }

  /** Names the host. */
  public static Operation sethostname(String name) {
    return Operation.of(Syscall.SETHOSTNAME, new Text(name), length(name));
  }

  /** Names the NIS domain. */
  public static Operation setdomainname(String name) {
    return Operation.of(Syscall.SETDOMAINNAME, new Text(name), length(name));
  }

  private static Word length(String text) {
    return Word.of(text.getBytes(StandardCharsets.UTF_8).length);
  }

  /** Leads a session of its own. */
  public static Operation setsid() {
    return Operation.of(Syscall.SETSID);
  }

  /** Keeps others from tracing this process and the parent whose memory it still shares. */
  public static Operation makeNonDumpable() {
    return Operation.of(Syscall.PRCTL, new Word(PR_SET_DUMPABLE, "SET_DUMPABLE"), Word.of(0));
  }

  /**
   * Gives an ignored signal its default action again; clone's CLEAR_SIGHAND leaves ignored ones.
   */
  public static Operation resetSignal(int signal) {
    return Operation.of(
        Syscall.RT_SIGACTION,
        Word.of(signal),
        Struct.of("{DEFAULT}", 0, 0, 0, 0),
        NONE,
        Word.of(SIGNAL_SET_SIZE));
  }

  /** Lets every signal through again. */
  public static Operation unblockSignals() {
    return Operation.of(
        Syscall.RT_SIGPROCMASK,
        new Word(SIG_SETMASK, "SETMASK"),
        Struct.of("{}", 0),
        NONE,
        Word.of(SIGNAL_SET_SIZE));
  }

  /**
   * Executes a program: one attempt for each candidate path, of which the last must succeed.
   *
   * @param candidates paths in the order of PATH
   */
  public static List<Operation> execve(
      List<String> candidates, List<String> args, List<String> env) {
    Texts argv = new Texts(args);
    Texts envp = new Texts(env);
    List<Operation> attempts = new ArrayList<>();
    for (String candidate : candidates) {
      attempts.add(Operation.of(Syscall.EXECVE, new Text(candidate), argv, envp).optional());
    }
    int last = attempts.size() - 1;
    Operation stop = Operation.of(Syscall.EXECVE, new Text(candidates.get(last)), argv, envp);
    attempts.set(last, stop);
    return attempts;
  }
}
