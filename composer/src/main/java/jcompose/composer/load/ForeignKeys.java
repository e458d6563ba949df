package jcompose.composer.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that mean something to other programs. Those without which a stack still does what
 * its author wants are a warning, the others are refused.
 */
final class ForeignKeys {
  private static final Set<String> RUNTIMES = Set.of("jcompose", "runc", "crun", "youki");

  private final Problems problems;
  private final Map<String, Attribute> service;

  ForeignKeys(Problems problems, Map<String, Attribute> service) {
    this.problems = problems;
    this.service = service;
  }

  void check() {
    build();
    optional("develop")
        .ifPresent(
            attribute -> warn(attribute, "files are not watched here; 'up' runs it as it is"));
    optional("isolation").ifPresent(ForeignKeys::isolation);
    optional("credential_spec")
        .ifPresent(attribute -> attribute.problem("is of Windows, and this is Linux"));
    optional("provider")
        .ifPresent(
            attribute ->
                attribute.problem(
                    "no provider's program is run here; start what it stands for by itself"));
    optional("models")
        .ifPresent(
            attribute ->
                attribute.problem(
                    "there is no model runner here; run a model's server as a service, and give"
                        + " its address in 'environment'"));
    optional("use_api_socket")
        .filter(Attribute::bool)
        .ifPresent(
            attribute ->
                attribute.problem("there is no Docker daemon here whose socket it could have"));
    optional("gpus").ifPresent(ForeignKeys::gpus);
    optional("storage_opt")
        .filter(attribute -> !attribute.entries().isEmpty())
        .ifPresent(
            attribute ->
                attribute.problem(
                    "the writable layer's size cannot be limited here; write to a 'tmpfs' of that"
                        + " size instead"));
    optional("runtime").ifPresent(this::runtime);
    optional("expose").ifPresent(ForeignKeys::expose);
    optional("deploy").ifPresent(this::deploy);
  }

  private Optional<Attribute> optional(String key) {
    return Optional.ofNullable(service.get(key));
  }

  private void warn(@Nullable Attribute attribute, String message) {
    if (attribute != null && !attribute.isNull()) {
      problems.warn(attribute.position(), attribute.path(), message);
    }
  }

  private void build() {
    Attribute build = service.get("build");
    if (build == null) {
      return;
    }
    if (service.containsKey("image") || service.containsKey("rootfs")) {
      warn(
          build,
          service.containsKey("image")
              ? "there is no builder here; the image is pulled, not built"
              : "there is no builder here; 'rootfs' is used as it is");
    } else {
      build.problem(
          "there is no builder here; build it with another tool, and name the result with 'image'"
              + " or its folder with 'rootfs'");
    }
  }

  private static void isolation(Attribute attribute) {
    attribute
        .string()
        .filter(word -> !word.isEmpty() && !word.equals("default"))
        .ifPresent(word -> attribute.problem("'" + word + "' is of Windows, and this is Linux"));
  }

  private static void gpus(Attribute attribute) {
    attribute.problem(
        "GPUs are not handed out by name here; give their nodes in 'devices' and their driver's"
            + " libraries in 'volumes'");
  }

  private void runtime(Attribute attribute) {
    Optional<String> name = attribute.nonEmptyString();
    if (name.isEmpty() || name.get().equals("jcompose")) {
      return;
    }
    String bare = name.get().equals("io.containerd.runc.v2") ? "runc" : name.get();
    if (RUNTIMES.contains(bare)) {
      warn(attribute, "'" + name.get() + "' is not run; containers are made as it makes them");
    } else {
      attribute.problem(
          "'" + name.get() + "': containers are made by jcompose itself, not by other runtimes");
    }
  }

  /** Ports between containers are open anyway: it is for those who read the file. */
  private static void expose(Attribute attribute) {
    for (Attribute item : attribute.items()) {
      Optional<String> text = Environment.text(item);
      if (text.isPresent() && !text.get().matches("[0-9]{1,5}(-[0-9]{1,5})?(/(tcp|udp|sctp))?")) {
        item.problem("'" + text.get() + "' is not of the form PORT[-PORT][/tcp|/udp]");
      }
    }
  }

  private void deploy(Attribute deploy) {
    Map<String, Attribute> fields = deploy.isMapping() ? deploy.entries() : Map.of();
    Attribute mode = fields.get("mode");
    if (mode != null && !mode.isNull()) {
      mode.oneOf(List.of("replicated", "global", "replicated-job", "global-job"))
          .filter(word -> word.endsWith("-job"))
          .ifPresent(word -> warn(mode, "jobs are Swarm's; the service is started as any other"));
    }
    warn(fields.get("endpoint_mode"), "is for Swarm's addresses of services, which are not here");
    warn(
        fields.get("labels"), "are of Swarm's services; 'labels' of the service are a container's");
    warn(fields.get("placement"), "is for Swarm's nodes; here is one machine");
    warn(fields.get("update_config"), "is Swarm's; 'up' replaces a changed container at once");
    warn(fields.get("rollback_config"), "is Swarm's; 'up' with the file of before goes back");
    Attribute reservations =
        Optional.ofNullable(fields.get("resources"))
            .filter(Attribute::isMapping)
            .map(resources -> resources.entries().get("reservations"))
            .filter(Attribute::isMapping)
            .orElse(null);
    if (reservations != null) {
      Optional.ofNullable(reservations.entries().get("devices"))
          .filter(devices -> !devices.isNull())
          .ifPresent(ForeignKeys::gpus);
      warn(reservations.entries().get("generic_resources"), "is for Swarm's choice of a node");
    }
  }
}
