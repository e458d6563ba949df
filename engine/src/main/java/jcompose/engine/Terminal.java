package jcompose.engine;

import jcompose.engine.linux.SyscallException;
import jcompose.engine.linux.TerminalControl;

/** The terminal behind one of this process's own descriptors. */
public final class Terminal {
  /** Rows and columns. */
  public record Size(int rows, int columns) {}

  /** Raw mode; closing it restores what was before. */
  public interface Raw extends AutoCloseable {
    @Override
    void close();
  }

  private Terminal() {}

  /** Whether a descriptor, for example 0, is a terminal. */
  public static boolean isTerminal(int descriptor) {
    return TerminalControl.isTerminal(descriptor);
  }

  /**
   * The window's size.
   *
   * @throws EngineException when the descriptor is no terminal
   */
  public static Size size(int descriptor) {
    try {
      int[] size = TerminalControl.size(descriptor);
      return new Size(size[0], size[1]);
    } catch (SyscallException failure) {
      throw new EngineException(failure.getMessage(), failure);
    }
  }

  /**
   * Passes every key on as it is, unechoed, until the result is closed.
   *
   * @throws EngineException when the descriptor is no terminal
   */
  public static Raw raw(int descriptor) {
    try {
      byte[] before = TerminalControl.settings(descriptor);
      TerminalControl.makeRaw(descriptor);
      return () -> TerminalControl.restore(descriptor, before);
    } catch (SyscallException failure) {
      throw new EngineException(failure.getMessage(), failure);
    }
  }
}
