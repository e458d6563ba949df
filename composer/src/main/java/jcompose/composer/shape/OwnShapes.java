package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.DURATION;
import static jcompose.composer.shape.Shapes.INTEGER;
import static jcompose.composer.shape.Shapes.PATH;
import static jcompose.composer.shape.Shapes.STRING;
import static jcompose.composer.shape.Shapes.TEXT;

import jcompose.composer.shape.ListShape.Join;
import jcompose.composer.shape.ListShape.Single;

/** The keys of our own. */
final class OwnShapes {
  static final Shape CONF =
      FieldsShape.of(
          Field.of("hosts", PATH), Field.of("hostname", PATH), Field.of("resolv.conf", PATH));

  private static final Shape RANGES = new ListShape(STRING, Single.ITEM, Join.REPLACE, false);

  static final Shape NAMESPACES =
      FieldsShape.of(
          Field.of("pid", STRING),
          Field.of("ipc", STRING),
          Field.of("uts", STRING),
          Field.of("net", STRING),
          Field.of("mount", STRING),
          Field.of("cgroup", STRING),
          Field.of(
              "time",
              FieldsShape.of(Field.of("monotonic", TEXT), Field.of("boottime", TEXT))
                  .or(Shorthand.NAMESPACE)),
          Field.of(
              "user",
              FieldsShape.of(Field.of("uid", RANGES), Field.of("gid", RANGES))
                  .or(Shorthand.NAMESPACE)));

  private static final Field[] IMPAIRMENT = {
    Field.of("delay", DURATION),
    Field.of("jitter", DURATION),
    Field.of("loss", TEXT),
    Field.of("rate", STRING),
    Field.of("corrupt", TEXT),
    Field.of("duplicate", TEXT),
    Field.of("reorder", TEXT)
  };

  /** What is done to the packets of a link, in both directions or in each. */
  static final FieldsShape LINK =
      FieldsShape.of(IMPAIRMENT)
          .and(
              Field.of("egress", FieldsShape.of(IMPAIRMENT)),
              Field.of("ingress", FieldsShape.of(IMPAIRMENT)),
              Field.of("fallback", Shapes.words("rate")));

  /** What is asked of a container, as a health check. */
  static final Shape HTTP =
      FieldsShape.of(
          Field.of("path", STRING), Field.of("port", INTEGER).must(), Field.of("status", INTEGER));

  private OwnShapes() {}
}
