package jcompose.composer.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jcompose.composer.model.Conf;
import jcompose.composer.model.DeviceMapping;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Position;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Source;
import jcompose.composer.tree.ShellWords;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;
import jcompose.engine.spec.NamespaceType;

/** Binds one service to its record. */
final class ServiceBinder {
  /** What Docker waits between the stop signal and SIGKILL. */
  private static final Duration STOP_GRACE_PERIOD = Duration.ofSeconds(10);

  /** Lists of which each item has a name. */
  private static final Set<String> NAMED = Set.of("environment", "labels", "annotations");

  private static final Keys CONF_KEYS = Keys.of("hosts", "hostname", "resolv.conf");

  private final Context context;
  private final Attribute service;
  private final Position position;
  private final Map<String, Attribute> fields;
  private final boolean networks;

  /**
   * @param networks whether networks are bound, not refused
   */
  ServiceBinder(Context context, Attribute service, Position position, boolean networks) {
    this.networks = networks;
    this.context = context;
    this.service = service;
    this.position = position;
    this.fields = service.fields(Keys.ofService(networks));
  }

  /**
   * The service.
   *
   * @param enabled whether its env files are read: those of a disabled service may be missing
   */
  Draft bind(String name, boolean enabled) {
    if (name.isEmpty() || !name.chars().allMatch(LongVolume::isNameCharacter)) {
      service.problemAt(position, "is not a name of letters, digits, '.', '_', '-'");
    }
    new ForeignKeys(context.problems(), fields).check();
    NamespaceBinder namespaceBinder = new NamespaceBinder(context, networks);
    Map<NamespaceType, NamespaceChoice> namespaces = namespaceBinder.bind(fields);
    Names names = new Names(fields, namespaceBinder.where(NamespaceType.UTS), namespaces);
    Conf conf = conf();
    NetworkingBinder networking = new NetworkingBinder(fields, namespaces, position, networks);
    VolumesFrom volumesFrom =
        new VolumesFrom(optional("volumes_from").map(Attribute::items).orElse(List.of()));
    Service bound =
        new Service(
            name,
            position,
            source(),
            field("command", ServiceBinder::words),
            field("entrypoint", ServiceBinder::words),
            new Environment(context)
                .bind(optional("env_file").filter(files -> enabled), optional("environment")),
            names.workingDirectory(),
            names.user(),
            names.hostname(),
            names.domainname(),
            conf,
            new MountBinder(context)
                .bind(
                    optional("volumes"),
                    optional("tmpfs"),
                    optional("conf"),
                    conf,
                    grants(),
                    new SharedMemory(fields, namespaces).bind(),
                    volumesFrom.mounts()),
            devices(),
            namespaces,
            new LimitsBinder(context, fields).bind(),
            new ProcessBinder(fields).bind(namespaces),
            new ContainerBinder(context, fields).bind(),
            new ResolutionBinder(context.problems(), fields, namespaces, networks).bind(conf),
            networking.bind(),
            new PullBinder(fields).bind(),
            flag("read_only"),
            optional("cap_add").map(Capabilities::bind).orElse(List.of()),
            optional("cap_drop").map(Capabilities::bind).orElse(List.of()),
            new SecurityBinder(context).bind(optional("security_opt").filter(o -> enabled)),
            flag("privileged"),
            field("stop_signal", Signals::bind),
            field("stop_grace_period", Durations::bind).orElse(STOP_GRACE_PERIOD),
            new LifeBinder(context, fields).bind(),
            List.of(),
            Map.of(),
            flag("tty"),
            flag("stdin_open"),
            Environment.labels(
                context, optional("label_file").filter(files -> enabled), optional("labels")),
            positions());
    List<Dependency> dependencies = new ArrayList<>();
    optional("depends_on")
        .ifPresent(attribute -> dependencies.addAll(Dependencies.bind(attribute)));
    dependencies.addAll(namespaceBinder.dependencies());
    dependencies.addAll(volumesFrom.dependencies());
    dependencies.addAll(networking.dependencies());
    return new Draft(bound, dependencies);
  }

