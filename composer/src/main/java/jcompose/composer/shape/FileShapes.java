package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.LABELS;
import static jcompose.composer.shape.Shapes.MODE;
import static jcompose.composer.shape.Shapes.OPTIONS;
import static jcompose.composer.shape.Shapes.PATH;
import static jcompose.composer.shape.Shapes.STRING;

import jcompose.composer.shape.ListShape.Join;

/** Configs and secrets: files that services are given. */
final class FileShapes {
  static final Shape EXTERNAL = FieldsShape.of(Field.of("name", STRING)).or(Shorthand.EXTERNAL);

  static final Shape CONFIG =
      FieldsShape.of(
          Field.of("name", STRING),
          Field.of("file", PATH),
          Field.of("environment", STRING),
          Field.of("content", STRING),
          Field.of("external", EXTERNAL),
          Field.of("labels", LABELS),
          Field.of("template_driver", STRING));

  static final Shape SECRET =
      FieldsShape.of(
          Field.of("name", STRING),
          Field.of("file", PATH),
          Field.of("environment", STRING),
          Field.of("external", EXTERNAL),
          Field.of("labels", LABELS),
          Field.of("driver", STRING),
          Field.of("driver_opts", OPTIONS),
          Field.of("template_driver", STRING));

  private static final Shape GRANT =
      FieldsShape.of(
              Field.of("source", STRING).must(),
              Field.of("target", STRING),
              Field.of("uid", STRING),
              Field.of("gid", STRING),
              Field.of("mode", MODE).keep())
          .or(Shorthand.SOURCE);

  static final Shape CONFIGS = Shapes.list(GRANT, Join.CONFIG);
  static final Shape SECRETS = Shapes.list(GRANT, Join.SECRET);

  private FileShapes() {}
}
