package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.DURATION;
import static jcompose.composer.shape.Shapes.INTEGER;
import static jcompose.composer.shape.Shapes.LABELS;
import static jcompose.composer.shape.Shapes.NUMBER;
import static jcompose.composer.shape.Shapes.STRING;

import jcompose.composer.shape.ListShape.Join;

/** Replicas, resources and restarts. */
final class DeployShape {
  private static final Shape MEMORY = Shapes.scalar(ScalarType.QUOTED_BYTES);

  private static final Shape UPDATE =
      FieldsShape.of(
          Field.of("parallelism", INTEGER).keep(),
          Field.of("delay", DURATION),
          Field.of("failure_action", STRING),
          Field.of("monitor", DURATION),
          Field.of("max_failure_ratio", NUMBER),
          Field.of("order", Shapes.words("start-first", "stop-first")));

  private static final Shape GENERIC =
      Shapes.list(
          FieldsShape.of(
              Field.of(
                  "discrete_resource_spec",
                  FieldsShape.of(
                      Field.of("kind", STRING).keep(), Field.of("value", INTEGER).keep()))),
          Join.APPEND);

  private static final Shape RESOURCES =
      FieldsShape.of(
          Field.of(
                  "limits",
                  FieldsShape.of(
                      Field.of("cpus", NUMBER),
                      Field.of("memory", MEMORY),
                      Field.of("pids", INTEGER)))
              .keep(),
          Field.of(
                  "reservations",
                  FieldsShape.of(
                      Field.of("cpus", NUMBER),
                      Field.of("memory", MEMORY),
                      Field.of("devices", ResourceShapes.REQUESTS),
                      Field.of("generic_resources", GENERIC)))
              .keep());

  private static final Shape RESTART_POLICY =
      FieldsShape.of(
          Field.of("condition", STRING),
          Field.of("delay", DURATION).keep(),
          Field.of("max_attempts", INTEGER).keep(),
          Field.of("window", DURATION).keep());

  private static final Shape PLACEMENT =
      FieldsShape.of(
          Field.of("constraints", Shapes.list(STRING, Join.APPEND)),
          Field.of(
              "preferences", Shapes.list(FieldsShape.of(Field.of("spread", STRING)), Join.APPEND)),
          Field.of("max_replicas_per_node", INTEGER));

  static final Shape DEPLOY =
      FieldsShape.of(
              Field.of("mode", STRING),
              Field.of("replicas", INTEGER).keep(),
              Field.of("labels", LABELS),
              Field.of("update_config", UPDATE).keep(),
              Field.of("rollback_config", UPDATE).keep(),
              Field.of("resources", RESOURCES),
              Field.of("restart_policy", RESTART_POLICY).keep(),
              Field.of("placement", PLACEMENT),
              Field.of("endpoint_mode", STRING))
          .orNothing();

  private DeployShape() {}
}
