package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.INTEGER;
import static jcompose.composer.shape.Shapes.STRING;

import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.shape.ListShape.Join;

/** Language models. */
final class ModelShapes {
  static final Shape MODEL =
      FieldsShape.of(
          Field.of("name", STRING),
          Field.of("model", STRING).must(),
          Field.of("context_size", INTEGER),
          Field.of("runtime_flags", Shapes.list(STRING, Join.APPEND)));

  static final Shape OF_SERVICE =
      Shapes.named(
          FieldsShape.of(Field.of("endpoint_var", STRING), Field.of("model_var", STRING))
              .orNothing(),
          Listing.NAMES);

  private ModelShapes() {}
}
