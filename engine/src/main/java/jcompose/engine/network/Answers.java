package jcompose.engine.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the kernel's side of netlink: messages, and the attributes in them. */
final class Answers {
  private static final int HEADER = 16;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int CAPPED = 0x100;
  private static final int HAS_ATTRIBUTES = 0x200;
  private static final int MESSAGE = 1;
  private static final int TYPE_MASK = 0x3fff;

  /**
   * A message.
   *
   * @param body what follows the header
   */
  record Answer(int type, int flags, int sequence, ByteBuffer body) {
    /** Whether it closes a list. */
    boolean isDone() {
      return type == DONE;
    }

    /** The positive error number, or 0 for success; empty when it is no acknowledgement. */
    Optional<Integer> error() {
      return type == ERROR || (type == DONE && body.remaining() >= 4)
          ? Optional.of(-body.getInt(0))
          : Optional.empty();
    }

    /** The kernel's own words for an error; empty when it has none. */
    String words() {
      if ((flags & HAS_ATTRIBUTES) == 0) {
        return "";
      }
      int start = 4;
      if (type == ERROR) {
        start += (flags & CAPPED) != 0 ? HEADER : Bytes.aligned(body.getInt(4));
      }
      return text(attributes(slice(body, start, body.remaining() - start)).get(MESSAGE));
    }

    /** Its attributes, which follow a structure. */
    Map<Integer, ByteBuffer> attributesBehind(int structure) {
      return attributes(slice(body, structure, body.remaining() - structure));
    }
  }

  private Answers() {}

  /** The messages that came at once. */
  static List<Answer> in(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    List<Answer> answers = new ArrayList<>();
    int position = 0;
    while (position + HEADER <= bytes.length) {
      int length = buffer.getInt(position);
      answers.add(
          new Answer(
              buffer.getShort(position + 4) & 0xffff,
              buffer.getShort(position + 6) & 0xffff,
              buffer.getInt(position + 8),
              slice(buffer, position + HEADER, length - HEADER)));
      position += Bytes.aligned(length);
    }
    return answers;
  }

  /** Attributes by their type; of several of a type the last. */
  static Map<Integer, ByteBuffer> attributes(ByteBuffer buffer) {
    Map<Integer, ByteBuffer> found = new HashMap<>();
    int position = 0;
    while (position + 4 <= buffer.remaining()) {
      int length = buffer.getShort(position) & 0xffff;
      if (length < 4) {
        break;
      }
      found.put(buffer.getShort(position + 2) & TYPE_MASK, slice(buffer, position + 4, length - 4));
      position += Bytes.aligned(length);
    }
    return found;
  }

  /** A text without the zero byte that closes it; empty for none. */
  static String text(@org.jspecify.annotations.Nullable ByteBuffer value) {
    if (value == null) {
      return "";
    }
    String text = new String(bytes(value), StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** The bytes of an attribute. */
  static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }

  private static ByteBuffer slice(ByteBuffer buffer, int from, int length) {
    return buffer.slice(from, length).order(ByteOrder.nativeOrder());
  }
}
