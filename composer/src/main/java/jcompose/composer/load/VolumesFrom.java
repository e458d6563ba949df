package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.model.ServiceMount;

/** Binds {@code volumes_from: [SERVICE[:ro|rw]]}. */
final class VolumesFrom {
  private final List<ServiceMount> mounts = new ArrayList<>();
  private final List<Dependency> dependencies = new ArrayList<>();

  VolumesFrom(List<Attribute> items) {
    items.forEach(this::bind);
  }

  List<ServiceMount> mounts() {
    return mounts;
  }

  /** The services, which must start first. */
  List<Dependency> dependencies() {
    return dependencies;
  }

  private void bind(Attribute item) {
    String text = item.nonEmptyString().orElse("");
    if (text.startsWith("container:")) {
      item.problem("'" + text + "' is not supported; name a service of this file");
      return;
    }
    int colon = text.indexOf(':');
    String service = colon < 0 ? text : text.substring(0, colon);
    String access = colon < 0 ? "rw" : text.substring(colon + 1);
    if (!access.equals("ro") && !access.equals("rw")) {
      item.problem("'" + text + "' is not of the form SERVICE[:ro|rw]");
    } else if (!service.isEmpty()) {
      mounts.add(new ServiceMount.From(service, access.equals("ro"), item.position()));
      dependencies.add(Dependency.of(service, item));
    }
  }
}
