package jcompose.composer.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import jcompose.composer.model.Replica;

/** The ids of services' containers; for several threads at once. */
final class ContainerIds {
  private final NavigableMap<Replica, String> ids = new TreeMap<>();

  synchronized void put(Replica replica, String id) {
    ids.put(replica, id);
  }

  synchronized void remove(Replica replica) {
    ids.remove(replica);
  }

  /** Which containers there are. */
  synchronized Set<Replica> replicas() {
    return Set.copyOf(ids.keySet());
  }

  /** Those of a service, in the order of their numbers. */
  synchronized List<String> of(String service) {
    return ids.entrySet().stream()
        .filter(entry -> entry.getKey().service().equals(service))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The first of each service, whose namespaces and volumes others share. */
  synchronized Map<String, String> byService() {
    Map<String, String> first = new HashMap<>();
    ids.forEach((replica, id) -> first.putIfAbsent(replica.service(), id));
    return first;
  }
}
