package jcompose.composer.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.composer.model.ContainerSettings;
import jcompose.composer.model.DeviceMapping;
import jcompose.composer.model.LifeSettings;
import jcompose.composer.model.Networking;
import jcompose.composer.model.Position;
import jcompose.composer.model.PullSettings;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Source;

/** What of a service its container is made from: a change of anything else is none of it. */
final class Counting {
  private static final Position NOWHERE = new Position("", 0, 0);

  private Counting() {}

  /** What counts of a service: neither its places in files nor what is no part of a container. */
  static Service of(Service service) {
    ContainerSettings container = service.container();
    return service
        .withDependsOn(List.of(), Map.of())
        .with(
            Map.of(
                "position",
                NOWHERE,
                "life",
                new LifeSettings(
                    service.life().restart(),
                    service.life().health(),
                    service.life().hooks().at(NOWHERE)),
                "source",
                unlocked(service.source()),
                "mounts",
                service.mounts().stream().map(mount -> unlocked(mount.at(NOWHERE))).toList(),
                "devices",
                service.devices().stream()
                    .map(
                        device ->
                            new DeviceMapping(
                                device.source(), device.target(), device.permissions(), NOWHERE))
                    .toList(),
                "container",
                new ContainerSettings(
                    container.name(),
                    OptionalInt.empty(),
                    true,
                    container.annotations(),
                    container.logging()),
                "networking",
                Networking.NONE, // what counts of it is among the others
                "pull",
                PullSettings.DEFAULT,
                "stopSignal",
                Optional.of(service.stopSignal().orElse("")),
                "positions",
                Map.of()));
  }

  /** What the image is counts by itself; whether a lock file says so does not. */
  private static Source unlocked(Source source) {
    return source instanceof Source.Image image ? new Source.Image(image.reference()) : source;
  }

  private static ServiceMount unlocked(ServiceMount mount) {
    return mount instanceof ServiceMount.OfImage image
        ? new ServiceMount.OfImage(image.image(), image.target(), image.subpath(), image.position())
        : mount;
  }
}
