package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.PATH;
import static jcompose.composer.shape.Shapes.STRING;

import java.util.Map;
import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.shape.ListShape.Join;
import jcompose.composer.shape.ListShape.Single;

/** A Compose file. */
public final class ComposeShape {
  private static final Shape PATHS = new ListShape(PATH, Single.ITEM, Join.APPEND, false);

  private static final Shape INCLUDE =
      Shapes.list(
          FieldsShape.of(
                  Field.of("path", PATHS).must(),
                  Field.of("project_directory", PATH),
                  Field.of("env_file", PATHS))
              .closed()
              .or(Shorthand.PATH),
          Join.APPEND);

  /** The whole file. */
  public static final FieldsShape FILE =
      FieldsShape.of(
          Field.of("name", STRING),
          Field.of("version", STRING),
          Field.of("include", INCLUDE),
          Field.of("services", Shapes.named(ServiceShape.SERVICE, Listing.NONE)).keep(),
          Field.of("networks", Shapes.named(NetworkShapes.NETWORK, Listing.NONE)),
          Field.of("volumes", Shapes.named(VolumeShapes.VOLUME, Listing.NONE)),
          Field.of("secrets", Shapes.named(FileShapes.SECRET, Listing.NONE)),
          Field.of("configs", Shapes.named(FileShapes.CONFIG, Listing.NONE)),
          Field.of("models", Shapes.named(ModelShapes.MODEL, Listing.NONE)),
          Field.of("links", NetworkShapes.LINKS).ours());

  private ComposeShape() {}

  /** The shapes that are large or stand in several places, by names for them. */
  public static Map<String, FieldsShape> named() {
    return Map.of("service", ServiceShape.SERVICE, "link", OwnShapes.LINK);
  }

  /** The shape of a network. */
  public static FieldsShape network() {
    return NetworkShapes.NETWORK;
  }

  /** The shape of a service's place in a network. */
  public static FieldsShape attachment() {
    return NetworkShapes.ATTACHMENT;
  }

  /** The shape of a service's health check. */
  public static FieldsShape healthcheck() {
    return LifeShapes.HEALTHCHECK;
  }

  /** The shape of one service. */
  public static FieldsShape service() {
    return ServiceShape.SERVICE;
  }
}
