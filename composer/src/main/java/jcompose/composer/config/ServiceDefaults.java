package jcompose.composer.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jcompose.composer.model.Position;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.shape.FieldsShape;
import jcompose.composer.shape.ListShape;
import jcompose.composer.shape.Shape;
import jcompose.composer.tree.Nodes;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/** What a service means where it says nothing. */
final class ServiceDefaults {
  private static final List<String> NAMESPACES =
      List.of("network_mode", "ipc", "pid", "uts", "cgroup");

  private static final FieldsShape SERVICE = ComposeShape.service();

  private final String directory;

  ServiceDefaults(String directory) {
    this.directory = directory;
  }

  YamlNode service(YamlNode node) {
    Edit service = Edit.of(node);
    networks(service);
    if (service.text("pull_policy").equals("if_not_present")) {
      service.put("pull_policy", "missing");
    }
    service.change("build", this::build);
    dependencies(service);
    service.each("secrets", item -> inLongForm(item, ServiceDefaults::secret));
    service.each("ports", item -> inLongForm(item, ServiceDefaults::port));
    service.each("volumes", item -> inLongForm(item, ServiceDefaults::mount));
    service.each("gpus", item -> inLongForm(item, ServiceDefaults::request));
    service.change("deploy", ServiceDefaults::deploy);
    String image = service.text("image");
    service.each("pre_start", hook -> hook(hook, image));
    return service.ordered(SERVICE);
  }

  private static void networks(Edit service) {
    if (!service.has("provider")
        && service.text("network_mode").isEmpty()
        && service.entries("networks").isEmpty()) {
      YamlNode none = YamlScalar.none(service.position());
      service.put("networks", Nodes.at(service.position()).put("default", none).mapping());
    }
  }

  private YamlNode build(YamlNode node) {
    Edit build = Edit.of(node);
    if (build.text("context").isEmpty()) {
      build.put("context", directory);
    }
    if (build.text("dockerfile").isEmpty() && build.text("dockerfile_inline").isEmpty()) {
      build.put("dockerfile", "Dockerfile");
    }
    return build.ordered((FieldsShape) shape("build"));
  }

  private static void dependencies(Edit service) {
    Edit all = Edit.of(service.get("depends_on").orElseGet(() -> none(service.position())));
    for (String name : List.copyOf(service.entries("depends_on").keySet())) {
      all.change(
          name,
          dependency -> {
            Edit edit = Edit.of(dependency);
            return edit.has("required") ? dependency : edit.put("required", truth(edit)).mapping();
          });
    }
    for (YamlNode link : service.items("links")) {
      depend(all, Edit.textOf(link).split(":", 2)[0], true, link.position());
    }
    for (String key : NAMESPACES) {
      String mode = service.text(key);
      if (mode.startsWith("service:")) {
        depend(all, mode.substring(8), true, service.get(key).orElseThrow().position());
      }
    }
    for (YamlNode source : service.items("volumes_from")) {
      String text = Edit.textOf(source);
      if (!text.startsWith("container:")) {
        depend(all, text.split(":", 2)[0], false, source.position());
      }
    }
    if (!all.mapping().entries().isEmpty()) {
      service.put("depends_on", all.sorted());
    }
  }

  private static void depend(Edit all, String name, boolean restart, Position position) {
    if (!all.has(name)) {
      Nodes dependency = Nodes.at(position).put("condition", "service_started");
      if (restart) {
        dependency.put("restart", true);
      }
      all.add(name, position, dependency.put("required", true).mapping());
    }
  }

  /** Changes an item, unless it stayed short because variables were not put in. */
  private static YamlNode inLongForm(YamlNode item, UnaryOperator<YamlNode> change) {
    return item instanceof YamlMapping ? change.apply(item) : item;
  }

  private static YamlNode secret(YamlNode node) {
    Edit secret = Edit.of(node);
    if (secret.text("target").isEmpty()) {
      secret.put("target", "/run/secrets/" + secret.text("source"));
    }
    return secret.ordered(item("secrets"));
  }

  private static YamlNode port(YamlNode node) {
    Edit port = Edit.of(node);
    if (!port.has("protocol")) {
      port.put("protocol", "tcp");
    }
    if (!port.has("mode")) {
      port.put("mode", "ingress");
    }
    return port.ordered(item("ports"));
  }

  private static YamlNode mount(YamlNode node) {
    Edit mount = Edit.of(node);
    mount.change("target", target -> clean(target));
    mount.change(
        "bind",
        bind -> {
          Edit edit = Edit.of(bind);
          // it is what is meant where nothing is said
          return edit.text("create_host_path").equals("true")
              ? edit.remove("create_host_path").mapping()
              : bind;
        });
    return mount.ordered(item("volumes"));
  }

  private static YamlNode clean(YamlNode path) {
    String text = Edit.textOf(path);
    boolean absolute = text.startsWith("/") && text.indexOf('\0') < 0;
    return absolute
        ? YamlScalar.string(Path.of(text).normalize().toString(), path.position())
        : path;
  }

  private static YamlNode request(YamlNode node) {
    Edit request = Edit.of(node);
    if (!request.has("count") && !request.has("device_ids")) {
      request.put("count", Nodes.number(-1, request.position()));
    }
    return request.ordered(item("gpus"));
  }

  private static YamlNode deploy(YamlNode node) {
    Edit deploy = Edit.of(node);
    deploy.change(
        "resources",
        resources ->
            Edit.of(resources)
                .change(
                    "reservations",
                    reserved ->
                        Edit.of(reserved).each("devices", ServiceDefaults::request).mapping())
                .mapping());
    return deploy.mapping();
  }

  private static YamlNode hook(YamlNode node, String image) {
    Edit hook = Edit.of(node);
    if (!hook.has("image") && !image.isEmpty()) {
      hook.put("image", image);
    }
    return hook.ordered(item("pre_start"));
  }

  private static Shape shape(String key) {
    return SERVICE.shape(key);
  }

  private static FieldsShape item(String key) {
    return (FieldsShape) ((ListShape) shape(key)).item();
  }

  private static YamlMapping none(Position position) {
    return new YamlMapping(Map.of(), position);
  }

  private static YamlNode truth(Edit edit) {
    return new YamlScalar("true", ScalarType.BOOLEAN, edit.position());
  }
}
