package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.BOOLEAN;
import static jcompose.composer.shape.Shapes.BYTES;
import static jcompose.composer.shape.Shapes.HOSTS;
import static jcompose.composer.shape.Shapes.LABELS;
import static jcompose.composer.shape.Shapes.STRING;

import java.util.regex.Pattern;
import jcompose.composer.shape.EntriesShape.Absent;
import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.shape.ListShape.Join;
import jcompose.composer.shape.ListShape.Single;

/** How an image is built. */
final class BuildShape {
  private static final Shape LIST = Shapes.list(STRING, Join.APPEND);
  private static final Shape CONTEXT = Shapes.scalar(ScalarType.CONTEXT);
  private static final Shape CONTEXTS =
      new EntriesShape(CONTEXT, Pattern.compile("(?s).+"), Listing.PAIRS, Absent.VALUE);

  static final Shape BUILD =
      FieldsShape.of(
              Field.of("context", CONTEXT),
              Field.of("dockerfile", STRING),
              Field.of("dockerfile_inline", STRING),
              Field.of("entitlements", LIST),
              Field.of("args", Shapes.pairs(Absent.ARGUMENT)),
              Field.of("provenance", Shapes.scalar(ScalarType.VALUE)),
              Field.of("sbom", Shapes.scalar(ScalarType.VALUE)),
              Field.of("ssh", new PairsShape(false)),
              Field.of("labels", LABELS),
              Field.of("cache_from", LIST),
              Field.of("cache_to", LIST),
              Field.of("no_cache", BOOLEAN),
              Field.of("no_cache_filter", new ListShape(STRING, Single.ITEM, Join.TEXT, false)),
              Field.of("additional_contexts", CONTEXTS),
              Field.of("pull", BOOLEAN),
              Field.of("extra_hosts", HOSTS),
              Field.of("isolation", STRING),
              Field.of("network", STRING),
              Field.of("target", STRING),
              Field.of("secrets", FileShapes.SECRETS),
              Field.of("shm_size", BYTES),
              Field.of("tags", Shapes.list(STRING, Join.KEY)),
              Field.of("ulimits", ResourceShapes.ULIMITS),
              Field.of("platforms", LIST),
              Field.of("privileged", BOOLEAN))
          .or(Shorthand.CONTEXT);

  private BuildShape() {}
}
