package jcompose.engine.oci;

import java.util.Optional;
import java.util.function.Supplier;
import jcompose.engine.ProcessSignals;
import jcompose.engine.launch.ForkedChild;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.linux.Syscall;

/** Stands beside a process until it ends: passes signals and a terminal's bytes on. */
final class ForegroundRun {
  private final ForkedChild child;
  private final Optional<TerminalRelay> relay;

  /**
   * Begins.
   *
   * @param master receives the terminal's master end, where this process serves it
   */
  ForegroundRun(ForkedChild child, Optional<Supplier<Descriptor>> master) {
    this.child = child;
    this.relay = master.map(source -> new TerminalRelay(source.get()));
    // those that end or reload programs
    ProcessSignals.on(this::signal, "HUP", "INT", "TERM", "USR2", "ALRM", "CONT");
  }

  private void signal(int number) {
    Kernel.call(Syscall.PIDFD_SEND_SIGNAL, child.pidfd(), number, 0, 0);
  }

  /** Its exit code, or 128 + signal. */
  int await() {
    relay.ifPresent(TerminalRelay::start);
    try {
      ProcessEnd end = ProcessEnd.await(child.pidfd());
      child.demandStarted(end);
      return end.code();
    } finally {
      relay.ifPresent(TerminalRelay::close);
      child.close();
    }
  }
}
