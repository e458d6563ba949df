package jcompose.engine.spec;

/**
 * What is kept of a container's output.
 *
 * @param discarded whether nothing is: its streams are /dev/null
 * @param segmentBytes a file of this size is closed and a new one begun; 0 for the engine's choice
 * @param segments how many files of each stream are kept; 0 for the engine's choice
 */
public record LogSettings(boolean discarded, long segmentBytes, int segments) {
  /** The engine's choice. */
  public static final LogSettings DEFAULT = new LogSettings(false, 0, 0);

  /** Nothing. */
  public static final LogSettings NONE = new LogSettings(true, 0, 0);
}
