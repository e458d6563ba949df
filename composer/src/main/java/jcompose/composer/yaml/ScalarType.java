package jcompose.composer.yaml;

/** What YAML takes a scalar for. */
public enum ScalarType {
  NULL("empty"),
  BOOLEAN("a boolean"),
  INTEGER("a number"),
  FLOAT("a number"),
  STRING("a string");

  private final String kind;

  ScalarType(String kind) {
    this.kind = kind;
  }

  String kind() {
    return kind;
  }
}
