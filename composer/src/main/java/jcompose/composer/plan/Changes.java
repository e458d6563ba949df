package jcompose.composer.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;

/** Names what is different between what a container was made from and what it would be now. */
public final class Changes {
  private static final int SHORT_DIGEST = 19; // sha256: and twelve digits

  private Changes() {}

  /**
   * All that is different.
   *
   * @param service with the positions of its attributes
   */
  public static List<Cause> between(Made before, Made now, Service service) {
    List<Cause> causes = new ArrayList<>();
    Set<String> attributes = new LinkedHashSet<>();
    for (String path : Flat.differences(before.service(), now.service())) {
      attributes.add(Attributes.of(path, service));
    }
    List<String> all = List.copyOf(attributes);
    attributes.removeIf(whole -> all.stream().anyMatch(item -> item.startsWith(whole + "[")));
    attributes.forEach(attribute -> causes.add(config(service, attribute)));
    if (!before.image().equals(now.image()) && !attributes.contains("rootfs")) {
      causes.add(
          new Cause(
              Cause.Kind.IMAGE,
              "image digest changed: " + brief(before.image()) + " to " + brief(now.image()),
              Optional.of(service.positionOf("image"))));
    }
    if (!attributes.contains("volumes")) {
      causes.addAll(mounts(before, now, service));
    }
    if (!before.network().equals(now.network()) && causes.isEmpty()) {
      causes.add(config(service, "networks"));
    }
    return causes;
  }

  private static Cause config(Service service, String attribute) {
    return new Cause(
        Cause.Kind.CONFIG,
        "config changed: services." + service.name() + "." + attribute,
        Optional.of(service.positionOf(attribute)));
  }

  private static List<Cause> mounts(Made before, Made now, Service service) {
    List<Cause> causes = new ArrayList<>();
    int images = 0;
    int grants = 0;
    for (ServiceMount mount : service.mounts()) {
      if (mount instanceof ServiceMount.OfImage of) {
        if (differ(before.mounted(), now.mounted(), images++)) {
          causes.add(
              new Cause(
                  Cause.Kind.IMAGE,
                  "image digest changed: " + of.image(),
                  Optional.of(mount.position())));
        }
      } else if (mount instanceof ServiceMount.Grant grant
          && differ(before.granted(), now.granted(), grants++)) {
        causes.add(
            new Cause(
                Cause.Kind.CONTENT,
                (grant.secret() ? "secret" : "config") + " content changed: " + grant.source(),
                Optional.of(mount.position())));
      }
    }
    return causes;
  }

  private static boolean differ(List<String> before, List<String> now, int index) {
    return index >= before.size()
        || index >= now.size()
        || !before.get(index).equals(now.get(index));
  }

  private static String brief(String digest) {
    return digest.startsWith("sha256:") && digest.length() > SHORT_DIGEST
        ? digest.substring(0, SHORT_DIGEST)
        : digest;
  }
}
