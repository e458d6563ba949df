package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.BOOLEAN;
import static jcompose.composer.shape.Shapes.BYTES;
import static jcompose.composer.shape.Shapes.COMMAND;
import static jcompose.composer.shape.Shapes.ENVIRONMENT;
import static jcompose.composer.shape.Shapes.HOSTS;
import static jcompose.composer.shape.Shapes.INTEGER;
import static jcompose.composer.shape.Shapes.LABELS;
import static jcompose.composer.shape.Shapes.NUMBER;
import static jcompose.composer.shape.Shapes.PATH;
import static jcompose.composer.shape.Shapes.STRING;
import static jcompose.composer.shape.Shapes.STRINGS;
import static jcompose.composer.shape.Shapes.STRING_OR_LIST;
import static jcompose.composer.shape.Shapes.TEXT;

import java.util.List;
import java.util.Optional;
import jcompose.composer.shape.ListShape.Join;
import jcompose.composer.shape.ListShape.Single;

/** A service: all 93 attributes of the specification, and our own. */
final class ServiceShape {
  private static final Shape KEYED = Shapes.list(STRING, Join.KEY);
  private static final Shape MICROSECONDS = Shapes.scalar(ScalarType.MICROSECONDS);

  private static final Shape PID =
      new ScalarShape(ScalarType.STRING, List.of(), Optional.empty(), true);

  private static final Shape CREDENTIAL_SPEC =
      FieldsShape.of(
          Field.of("config", STRING), Field.of("file", STRING), Field.of("registry", STRING));

  private static final Shape ENV_FILE =
      new ListShape(
          FieldsShape.of(
                  Field.of("path", PATH).must(),
                  Field.of("required", BOOLEAN).keep(),
                  Field.of("format", Shapes.words("raw")))
              .closed()
              .or(Shorthand.PATH),
          Single.ITEM,
          Join.PATH,
          false);

  private static final Shape EXTENDS =
      FieldsShape.of(Field.of("service", STRING).must(), Field.of("file", PATH))
          .closed()
          .or(Shorthand.SERVICE);

  private static final Shape LOGGING =
      FieldsShape.of(Field.of("driver", STRING), Field.of("options", Shapes.OPTIONS));

  private static final Shape PROVIDER =
      FieldsShape.of(
          Field.of("type", STRING).must(),
          Field.of(
              "options",
              Shapes.entries(
                  new ListShape(
                      Shapes.scalar(ScalarType.VALUE), Single.ITEM, Join.APPEND, false))));

  private static final Shape PULL_POLICY =
      Shapes.pattern(
          "always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+");

