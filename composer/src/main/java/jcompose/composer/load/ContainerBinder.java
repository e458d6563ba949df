package jcompose.composer.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.ContainerSettings;
import jcompose.engine.spec.LogSettings;

/** Binds what a service says of its container besides what is in it. */
final class ContainerBinder {
  private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]+";

  private final Context context;
  private final Map<String, Attribute> service;

  ContainerBinder(Context context, Map<String, Attribute> service) {
    this.context = context;
    this.service = service;
  }

  ContainerSettings bind() {
    Attribute logging = service.get("logging");
    boolean terminal = Optional.ofNullable(service.get("tty")).map(Attribute::bool).orElse(false);
    return new ContainerSettings(
        Optional.ofNullable(service.get("container_name")).flatMap(ContainerBinder::name),
        Replicas.bind(service),
        Optional.ofNullable(service.get("attach")).map(Attribute::bool).orElse(true),
        annotations(),
        logging == null
            ? LogSettings.DEFAULT
            : new LoggingBinder(context.problems(), logging).bind(terminal));
  }

  private static Optional<String> name(Attribute attribute) {
    Optional<String> name = attribute.nonEmptyString();
    if (name.isPresent() && !name.get().matches(NAME)) {
      attribute.problem(
          "'"
              + name.get()
              + "' is not a name: two or more letters, digits, '_', '.', '-', the first a letter"
              + " or digit");
      return Optional.empty();
    }
    return name;
  }

  private Map<String, String> annotations() {
    Attribute attribute = service.get("annotations");
    if (attribute == null) {
      return Map.of();
    }
    Map<String, String> annotations = new LinkedHashMap<>(Environment.labels(attribute));
    for (String key : annotations.keySet()) {
      if (key.startsWith("jcompose.") || key.startsWith("label:")) {
        attribute.problem("'" + key + "': such names are kept for jcompose's own annotations");
      }
    }
    return annotations;
  }
}
