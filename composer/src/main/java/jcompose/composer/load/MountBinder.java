package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Conf;
import jcompose.composer.model.Position;
import jcompose.composer.model.ServiceMount;

/** Binds {@code volumes} and {@code tmpfs} of one service, no two at the same place. */
final class MountBinder {
  private final Problems problems;
  private final ShortVolume shortVolume;
  private final LongVolume longVolume;
  private final Map<String, Position> targets = new LinkedHashMap<>();
  private final List<ServiceMount> mounts = new ArrayList<>();

  MountBinder(Context context) {
    this.problems = context.problems();
    this.shortVolume = new ShortVolume(context);
    this.longVolume = new LongVolume(context);
  }

  List<ServiceMount> bind(
      Optional<Attribute> volumes,
      Optional<Attribute> tmpfs,
      Optional<Attribute> confs,
      Conf conf,
      List<ServiceMount> grants,
      Optional<ServiceMount> sharedMemory,
      List<ServiceMount> ofOthers) {
    confs.ifPresent(attribute -> reserve(attribute, conf));
    volumes.ifPresent(attribute -> attribute.items().forEach(this::volume));
    tmpfs.ifPresent(
        attribute ->
            attribute
                .itemsOrOne()
                .forEach(item -> TmpfsOptions.bind(item).ifPresent(mount -> add(item, mount))));
    grants.forEach(this::add);
    sharedMemory
        .filter(mount -> !targets.containsKey(mount.target())) // what a user mounts there counts
        .ifPresent(mounts::add);
    mounts.addAll(ofOthers);
    return mounts;
  }

  private void volume(Attribute item) {
    Optional<ServiceMount> mount =
        item.isMapping() ? longVolume.bind(item) : shortVolume.bind(item);
    mount.ifPresent(bound -> add(item, bound));
  }

  private void reserve(Attribute attribute, Conf conf) {
    conf.hosts().ifPresent(file -> targets.put("/etc/hosts", attribute.position()));
    conf.hostname().ifPresent(file -> targets.put("/etc/hostname", attribute.position()));
    conf.resolvConf().ifPresent(file -> targets.put("/etc/resolv.conf", attribute.position()));
  }

  private void add(ServiceMount grant) {
    Position first = targets.putIfAbsent(grant.target(), grant.position());
    if (first == null) {
      mounts.add(grant);
    } else {
      problems.add(grant.position(), "'" + grant.target() + "' is mounted already, at " + first);
    }
  }

  private void add(Attribute item, ServiceMount mount) {
    Position first = targets.putIfAbsent(mount.target(), mount.position());
    if (first != null) {
      item.problem("'" + mount.target() + "' is mounted already, at " + first);
    } else if (mount.target().equals("/")) {
      item.problem("'/' is the root file system; nothing can be mounted over it");
    } else {
      mounts.add(mount);
    }
  }
}
