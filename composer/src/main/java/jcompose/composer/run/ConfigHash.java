package jcompose.composer.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jcompose.composer.model.ContainerSettings;
import jcompose.composer.model.DeviceMapping;
import jcompose.composer.model.Networking;
import jcompose.composer.model.Position;
import jcompose.composer.model.PullSettings;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Source;
import jcompose.composer.plan.Made;
import jcompose.engine.state.RecordJson;

/** A hash of everything that a container is made from, so that a change is seen. */
final class ConfigHash {
  private static final Position NOWHERE = new Position("", 0, 0);

  private ConfigHash() {}

  /** 64 hexadecimal digits; where things stand in their files does not count. */
  static String of(Made made) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(RecordJson.toBytes(made.service()));
      digest.update(made.image().getBytes(StandardCharsets.UTF_8));
      Stream.of(made.mounted(), made.granted(), made.network())
          .flatMap(List::stream)
          .forEach(one -> digest.update((one + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What counts of a service: neither its places in files nor what is no part of a container. */
  static Service counting(Service service) {
    ContainerSettings container = service.container();
    return service
        .withDependsOn(List.of(), Map.of())
        .with(
            Map.of(
                "position", NOWHERE,
                "source", unlocked(service.source()),
                "mounts",
                    service.mounts().stream().map(mount -> unlocked(mount.at(NOWHERE))).toList(),
                "devices",
                    service.devices().stream()
                        .map(
                            device ->
                                new DeviceMapping(
                                    device.source(),
                                    device.target(),
                                    device.permissions(),
                                    NOWHERE))
                        .toList(),
                "container",
                    new ContainerSettings(
                        container.name(), true, container.annotations(), container.logging()),
                "networking", Networking.NONE, // what counts of it is among the others
                "pull", PullSettings.DEFAULT,
                "stopSignal", Optional.of(service.stopSignal().orElse("")),
                "positions", Map.of()));
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
