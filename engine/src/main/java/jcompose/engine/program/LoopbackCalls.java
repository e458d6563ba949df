package jcompose.engine.program;

import static jcompose.engine.program.Flags.NONE;

import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Word;

/** Brings up {@code lo} in a new network namespace: netdevice(7). */
public final class LoopbackCalls {
  private static final Word AF_INET = new Word(2, "AF_INET");
  private static final Word SOCK_DGRAM = new Word(0x80002, "SOCK_DGRAM|SOCK_CLOEXEC");
  private static final Word SIOCSIFFLAGS = new Word(0x8914, "SIOCSIFFLAGS");
  private static final long NAME = 'l' | 'o' << 8;
  private static final long IFF_UP = 1;

  private LoopbackCalls() {}

  /** Appends the operations. */
  public static void bringUp(ProgramBuilder program) {
    int socket = program.open(Operation.of(Syscall.SOCKET, AF_INET, SOCK_DGRAM, NONE));
    program.add(
        Operation.of(
            Syscall.IOCTL,
            Word.of(socket),
            SIOCSIFFLAGS,
            Struct.of("{\"lo\", UP}", NAME, 0, IFF_UP, 0, 0)));
    program.close(socket);
  }
}
