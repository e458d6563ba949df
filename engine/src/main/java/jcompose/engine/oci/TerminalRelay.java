package jcompose.engine.oci;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import jcompose.engine.ProcessSignals;
import jcompose.engine.Terminal;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorInput;
import jcompose.engine.linux.DescriptorOutput;
import jcompose.engine.linux.TerminalControl;

/** Connects this process's own terminal, or its streams, with a container's terminal. */
final class TerminalRelay implements AutoCloseable {
  private static final int PART = 1 << 13;
  private static final int SIGWINCH = 28;

  private final Descriptor master;
  private final Thread output;
  private Terminal.Raw raw = () -> {};

  TerminalRelay(Descriptor master) {
    this.master = master;
    DescriptorInput from = new DescriptorInput(master.duplicate());
    this.output =
        new Thread(() -> copy(from, new FileOutputStream(FileDescriptor.out)), "terminal output");
  }

  void start() {
    if (Terminal.isTerminal(0)) {
      resize(SIGWINCH);
      raw = Terminal.raw(0);
      ProcessSignals.on(this::resize, "WINCH");
    }
    output.setDaemon(true);
    output.start();
    // here and not in the thread, which may begin when the process has ended already
    DescriptorOutput to = new DescriptorOutput(master.duplicate());
    Thread input =
        new Thread(() -> copy(new FileInputStream(FileDescriptor.in), to), "terminal input");
    input.setDaemon(true);
    input.start();
  }

  private void resize(int signal) {
    int[] size = TerminalControl.size(0);
    TerminalControl.resize(master.number(), size[0], size[1]);
  }

  private static void copy(InputStream from, OutputStream to) {
    byte[] part = new byte[PART];
    try {
      for (int length = from.read(part); length >= 0; length = from.read(part)) {
        to.write(part, 0, length);
        to.flush();
      }
    } catch (IOException closed) {
      // one side is gone
    }
  }

  /** Shows the rest, and puts the caller's terminal back. */
  @Override
  public void close() {
    try {
      output.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    raw.close();
    master.close();
  }
}