  static final FieldsShape SERVICE =
      FieldsShape.of(
          Field.of("profiles", KEYED),
          Field.of("annotations", LABELS),
          Field.of("attach", BOOLEAN).keep(),
          Field.of("build", BuildShape.BUILD).keep(),
          Field.of("develop", LifeShapes.DEVELOP).keep(),
          Field.of("blkio_config", ResourceShapes.BLKIO).keep(),
          Field.of("cap_add", KEYED),
          Field.of("cap_drop", KEYED),
          Field.of("cgroup_parent", STRING),
          Field.of("cgroup", Shapes.words("host", "private")),
          Field.of("cpu_count", INTEGER),
          Field.of("cpu_percent", NUMBER),
          Field.of("cpu_period", MICROSECONDS),
          Field.of("cpu_quota", MICROSECONDS),
          Field.of("cpu_rt_period", MICROSECONDS),
          Field.of("cpu_rt_runtime", MICROSECONDS),
          Field.of("cpus", NUMBER),
          Field.of("cpuset", STRING),
          Field.of("cpu_shares", INTEGER),
          Field.of("command", COMMAND).keep(),
          Field.of("configs", FileShapes.CONFIGS),
          Field.of("container_name", Shapes.pattern("[a-zA-Z0-9][a-zA-Z0-9_.-]+")),
          Field.of("credential_spec", CREDENTIAL_SPEC).keep(),
          Field.of("depends_on", LifeShapes.DEPENDS_ON),
          Field.of("deploy", DeployShape.DEPLOY).keep(),
          Field.of("device_cgroup_rules", STRINGS),
          Field.of("devices", ResourceShapes.DEVICES),
          Field.of("dns", STRING_OR_LIST),
          Field.of("dns_opt", KEYED),
          Field.of("dns_search", STRING_OR_LIST),
          Field.of("domainname", STRING),
          Field.of("entrypoint", COMMAND).keep(),
          Field.of("provider", PROVIDER).keep(),
          Field.of("environment", ENVIRONMENT),
          Field.of("env_file", ENV_FILE),
          Field.of("expose", Shapes.list(TEXT, Join.TEXT)),
          Field.of("extends", EXTENDS),
          Field.of("external_links", STRINGS),
          Field.of("extra_hosts", HOSTS),
          Field.of("group_add", Shapes.list(TEXT, Join.TEXT)),
          Field.of("gpus", ResourceShapes.GPUS),
          Field.of("hostname", STRING),
          Field.of("healthcheck", LifeShapes.HEALTHCHECK).keep(),
          Field.of("image", Shapes.scalar(ScalarType.IMAGE)),
          Field.of("init", BOOLEAN).keep(),
          Field.of("ipc", STRING),
          Field.of("isolation", STRING),
          Field.of("labels", LABELS),
          Field.of("label_file", new ListShape(PATH, Single.ITEM, Join.TEXT, false)),
          Field.of("links", KEYED),
          Field.of("logging", LOGGING).keep().replacedByOther("driver"),
          Field.of("mem_limit", BYTES),
          Field.of("mem_reservation", BYTES),
          Field.of("memswap_limit", BYTES),
          Field.of("mem_swappiness", BYTES),
          Field.of("mac_address", STRING),
          Field.of("models", ModelShapes.OF_SERVICE),
          Field.of("network_mode", STRING),
          Field.of("networks", NetworkShapes.OF_SERVICE),
          Field.of("oom_kill_disable", BOOLEAN),
          Field.of("oom_score_adj", INTEGER),
          Field.of("pid", PID),
          Field.of("pids_limit", INTEGER),
          Field.of("platform", STRING),
          Field.of("ports", NetworkShapes.PORTS),
          Field.of("privileged", BOOLEAN),
          Field.of("pull_policy", PULL_POLICY),
          Field.of("pull_refresh_after", STRING),
          Field.of("read_only", BOOLEAN),
          Field.of("restart", STRING),
          Field.of("runtime", STRING),
          Field.of("scale", INTEGER).keep(),
          Field.of("secrets", FileShapes.SECRETS),
          Field.of("security_opt", STRINGS),
          Field.of("shm_size", BYTES),
          Field.of("stdin_open", BOOLEAN),
          Field.of("stop_grace_period", Shapes.DURATION).keep(),
          Field.of("stop_signal", STRING),
          Field.of("storage_opt", Shapes.OPTIONS),
          Field.of("sysctls", LABELS),
          Field.of("tmpfs", STRING_OR_LIST),
          Field.of("tty", BOOLEAN),
          Field.of("ulimits", ResourceShapes.ULIMITS),
          Field.of("use_api_socket", BOOLEAN),
          Field.of("user", STRING),
          Field.of("userns_mode", STRING),
          Field.of("uts", STRING),
          Field.of("volumes", VolumeShapes.MOUNTS),
          Field.of("volumes_from", STRINGS),
          Field.of("working_dir", STRING),
          Field.of("pre_start", LifeShapes.PRE_START),
          Field.of("post_start", LifeShapes.HOOKS),
          Field.of("pre_stop", LifeShapes.HOOKS),
          Field.of("conf", OwnShapes.CONF).ours(),
          Field.of("rootfs", PATH).ours(),
          Field.of("namespaces", OwnShapes.NAMESPACES).ours());

  private ServiceShape() {}
}
