package jcompose.composer.wiring;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import jcompose.composer.model.Impairment;
import jcompose.engine.spec.LinkPlace;

/**
 * What was done to a project's links, as it is kept on disk.
 *
 * @param changes what users changed, by {@link ContainerLink#key}
 * @param touched where the kernel has, or may have, something of it: {@code CONTAINER:INTERFACE
 *     DIRECTION}
 * @param unplugged which links are pulled out, by {@code CONTAINER:INTERFACE}, with what went with
 *     them: routes, addresses
 */
public record LinkRecord(
    Map<String, LinkChange> changes, List<String> touched, Map<String, List<String>> unplugged) {
  static final LinkRecord NONE = new LinkRecord(Map.of(), List.of(), Map.of());

  /** Copies the collections. */
  public LinkRecord {
    changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    touched = List.copyOf(touched);
    unplugged = Collections.unmodifiableMap(new TreeMap<>(unplugged));
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  LinkChange of(ContainerLink link) {
    return changes.getOrDefault(link.key(), LinkChange.NONE);
  }

  /** What a direction is to be: as the user, else as the file says. */
  Impairment wanted(ContainerLink link, LinkPlace.Direction direction) {
    return of(link).of(direction).or(() -> link.file(direction)).orElse(Impairment.NONE);
  }

  LinkRecord with(ContainerLink link, UnaryOperator<LinkChange> change) {
    Map<String, LinkChange> all = new TreeMap<>(changes);
    LinkChange changed = change.apply(of(link));
    if (changed.equals(LinkChange.NONE)) {
      all.remove(link.key());
    } else {
      all.put(link.key(), changed);
    }
    return new LinkRecord(all, touched, unplugged);
  }

  LinkRecord touching(Collection<String> places) {
    Set<String> all = new LinkedHashSet<>(touched);
    all.addAll(places);
    return new LinkRecord(changes, List.copyOf(all), unplugged);
  }

  LinkRecord leaving(String place) {
    return new LinkRecord(
        changes, touched.stream().filter(one -> !one.equals(place)).toList(), unplugged);
  }

  LinkRecord unplugging(String place, List<String> routes) {
    Map<String, List<String>> all = new TreeMap<>(unplugged);
    all.put(place, List.copyOf(routes));
    return new LinkRecord(changes, touched, all);
  }

  LinkRecord plugging(String place) {
    Map<String, List<String>> all = new TreeMap<>(unplugged);
    all.remove(place);
    return new LinkRecord(changes, touched, all);
  }

  /** The same with the changes of another. */
  LinkRecord withChanges(LinkRecord other) {
    return new LinkRecord(other.changes(), touched, unplugged);
  }

  /** Without what is about a container. */
  LinkRecord without(String container) {
    Predicate<String> others =
        key -> !key.startsWith(container + " ") && !key.startsWith(container + ":");
    Map<String, LinkChange> kept = new TreeMap<>(changes);
    kept.keySet().removeIf(others.negate());
    Map<String, List<String>> pulled = new TreeMap<>(unplugged);
    pulled.keySet().removeIf(others.negate());
    return new LinkRecord(kept, touched.stream().filter(others).toList(), pulled);
  }
}
