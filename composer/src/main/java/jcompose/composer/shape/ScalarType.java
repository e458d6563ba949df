package jcompose.composer.shape;

/** The types of single values. */
public enum ScalarType {
  /** Only a string: {@code 1} has to be written {@code "1"}. */
  STRING("a string"),
  /** A file or folder of the host, from the project's folder. */
  PATH("a string"),
  /** An image's name, or a file or folder that begins with a dot or a slash. */
  IMAGE("a string"),
  /** A folder to build from, or a URL, {@code service:NAME}, ... */
  CONTEXT("a string"),
  /** A string or number, of which the text counts. */
  TEXT("a string or number"),
  /** A string, number, boolean or nothing, of which the text counts. */
  VALUE("a string, number or boolean"),
  BOOLEAN("true or false"),
  INTEGER("a whole number"),
  NUMBER("a number"),
  /** Bytes, as {@code 64m} or a number. */
  BYTES("a size such as 64m"),
  /** Bytes, with a unit or in quotes. */
  QUOTED_BYTES("a size in quotes, such as \"64m\""),
  /** As {@code 1m30s}. */
  DURATION("a duration such as 1m30s"),
  /** Microseconds as a number, or a duration. */
  MICROSECONDS("microseconds or a duration such as 10ms"),
  /** Permissions, read as octal. */
  MODE("permissions such as 0440"),
  /** The same, printed as a number. */
  BITS("permissions such as 0770"),
  /** A number of devices, or {@code all}. */
  COUNT("a whole number or 'all'");

  private final String kind;

  ScalarType(String kind) {
    this.kind = kind;
  }

  String kind() {
    return kind;
  }
}
