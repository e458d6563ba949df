package jcompose.engine.log;

/** Who is given lines. */
@FunctionalInterface
public interface LogConsumer {
  /** The next line; of one container and stream in the order they were written in. */
  void line(String containerId, LogLine line);
}
