package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.BOOLEAN;
import static jcompose.composer.shape.Shapes.BYTES;
import static jcompose.composer.shape.Shapes.LABELS;
import static jcompose.composer.shape.Shapes.OPTIONS;
import static jcompose.composer.shape.Shapes.STRING;

import jcompose.composer.shape.ListShape.Join;

/** Volumes, and where services mount them. */
final class VolumeShapes {
  static final Shape VOLUME =
      FieldsShape.of(
              Field.of("name", STRING),
              Field.of("driver", STRING),
              Field.of("driver_opts", OPTIONS),
              Field.of("external", FileShapes.EXTERNAL),
              Field.of("labels", LABELS))
          .orNothing();

  private static final Shape BIND =
      FieldsShape.of(
          Field.of("selinux", Shapes.words("z", "Z")),
          Field.of("propagation", STRING),
          Field.of("create_host_path", BOOLEAN).keep(),
          Field.of("recursive", Shapes.words("enabled", "disabled", "writable", "readonly")));

  private static final Shape MOUNT =
      FieldsShape.of(
              Field.of("type", Shapes.words("bind", "volume", "tmpfs", "cluster", "npipe", "image"))
                  .must(),
              Field.of("source", STRING),
              Field.of("target", STRING).must(),
              Field.of("read_only", BOOLEAN),
              Field.of("consistency", STRING),
              Field.of("bind", BIND).keep(),
              Field.of(
                      "volume",
                      FieldsShape.of(
                          Field.of("labels", LABELS),
                          Field.of("nocopy", BOOLEAN),
                          Field.of("subpath", STRING)))
                  .keep(),
              Field.of(
                      "tmpfs",
                      FieldsShape.of(
                          Field.of("size", BYTES),
                          Field.of("mode", Shapes.scalar(ScalarType.BITS))))
                  .keep(),
              Field.of("image", FieldsShape.of(Field.of("subpath", STRING))).keep())
          .or(Shorthand.VOLUME);

  static final Shape MOUNTS = Shapes.list(MOUNT, Join.TARGET);

  private VolumeShapes() {}
}
