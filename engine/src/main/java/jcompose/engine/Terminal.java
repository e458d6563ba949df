package jcompose.engine;

/** The terminal behind one of this process's own descriptors. */
@SuppressWarnings("DoNotCallSuggester")
public final class Terminal {
  /** Rows and columns. */
  public record Size(int rows, int columns) {}

  private Terminal() {}

  /** Whether a descriptor, for example 0, is a terminal. */
  public static boolean isTerminal(int descriptor) {
    throw new UnsupportedOperationException();
  }

  /**
   * The window's size.
   *
   * @throws EngineException when the descriptor is no terminal
   */
  public static Size size(int descriptor) {
    throw new UnsupportedOperationException();
  }

  /**
   * Passes every key on as it is, unechoed, until the result is closed.
   *
   * @throws EngineException when the descriptor is no terminal
   */
  public static Raw raw(int descriptor) {
    throw new UnsupportedOperationException();
  }

  /** Raw mode; closing it restores what was before. */
  public interface Raw extends AutoCloseable {
    @Override
    void close();
  }
}
