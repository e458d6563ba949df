package jcompose.composer.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.plan.ServiceOrder;

/** The order in which containers stop: each before those that its service depends on. */
final class StopOrder {
  private StopOrder() {}

  /** For each container's id, in a possible order, the ids that must have stopped before. */
  static Map<String, List<String>> of(Collection<StackContainer> containers) {
    Map<String, List<String>> before = new LinkedHashMap<>();
    for (StackContainer needed : containers) {
      List<String> dependents = new ArrayList<>();
      for (StackContainer dependent : containers) {
        if (dependent.labels().dependsOn().contains(needed.service())) {
          dependents.add(dependent.id());
        }
      }
      before.put(needed.id(), dependents);
    }
    Map<String, List<String>> ordered = new LinkedHashMap<>();
    for (String id : ServiceOrder.of(before.keySet(), before)) {
      ordered.put(id, before.getOrDefault(id, List.of()));
    }
    return ordered;
  }
}
