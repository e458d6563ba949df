package jcompose.composer.cli;

import jcompose.engine.Terminal;

/** The user's terminal in raw mode, which is set back whatever ends this process in order. */
final class RawTerminal implements AutoCloseable {
  private final Terminal.Raw raw;
  private final Thread hook;

  private RawTerminal(Terminal.Raw raw) {
    this.raw = raw;
    this.hook = new Thread(raw::close, "terminal");
  }

  static RawTerminal enter() {
    RawTerminal entered = new RawTerminal(Terminal.raw(0));
    Runtime.getRuntime().addShutdownHook(entered.hook);
    return entered;
  }

  @Override
  public void close() {
    raw.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending already, and the hook with it
      return;
    }
  }
}
