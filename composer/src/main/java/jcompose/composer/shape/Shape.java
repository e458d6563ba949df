package jcompose.composer.shape;

/** What a value of a Compose file looks like. */
public sealed interface Shape
    permits AnyShape, ScalarShape, ListShape, FieldsShape, EntriesShape, PairsShape {
  /** What it is, in words for messages: {@code "a list"}, {@code "a whole number"}, ... */
  String kind();

  /** Whether no value at all is right as well. */
  boolean nullable();
}
