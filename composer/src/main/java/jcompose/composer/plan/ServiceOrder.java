package jcompose.composer.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An order of services in which each comes after those it depends on. */
public final class ServiceOrder {
  private ServiceOrder() {}

  /**
   * The wanted services and all that they need, dependencies first, otherwise in the given order.
   *
   * @param wanted the services to start from
   * @param dependencies a service's dependencies; names that are not keys are skipped
   */
  public static List<String> of(
      Collection<String> wanted, Map<String, ? extends Collection<String>> dependencies) {
    Set<String> ordered = new LinkedHashSet<>();
    for (String service : wanted) {
      visit(service, dependencies, new LinkedHashSet<>(), ordered);
    }
    return new ArrayList<>(ordered);
  }

  private static void visit(
      String service,
      Map<String, ? extends Collection<String>> dependencies,
      Set<String> path,
      Set<String> ordered) {
    Collection<String> needs = dependencies.get(service);
    // A cycle cannot come from a checked project; a damaged state file must not hang us.
    if (needs == null || ordered.contains(service) || !path.add(service)) {
      return;
    }
    for (String need : needs) {
      visit(need, dependencies, path, ordered);
    }
    path.remove(service);
    ordered.add(service);
  }
}
