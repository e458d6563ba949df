package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.BOOLEAN;
import static jcompose.composer.shape.Shapes.COMMAND;
import static jcompose.composer.shape.Shapes.DURATION;
import static jcompose.composer.shape.Shapes.ENVIRONMENT;
import static jcompose.composer.shape.Shapes.INTEGER;
import static jcompose.composer.shape.Shapes.STRING;

import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.shape.ListShape.Join;
import jcompose.composer.shape.ListShape.Single;

/** What happens around a container's life: order, health, hooks, watched files. */
final class LifeShapes {
  static final Shape DEPENDS_ON =
      Shapes.named(
          FieldsShape.of(
              Field.of(
                      "condition",
                      Shapes.words(
                          "service_started", "service_healthy", "service_completed_successfully"))
                  .must(),
              Field.of("restart", BOOLEAN),
              Field.of("required", BOOLEAN).keep()),
          Listing.DEPENDENCIES);

  static final FieldsShape HEALTHCHECK =
      FieldsShape.of(
          Field.of("test", new ListShape(STRING, Single.SHELL, Join.REPLACE, false)),
          Field.of("timeout", DURATION).keep(),
          Field.of("interval", DURATION).keep(),
          Field.of("retries", INTEGER).keep(),
          Field.of("start_period", DURATION).keep(),
          Field.of("start_interval", DURATION).keep(),
          Field.of("disable", BOOLEAN),
          Field.of("tcp", INTEGER).ours(),
          Field.of("http", OwnShapes.HTTP).ours(),
          Field.of("log", STRING).ours(),
          Field.of("file", STRING).ours());

  private static final FieldsShape HOOK =
      FieldsShape.of(
          Field.of("command", COMMAND).must().keep(),
          Field.of("user", STRING),
          Field.of("privileged", BOOLEAN),
          Field.of("working_dir", STRING),
          Field.of("environment", ENVIRONMENT));

  static final Shape HOOKS = Shapes.list(HOOK, Join.APPEND);

  /** These run in containers of their own. */
  static final Shape PRE_START =
      Shapes.list(
          FieldsShape.of(
              Field.of("command", COMMAND).keep(),
              Field.of("image", STRING),
              Field.of("user", STRING),
              Field.of("privileged", BOOLEAN),
              Field.of("per_replica", BOOLEAN),
              Field.of("working_dir", STRING),
              Field.of("environment", ENVIRONMENT)),
          Join.APPEND);

  private static final Shape PATTERNS = new ListShape(STRING, Single.ITEM, Join.TEXT, false);

  static final Shape DEVELOP =
      FieldsShape.of(
              Field.of(
                  "watch",
                  Shapes.list(
                      FieldsShape.of(
                          Field.of("path", Shapes.PATH).must(),
                          Field.of(
                                  "action",
                                  Shapes.words(
                                      "rebuild", "sync", "restart", "sync+restart", "sync+exec"))
                              .must(),
                          Field.of("target", STRING),
                          Field.of("exec", HOOK),
                          Field.of("include", PATTERNS),
                          Field.of("ignore", PATTERNS),
                          Field.of("initial_sync", BOOLEAN)),
                      Join.APPEND)))
          .orNothing();

  private LifeShapes() {}
}
