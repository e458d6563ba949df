package jcompose.engine;

import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;

/** A process that signals reach as long as it is there, and nobody else afterwards. */
final class PidDescriptor {
  private final Descriptor pidfd;
  private boolean ended;

  PidDescriptor(Descriptor pidfd) {
    this.pidfd = pidfd;
  }

  int number() {
    return pidfd.number();
  }

  /** Sends a signal; nothing happens when the process has ended. */
  synchronized void signal(int signal) {
    if (ended) {
      return;
    }
    long result = Kernel.call(Syscall.PIDFD_SEND_SIGNAL, pidfd.number(), signal, 0, 0);
    if (result < 0 && result != -Errno.ESRCH.number()) {
      throw new EngineException(
          "pidfd_send_signal(" + Signals.name(signal) + "): " + Errno.describe((int) -result));
    }
  }

  /** Closes it. */
  synchronized void end() {
    ended = true;
    pidfd.close();
  }
}
