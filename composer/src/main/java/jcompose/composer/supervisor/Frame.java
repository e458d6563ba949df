package jcompose.composer.supervisor;

/**
 * One piece of what goes over a supervisor's socket: a kind byte, the length as four bytes, the
 * payload.
 *
 * @param kind one of the constants
 * @param payload a message as JSON, or the bytes of a stream
 */
// Frames are passed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Frame(byte kind, byte[] payload) {
  /** A {@link Request} or {@link Reply} as JSON. */
  public static final byte MESSAGE = 'J';

  /** Bytes for an exec's standard input; none at all means its end. */
  public static final byte STDIN = '0';

  /** Bytes from an exec's standard output or terminal. */
  public static final byte STDOUT = '1';

  /** Bytes from an exec's standard error. */
  public static final byte STDERR = '2';

  /** No frame is larger; a longer length means that the other side is not a supervisor. */
  static final int MAX_LENGTH = 64 << 20;
}
