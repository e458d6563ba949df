package jcompose.engine.program;

import static jcompose.engine.program.Flags.O_CLOEXEC;
import static jcompose.engine.program.Flags.O_NOCTTY;
import static jcompose.engine.program.Flags.O_RDWR;

import java.util.List;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Word;

/** Operations that make a pseudo terminal and hand its master end to the parent. */
public final class TerminalCalls {
  private static final long TIOCSPTLCK = 0x40045431;
  private static final long TIOCGPTPEER = 0x5441;
  private static final long TIOCSCTTY = 0x540e;
  private static final long TIOCSWINSZ = 0x5414;
  private static final long SOL_SOCKET = 1;
  private static final long SCM_RIGHTS = 1;
  private static final long CMSG_LENGTH = 20;

  private TerminalCalls() {}

  /** Unlocks the other end of a master. */
  public static Operation unlock(int master) {
    return Operation.of(
        Syscall.IOCTL, Word.of(master), new Word(TIOCSPTLCK, "TIOCSPTLCK"), Struct.of("{0}", 0));
  }

  /** Opens the other end of a master, whatever is mounted on /dev/pts; opens a descriptor. */
  public static Operation peer(int master) {
    return Operation.of(
        Syscall.IOCTL,
        Word.of(master),
        new Word(TIOCGPTPEER, "TIOCGPTPEER"),
        O_RDWR.or(O_NOCTTY).or(O_CLOEXEC));
  }

  /** Makes a terminal the session's controlling one. */
  public static Operation control(int terminal) {
    return Operation.of(
        Syscall.IOCTL, Word.of(terminal), new Word(TIOCSCTTY, "TIOCSCTTY"), Word.of(0));
  }

  /** Tells a terminal its size before anybody asks. */
  public static Operation resize(int terminal, int rows, int columns) {
    return Operation.of(
        Syscall.IOCTL,
        Word.of(terminal),
        new Word(TIOCSWINSZ, "TIOCSWINSZ"),
        Struct.of("{rows=" + rows + ", columns=" + columns + "}", rows | (long) columns << 16));
  }

  /** Sends a descriptor over a socket: unix(7), SCM_RIGHTS. */
  public static Operation send(int socket, int descriptor) {
    Struct data = Struct.of("{0}", 0);
    Struct vector = new Struct(List.of(data, Word.of(1)), "{1 byte}");
    Struct control =
        Struct.of(
            "SCM_RIGHTS " + descriptor, CMSG_LENGTH, SOL_SOCKET | SCM_RIGHTS << 32, descriptor);
    Struct message =
        new Struct(
            List.of(Word.of(0), Word.of(0), vector, Word.of(1), control, Word.of(24), Word.of(0)),
            "{SCM_RIGHTS " + descriptor + "}");
    return Operation.of(Syscall.SENDMSG, Word.of(socket), message, Word.of(0));
  }
}
