package jcompose.composer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Conf;
import jcompose.composer.model.ContainerSettings;
import jcompose.composer.model.LifeSettings;
import jcompose.composer.model.Limits;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Networking;
import jcompose.composer.model.Position;
import jcompose.composer.model.ProcessSettings;
import jcompose.composer.model.Project;
import jcompose.composer.model.PullSettings;
import jcompose.composer.model.Resolution;
import jcompose.composer.model.SecurityOptions;
import jcompose.composer.model.Service;
import jcompose.composer.model.Source;
import jcompose.engine.spec.NamespaceType;

/** Projects and services for tests. */
public final class Samples {
  private static final Position HERE = new Position("stack.yml", 3, 5);

  private Samples() {}

  /** A project of the services, named {@code shop}. */
  public static Project project(Service... services) {
    Map<String, Service> byName = new LinkedHashMap<>();
    for (Service service : services) {
      byName.put(service.name(), service);
    }
    return new Project(
        "shop",
        Path.of("/srv/shop"),
        List.of(Path.of("/srv/shop/stack.yml")),
        byName,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }

  /** A service that runs {@code sleep 1} and needs the others. */
  public static Service service(String name, String... dependsOn) {
    return service(name, Map.of(), dependsOn);
  }

  /** A service with namespaces of its own choice. */
  public static Service service(
      String name, Map<NamespaceType, NamespaceChoice> namespaces, String... dependsOn) {
    return service(
        name, Optional.of(List.of("sleep", "1")), Optional.empty(), namespaces, List.of(dependsOn));
  }

  /** A service {@code web} with a command and an entrypoint, or without. */
  public static Service running(Optional<List<String>> command, Optional<List<String>> entrypoint) {
    return service("web", command, entrypoint, Map.of(), List.of());
  }

  private static Service service(
      String name,
      Optional<List<String>> command,
      Optional<List<String>> entrypoint,
      Map<NamespaceType, NamespaceChoice> namespaces,
      List<String> dependsOn) {
    return new Service(
        name,
        HERE,
        new Source.Rootfs(Path.of("/")),
        command,
        entrypoint,
        Map.of("A", "service"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Conf.NONE,
        List.of(),
        List.of(),
        namespaces,
        Limits.NONE,
        ProcessSettings.NONE,
        ContainerSettings.NONE,
        Resolution.NONE,
        Networking.NONE,
        PullSettings.DEFAULT,
        false,
        List.of(),
        List.of(),
        SecurityOptions.NONE,
        false,
        Optional.empty(),
        Duration.ofSeconds(10),
        LifeSettings.NONE,
        dependsOn,
        Map.of(),
        false,
        false,
        Map.of(),
        Map.of());
  }
}
