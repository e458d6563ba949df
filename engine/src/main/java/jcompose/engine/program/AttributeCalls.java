package jcompose.engine.program;

import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.O_WRONLY;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.spec.CpuList;
import jcompose.engine.spec.IoPriority;
import jcompose.engine.spec.Personality;
import jcompose.engine.spec.ProcessAttributes;
import jcompose.engine.spec.Rlimit;
import jcompose.engine.spec.Scheduler;

/** Operations that set what the kernel keeps of a process besides its identity. */
public final class AttributeCalls {
  private static final Word SELF = new Word(0, "self");
  private static final int SCHED_ATTR_SIZE = 48;
  private static final int IOPRIO_WHO_PROCESS = 1;
  private static final int CLASS_SHIFT = 13;

  private AttributeCalls() {}

  /** Everything but the OOM score and the umask; it needs the rights of the parent. */
  public static List<Operation> set(ProcessAttributes attributes) {
    List<Operation> operations = new ArrayList<>();
    attributes.personality().map(AttributeCalls::personality).ifPresent(operations::add);
    attributes.scheduler().map(AttributeCalls::scheduler).ifPresent(operations::add);
    attributes.ioPriority().map(AttributeCalls::ioPriority).ifPresent(operations::add);
    attributes.rlimits().forEach(rlimit -> operations.add(rlimit(rlimit)));
    return operations;
  }

  /** Lets the process run on some processors only. */
  public static Operation affinity(String processors) {
    long[] words = CpuList.parse(processors).words();
    return Operation.of(
        Syscall.SCHED_SETAFFINITY,
        SELF,
        Word.of(8L * words.length),
        Struct.of("{" + processors + "}", words));
  }

  /**
   * Writes the OOM score. The kernel's own file has to be there under /proc, not one that a
   * container has put in its place.
   */
  public static void oomScore(ProgramBuilder program, int score) {
    writeFile(program, "/proc/self/oom_score_adj", Integer.toString(score));
  }

  /** Writes a text to a file by one call, as files of the kernel want it. */
  public static void writeFile(ProgramBuilder program, String path, String text) {
    int file = program.open(FileCalls.open(path, O_WRONLY));
    program.add(
        Operation.of(
            Syscall.WRITE,
            Word.of(file),
            new Text(text),
            Word.of(text.getBytes(StandardCharsets.UTF_8).length)));
    program.close(file);
  }

  private static Operation rlimit(Rlimit rlimit) {
    String soft = Rlimit.text(rlimit.soft());
    String hard = Rlimit.text(rlimit.hard());
    return Operation.of(
        Syscall.PRLIMIT64,
        SELF,
        new Word(rlimit.number(), rlimit.type()),
        Struct.of("{soft=" + soft + ", hard=" + hard + "}", rlimit.soft(), rlimit.hard()),
        NONE);
  }

  private static Operation personality(Personality personality) {
    List<String> words = new ArrayList<>(List.of(personality.domain()));
    words.addAll(personality.flags());
    return Operation.of(
        Syscall.PERSONALITY, new Word(personality.number(), String.join("|", words)));
  }

  /** How it is scheduled. */
  public static Operation scheduler(Scheduler scheduler) {
    return Operation.of(
        Syscall.SCHED_SETATTR,
        SELF,
        Struct.of(
            "{"
                + scheduler.policy()
                + ", nice="
                + scheduler.nice()
                + ", priority="
                + scheduler.priority()
                + (scheduler.flags().isEmpty() ? "" : ", " + String.join("|", scheduler.flags()))
                + (scheduler.policy().equals("SCHED_DEADLINE") ? deadlines(scheduler) : "")
                + "}",
            SCHED_ATTR_SIZE | (long) scheduler.policyNumber() << 32,
            scheduler.flagMask(),
            (scheduler.nice() & 0xffffffffL) | (long) scheduler.priority() << 32,
            scheduler.runtime(),
            scheduler.deadline(),
            scheduler.period()),
        NONE);
  }

  private static String deadlines(Scheduler scheduler) {
    return ", runtime="
        + scheduler.runtime()
        + ", deadline="
        + scheduler.deadline()
        + ", period="
        + scheduler.period();
  }

  /** The priority of its reads and writes. */
  public static Operation ioPriority(IoPriority priority) {
    return Operation.of(
        Syscall.IOPRIO_SET,
        new Word(IOPRIO_WHO_PROCESS, "PROCESS"),
        SELF,
        new Word(
            priority.number(),
            priority.ioClass() + "<<" + CLASS_SHIFT + "|" + priority.priority()));
  }
}
