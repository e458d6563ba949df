package jcompose.composer.shape;

/** What a scalar in place of a mapping means. */
public enum Shorthand {
  /** It is wrong. */
  NONE("a mapping"),
  /** {@code build: CONTEXT}. */
  CONTEXT("a string"),
  /** {@code extends: SERVICE}. */
  SERVICE("a string"),
  /** {@code env_file: PATH} and {@code include: [PATH]}. */
  PATH("a string"),
  /** {@code secrets: [SOURCE]}. */
  SOURCE("a string"),
  /** {@code devices: [SOURCE:TARGET:PERMISSIONS]}. */
  DEVICE("a string"),
  /** {@code ports: [IP:PUBLISHED:TARGET/PROTOCOL]}, of ranges several. */
  PORT("a string or number"),
  /** {@code volumes: [SOURCE:TARGET:OPTIONS]}. */
  VOLUME("a string"),
  /** {@code ulimits: {NAME: NUMBER}}, which stays as it is. */
  ULIMIT("a whole number"),
  /** {@code external: true}, which stays as it is. */
  EXTERNAL("true or false"),
  /** {@code gpus: all}. */
  GPUS("'all'"),
  /** {@code namespaces: {TYPE: private}}, which stays as it is. */
  NAMESPACE("a string");

  private final String kind;

  Shorthand(String kind) {
    this.kind = kind;
  }

  String kind() {
    return kind;
  }
}
