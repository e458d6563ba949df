package jcompose.engine.program;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One argument of a system call; its text is how a program prints it. */
public sealed interface Argument {
  /** What the program's printed form shows. */
  String text();

  /**
   * A number as it stands: a flag, a size, a descriptor that the program itself opened.
   *
   * @param value the register's content
   * @param text its name, for example {@code NOSUID|NODEV}
   */
  record Word(long value, String text) implements Argument {
    /** A number that speaks for itself. */
    public static Word of(long value) {
      return new Word(value, Long.toString(value));
    }

    /** Octal, as modes are written. */
    public static Word mode(int value) {
      return new Word(value, "0" + Integer.toOctalString(value));
    }

    /** Both flags. */
    public Word or(Word other) {
      if (value == 0) {
        return other;
      }
      return other.value == 0 ? this : new Word(value | other.value, text + "|" + other.text);
    }
  }

  /** The address of a text closed by a zero byte. */
  record Text(String value) implements Argument {
    @Override
    public String text() {
      return quote(value);
    }
  }

  /** The address of an array of texts closed by a null pointer. */
  record Texts(List<String> values) implements Argument {
    /** Copies the list. */
    public Texts {
      values = List.copyOf(values);
    }

    @Override
    public String text() {
      return values.stream().map(Argument::quote).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * The address of a structure made of 64-bit words; every structure that the engine passes is one.
   *
   * @param words numbers as they stand, everything else as its address
   */
  record Struct(List<Argument> words, String text) implements Argument {
    /** Copies the list. */
    public Struct {
      words = List.copyOf(words);
    }

    /** A structure of plain numbers. */
    public static Struct of(String text, long... words) {
      List<Argument> numbers = new ArrayList<>();
      for (long word : words) {
        numbers.add(Word.of(word));
      }
      return new Struct(numbers, text);
    }
  }

  /** The address of bytes as they stand. */
  record Data(ByteBuffer bytes, String text) implements Argument {
    /** Keeps a view of its own, so that the record cannot be changed. */
    public Data {
      bytes = bytes.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer bytes() {
      return bytes.asReadOnlyBuffer();
    }
  }

  /** What an earlier operation of the same program answered; one operation can use it. */
  record ResultOf(Operation operation) implements Argument {
    @Override
    public String text() {
      return "<" + operation.call().callName() + ">";
    }
  }

  /** A descriptor of the parent, known by name until the program runs. */
  record Inherited(String name) implements Argument {
    @Override
    public String text() {
      return "<" + name + ">";
    }
  }

  private static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default -> {
          if (c < ' ') {
            quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