  private Optional<Attribute> optional(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  private <T> Optional<T> field(String key, Function<Attribute, Optional<T>> binding) {
    return optional(key).flatMap(binding);
  }

  private boolean flag(String key) {
    return optional(key).map(Attribute::bool).orElse(false);
  }

  private Source source() {
    Attribute image = fields.get("image");
    Attribute rootfs = fields.get("rootfs");
    if (image != null && rootfs != null) {
      rootfs.problem("stands in place of 'image', which is given at " + image.position());
    }
    if (image == null && rootfs == null && !isMadeOtherwise()) {
      service.problemAt(position, "needs 'image' or 'rootfs'");
    }
    Optional<Path> directory =
        rootfs == null
            ? Optional.empty()
            : rootfs.nonEmptyString().flatMap(path -> context.hostPath(rootfs, path));
    if (directory.isPresent()) {
      return new Source.Rootfs(directory.get());
    }
    return new Source.Image(
        image == null
            ? ""
            : image
                .nonEmptyString()
                .map(String::strip)
                .flatMap(text -> context.image(image, text))
                .orElse(""));
  }

  /** Whether something that is refused on its own stands where the files should come from. */
  private boolean isMadeOtherwise() {
    if (!(service.node() instanceof YamlMapping mapping)) {
      return !service.isNull();
    }
    return (mapping.get("build").isPresent() || mapping.get("provider").isPresent());
  }

  /** A list of words, or a text that is split as a shell does. */
  static Optional<List<String>> words(Attribute attribute) {
    if (attribute.isList()) {
      return Optional.of(attribute.strings());
    }
    Optional<String> text = attribute.string();
    Optional<List<String>> words = text.flatMap(ShellWords::split);
    if (text.isPresent() && words.isEmpty()) {
      attribute.problem("a quote or backslash in '" + text.get() + "' is not closed");
    }
    return words;
  }

  private List<ServiceMount> grants() {
    List<ServiceMount> grants = new ArrayList<>();
    optional("configs").ifPresent(list -> grants.addAll(new GrantBinder(false).bind(list)));
    optional("secrets").ifPresent(list -> grants.addAll(new GrantBinder(true).bind(list)));
    return grants;
  }

  private Conf conf() {
    Attribute attribute = fields.get("conf");
    if (attribute == null) {
      return Conf.NONE;
    }
    Map<String, Attribute> files = attribute.fields(CONF_KEYS);
    return new Conf(file(files, "hosts"), file(files, "hostname"), file(files, "resolv.conf"));
  }

  private Optional<Path> file(Map<String, Attribute> files, String key) {
    return Optional.ofNullable(files.get(key))
        .flatMap(file -> file.nonEmptyString().flatMap(path -> context.hostPath(file, path)));
  }

  private List<DeviceMapping> devices() {
    DeviceBinder binder = new DeviceBinder(context);
    Map<String, DeviceMapping> byTarget = new LinkedHashMap<>();
    for (Attribute item : optional("devices").map(Attribute::items).orElse(List.of())) {
      Optional<DeviceMapping> device = binder.bind(item);
      if (device.isPresent()) {
        DeviceMapping first = byTarget.putIfAbsent(device.get().target(), device.get());
        if (first != null) {
          item.problem("'" + first.target() + "' is a device already, at " + first.position());
        }
      }
    }
    return List.copyOf(byTarget.values());
  }

  private Map<String, Position> positions() {
    Map<String, Position> positions = new LinkedHashMap<>();
    if (service.node() instanceof YamlMapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, entry) -> {
                positions.put(key, entry.keyPosition());
                if (entry.value() instanceof YamlSequence list) {
                  for (int i = 0; i < list.items().size(); i++) {
                    YamlNode item = list.items().get(i);
                    positions.put(key + "[" + i + "]", item.position());
                    if (NAMED.contains(key) && item instanceof YamlScalar text) {
                      String name = text.text().split("=", 2)[0];
                      positions.put(key + "." + name, item.position());
                    }
                  }
                } else if (entry.value() instanceof YamlMapping inner) {
                  inner
                      .entries()
                      .forEach((name, one) -> positions.put(key + "." + name, one.keyPosition()));
                }
              });
    }
    return positions;
  }
}
