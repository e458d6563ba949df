package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.BYTES;
import static jcompose.composer.shape.Shapes.INTEGER;
import static jcompose.composer.shape.Shapes.STRING;

import java.util.regex.Pattern;
import jcompose.composer.shape.EntriesShape.Absent;
import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.shape.ListShape.Join;
import jcompose.composer.shape.ListShape.Single;

/** What a container may use: limits, block devices, device files, GPUs. */
final class ResourceShapes {
  private static final Shape ULIMIT =
      FieldsShape.of(
              Field.of("soft", INTEGER).must().keep(), Field.of("hard", INTEGER).must().keep())
          .or(Shorthand.ULIMIT);

  static final Shape ULIMITS =
      new EntriesShape(ULIMIT, Pattern.compile("^[a-z]+$"), Listing.NONE, Absent.VALUE);

  private static final Shape RATES =
      Shapes.list(
          FieldsShape.of(Field.of("path", STRING).keep(), Field.of("rate", BYTES).keep()).closed(),
          Join.APPEND);

  private static final Shape WEIGHTS =
      Shapes.list(
          FieldsShape.of(Field.of("path", STRING).keep(), Field.of("weight", INTEGER).keep())
              .closed(),
          Join.APPEND);

  static final Shape BLKIO =
      FieldsShape.of(
              Field.of("weight", INTEGER),
              Field.of("weight_device", WEIGHTS),
              Field.of("device_read_bps", RATES),
              Field.of("device_read_iops", RATES),
              Field.of("device_write_bps", RATES),
              Field.of("device_write_iops", RATES))
          .closed();

  static final Shape DEVICES =
      Shapes.list(
          FieldsShape.of(
                  Field.of("source", STRING).must(),
                  Field.of("target", STRING),
                  Field.of("permissions", STRING))
              .or(Shorthand.DEVICE),
          Join.DEVICE);

  private static final FieldsShape REQUEST =
      FieldsShape.of(
          Field.of("capabilities", Shapes.STRINGS),
          Field.of("driver", STRING),
          Field.of("count", Shapes.scalar(ScalarType.COUNT)),
          Field.of("device_ids", Shapes.STRINGS),
          Field.of("options", Shapes.LABELS));

  static final Shape REQUESTS = Shapes.list(REQUEST, Join.APPEND);

  static final Shape GPUS =
      new ListShape(REQUEST.or(Shorthand.GPUS), Single.ITEM, Join.APPEND, false);

  private ResourceShapes() {}
}
