package jcompose.composer.run;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jcompose.engine.log.LogFollower;
import jcompose.engine.log.LogLine;
import jcompose.engine.log.LogQuery;
import jcompose.engine.log.LogSource;

/** Waits for a line of a container's output that matches. */
final class LogWatch implements AutoCloseable {
  /** A pattern may take very long with lines of megabytes. */
  private static final int MOST_SEARCHED = 1 << 16;

  private final Pattern pattern;
  private final Consumer<String> found;
  private final ExecutorService workers;
  private final AtomicBoolean over = new AtomicBoolean();
  private final LogFollower follower;

  /**
   * Waits from now on.
   *
   * @param since when the run began; older lines are of another
   * @param found told of the first line, once, on another thread
   */
  LogWatch(
      LogSource log, Instant since, String regex, ExecutorService workers, Consumer<String> found) {
    this.pattern = Pattern.compile(regex);
    this.found = found;
    this.workers = workers;
    this.follower = LogFollower.open((id, line) -> look(line));
    try {
      follower.follow(
          java.util.List.of(log),
          new LogQuery(OptionalInt.empty(), Optional.of(since), Optional.empty()));
    } catch (RuntimeException failure) {
      follower.close();
      throw failure;
    }
  }

  private void look(LogLine line) {
    String text = line.text();
    String part = text.substring(0, Math.min(text.length(), MOST_SEARCHED));
    if (!over.get() && pattern.matcher(part).find() && over.compareAndSet(false, true)) {
      workers.execute(
          () -> { // the follower cannot be closed by its own thread
            follower.close();
            found.accept(part);
          });
    }
  }

  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      follower.close();
    }
  }
}
