package jcompose.engine.linux;

/** Settings and size of a terminal: ioctl_tty(2), termios(3). */
public final class TerminalControl {
  private static final long TCGETS = 0x5401;
  private static final long TCSETSW = 0x5403;
  private static final long TIOCGWINSZ = 0x5413;
  private static final long TIOCSWINSZ = 0x5414;
  private static final int TERMIOS_SIZE = 36;
  private static final int INPUT_COOKING = 0x5eb; // IGNBRK to IXON, as cfmakeraw(3) clears them
  private static final int OUTPUT_COOKING = 1; // OPOST
  private static final int SIZE_AND_PARITY = 0x130; // CSIZE, PARENB
  private static final int EIGHT_BITS = 0x30; // CS8
  private static final int LOCAL_COOKING = 0x804b; // ECHO, ECHONL, ICANON, ISIG, IEXTEN
  private static final int CONTROL_CHARACTERS = 17;
  private static final int VTIME = 5;
  private static final int VMIN = 6;

  private TerminalControl() {}

  /** Whether it is a terminal. */
  public static boolean isTerminal(int descriptor) {
    try (NativeMemory memory = new NativeMemory()) {
      return Kernel.call(Syscall.IOCTL, descriptor, TCGETS, memory.allocate(TERMIOS_SIZE)) == 0;
    }
  }

  /** The settings, for {@link #restore}. */
  public static byte[] settings(int descriptor) {
    try (NativeMemory memory = new NativeMemory()) {
      long termios = memory.allocate(TERMIOS_SIZE);
      Kernel.check("ioctl(" + descriptor + ", TCGETS)", Syscall.IOCTL, descriptor, TCGETS, termios);
      return NativeMemory.getBytes(termios, TERMIOS_SIZE);
    }
  }

  /** Puts settings back. */
  public static void restore(int descriptor, byte[] settings) {
    try (NativeMemory memory = new NativeMemory()) {
      set(descriptor, memory.bytes(settings));
    }
  }

  /** Passes every byte on at once and as it is: cfmakeraw(3). */
  public static void makeRaw(int descriptor) {
    try (NativeMemory memory = new NativeMemory()) {
      long termios = memory.bytes(settings(descriptor));
      NativeMemory.putInt(termios, NativeMemory.getInt(termios) & ~INPUT_COOKING);
      NativeMemory.putInt(termios + 4, NativeMemory.getInt(termios + 4) & ~OUTPUT_COOKING);
      NativeMemory.putInt(
          termios + 8, (NativeMemory.getInt(termios + 8) & ~SIZE_AND_PARITY) | EIGHT_BITS);
      NativeMemory.putInt(termios + 12, NativeMemory.getInt(termios + 12) & ~LOCAL_COOKING);
      NativeMemory.putBytes(termios + CONTROL_CHARACTERS + VTIME, new byte[] {0}, 0, 1);
      NativeMemory.putBytes(termios + CONTROL_CHARACTERS + VMIN, new byte[] {1}, 0, 1);
      set(descriptor, termios);
    }
  }

  /** Rows and columns. */
  public static int[] size(int descriptor) {
    try (NativeMemory memory = new NativeMemory()) {
      long size = memory.allocate(8);
      Kernel.check(
          "ioctl(" + descriptor + ", TIOCGWINSZ)", Syscall.IOCTL, descriptor, TIOCGWINSZ, size);
      return new int[] {
        NativeMemory.getShort(size) & 0xffff, NativeMemory.getShort(size + 2) & 0xffff
      };
    }
  }

  /** Tells the size to a terminal and to what runs on it. */
  public static void resize(int descriptor, int rows, int columns) {
    try (NativeMemory memory = new NativeMemory()) {
      long size = memory.allocate(8);
      NativeMemory.putShort(size, (short) rows);
      NativeMemory.putShort(size + 2, (short) columns);
      Kernel.check(
          "ioctl(" + descriptor + ", TIOCSWINSZ)", Syscall.IOCTL, descriptor, TIOCSWINSZ, size);
    }
  }

  private static void set(int descriptor, long termios) {
    Kernel.check("ioctl(" + descriptor + ", TCSETSW)", Syscall.IOCTL, descriptor, TCSETSW, termios);
  }
}
