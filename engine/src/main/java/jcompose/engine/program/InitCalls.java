package jcompose.engine.program;

import static jcompose.engine.program.Flags.AT_EMPTY_PATH;
import static jcompose.engine.program.Flags.NONE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.linux.Architecture;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.InitProgram;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Texts;
import jcompose.engine.program.Argument.Word;

/**
 * Operations that split a process in two: the container's program, and a first process that stands
 * for it. No file of the host or the image is needed: the first process executes a few bytes of
 * memory that no other container has.
 */
public final class InitCalls {
  private static final String NAME = "jcompose-init";
  private static final Word CLOEXEC_EXEC = new Word(0x11, "CLOEXEC|EXEC");
  private static final Word CLOEXEC = new Word(0x01, "CLOEXEC");
  private static final Word SHARED =
      new Word(0x104111, "VM|VFORK|PARENT_SETTID|SIGCHLD"); // as the container itself is made
  private static final Word ALL = new Word(0, "ALL");
  private static final Word NULL = new Word(0, "NULL");
  private static final Word LOOK = new Word(0x1000005, "EXITED|NOHANG|NOWAIT");
  private static final Word SET_CHILD_SUBREAPER = new Word(36, "SET_CHILD_SUBREAPER");
  private static final Word TIOCSPGRP = new Word(0x5410, "TIOCSPGRP");
  private static final int PID_SIZE = 4;

  private final int file;
  private final List<String> args;
  private final List<String> env;

  /**
   * For a program.
   *
   * @param file from {@link #prepare}
   * @param args the program's, which the first process shows as well
   */
  public InitCalls(int file, List<String> args, List<String> env) {
    this.file = file;
    this.args = List.copyOf(args);
    this.env = List.copyOf(env);
  }

  /** Makes the file, and tells its descriptor; no other descriptor is open above the streams. */
  public static int prepare(ProgramBuilder program) {
    // Linux 6.3 wants to be told that it will be executed; older ones do not know the flag.
    program.add(
        Operation.of(Syscall.MEMFD_CREATE, new Text(NAME), CLOEXEC_EXEC).optional().skipping(1));
    int file = program.open(Operation.of(Syscall.MEMFD_CREATE, new Text(NAME), CLOEXEC));
    byte[] bytes = InitProgram.bytes(Architecture.current());
    program.add(
        Operation.of(
            Syscall.WRITE,
            Word.of(file),
            Struct.of("{ELF program " + NAME + "}", words(bytes)),
            Word.of(bytes.length)));
    return file;
  }

  /**
   * The split. Both go on with the same list of operations: the child does not have a child, so it
   * does what follows; its parent does, and skips that.
   *
   * @param program the operations of the child, of which the last execute
   * @param credentials the last ones of its parent before it executes
   * @param terminal whether the child's group becomes the terminal's foreground
   */
  public List<Operation> split(
      List<Operation> program, List<Operation> credentials, boolean terminal) {
    Struct pid = Struct.of("{pid}", 0);
    List<Operation> child = new ArrayList<>();
    // A group of its own: what the terminal sends arrives once.
    child.add(Operation.of(Syscall.SETPGID, NONE, NONE));
    if (terminal) {
      child.add(Operation.of(Syscall.IOCTL, Word.of(0), TIOCSPGRP, pid));
    }
    child.addAll(program);
    List<Operation> all = new ArrayList<>();
    all.add(Operation.of(Syscall.CLONE, SHARED, NULL, pid, NULL, NULL));
    all.add(
        Operation.of(Syscall.WAITID, ALL, NONE, NULL, LOOK, NULL)
            .tolerating(Errno.ECHILD)
            .skipping(child.size()));
    all.addAll(child);
    List<String> argv = new ArrayList<>(List.of(NAME, "--"));
    argv.addAll(args);
    all.add(Operation.of(Syscall.PRCTL, SET_CHILD_SUBREAPER, Word.of(1)));
    all.add(
        Operation.of(
            Syscall.PWRITE64,
            Word.of(file),
            pid,
            Word.of(PID_SIZE),
            Word.of(InitProgram.CHILD_OFFSET)));
    all.addAll(credentials);
    all.add(
        Operation.of(
            Syscall.EXECVEAT,
            Word.of(file),
            new Text(""),
            new Texts(argv),
            new Texts(env),
            AT_EMPTY_PATH));
    return all;
  }

  private static long[] words(byte[] bytes) {
    ByteBuffer buffer =
        ByteBuffer.allocate((bytes.length + 7) / 8 * 8).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(bytes).rewind();
    long[] words = new long[buffer.capacity() / 8];
    buffer.asLongBuffer().get(words);
    return words;
  }
}
