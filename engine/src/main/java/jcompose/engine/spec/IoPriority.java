package jcompose.engine.spec;

import java.util.List;

/**
 * The priority of a process's reads and writes: ioprio_set(2).
 *
 * @param ioClass {@code IOPRIO_CLASS_RT}, {@code IOPRIO_CLASS_BE} or {@code IOPRIO_CLASS_IDLE}
 * @param priority 0 (first) to 7 within the class
 */
public record IoPriority(String ioClass, int priority) {
  private static final List<String> CLASSES =
      List.of("IOPRIO_CLASS_NONE", "IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE");
  private static final int CLASS_SHIFT = 13;

  /** Checks the word and the range. */
  public IoPriority {
    if (CLASSES.indexOf(ioClass) < 1) {
      throw new IllegalArgumentException(
          "unknown I/O priority class '"
              + ioClass
              + "'; there are "
              + String.join(", ", classes()));
    }
    if (priority < 0 || priority > 7) {
      throw new IllegalArgumentException("I/O priority " + priority + " is not from 0 to 7");
    }
  }

  /** All classes that can be asked for. */
  public static List<String> classes() {
    return CLASSES.subList(1, CLASSES.size());
  }

  /** Class and priority as the kernel's number. */
  public int number() {
    return CLASSES.indexOf(ioClass) << CLASS_SHIFT | priority;
  }
}
