package jcompose.engine.log;

import java.io.IOException;
import java.util.function.Consumer;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.state.IoReason;
import org.jspecify.annotations.Nullable;

/** One source on its way into one stream's files. For the pump's thread. */
final class PumpedStream {
  /** What a turn came to. */
  enum Turn {
    /** Nothing is left to move now. */
    EMPTY,
    /** There may be more. */
    MORE,
    /** The files take nothing; what is not moved stays where it is, and its writer waits. */
    BLOCKED
  }

  /** Moves of at most 1 MiB in one turn, so that a busy container does not starve the others. */
  private static final int MOVES = 4;

  /** At one try a second: a container's end, and with it {@code down}, cannot wait for ever. */
  private static final int TRIES_AT_THE_END = 5;

  private final String containerId;
  private final ByteSource source;
  private final SegmentFiles files;
  private final LogLimits limits;
  private final Consumer<String> problems;
  private @Nullable SegmentWriter target;
  private int blockedAtTheEnd;
  private boolean reported;
  private boolean finishing;
  private long leftToDrain;

  PumpedStream(
      String containerId,
      ByteSource source,
      SegmentFiles files,
      LogLimits limits,
      Consumer<String> problems) {
    this.containerId = containerId;
    this.source = source;
    this.files = files;
    this.limits = limits;
    this.problems = problems;
  }

  String containerId() {
    return containerId;
  }

  int descriptor() {
    return source.file().descriptor();
  }

  /**
   * Opens its files, which otherwise happens when there is something to write: many stay silent.
   */
  SegmentWriter open() {
    if (target == null) {
      target = SegmentWriter.open(files, limits);
    }
    return target;
  }

  /** Moves what is there. */
  Turn turn(PumpClock clock) {
    for (int i = 0; i < MOVES && !drained(); i++) {
      SegmentWriter writer = open();
      long result = writer.unstamped() ? writer.stamp(clock.next()) : 0;
      long moved = result < 0 ? result : source.pump(writer);
      if (moved == 0) {
        return Turn.EMPTY;
      }
      if (moved > 0) {
        leftToDrain -= moved;
        result = writer.stamp(clock.next());
      }
      if (moved < 0 || result < 0) {
        report(Errno.describe((int) -Math.min(moved, result)));
        return Turn.BLOCKED;
      }
      resumed();
      rotate(writer);
    }
    return drained() ? Turn.EMPTY : Turn.MORE;
  }

  /** A stream that cannot begin a new file goes on in the one it has. */
  private void rotate(SegmentWriter writer) {
    try {
      writer.rotateIfFull();
    } catch (IOException failure) {
      report("no new file: " + IoReason.of(failure));
    } catch (SyscallException failure) {
      report("no new file: " + failure.getMessage());
    }
  }

  /** Tells of a problem once, until bytes move again. */
  void report(String reason) {
    if (!reported) {
      reported = true;
      problems.accept(
          "log of "
              + containerId
              + " in "
              + files.directory()
              + ": "
              + reason
              + "; its output waits until the log can be written");
    }
  }

  private void resumed() {
    if (reported) {
      reported = false;
      problems.accept("log of " + containerId + " is written again");
    }
  }

  /** Its container is dead: what is there now is the rest, whoever else holds the writing end. */
  void finish() {
    finishing = true;
    leftToDrain = source.pending();
  }

  boolean finishing() {
    return finishing;
  }

  /** Counts a turn that could not write; true when the container is dead and it was the last. */
  boolean givesUp() {
    if (!finishing || ++blockedAtTheEnd < TRIES_AT_THE_END) {
      return false;
    }
    problems.accept(
        "log of "
            + containerId
            + ": its last "
            + leftToDrain
            + " bytes are lost: no room for them");
    return true;
  }

  private boolean drained() {
    return finishing && leftToDrain <= 0;
  }

  void end(PumpClock clock) {
    try {
      if (target != null) {
        target.endLine(clock.next());
      }
    } finally {
      close();
    }
  }

  void close() {
    source.close();
    if (target != null) {
      target.close();
    }
  }
}
