package jcompose.composer.plan;

import java.util.List;

/**
 * What is to be done for one service.
 *
 * @param service its name
 * @param after what must have come before
 * @param replicas for each of its containers, in the order of their numbers
 */
public record ServicePlan(String service, List<After> after, List<ReplicaPlan> replicas) {
  /** Copies the lists. */
  public ServicePlan {
    after = List.copyOf(after);
    replicas = List.copyOf(replicas);
  }

  /** All that is done, in order. */
  public List<Action> actions() {
    return replicas.stream().flatMap(replica -> replica.actions().stream()).toList();
  }

  /**
   * A line for each container, for example {@code web: recreate shop-web-1 after db: asked for}.
   */
  String print() {
    StringBuilder text = new StringBuilder();
    String waits = String.join(", ", after.stream().map(After::describe).toList());
    for (ReplicaPlan replica : replicas) {
      String why = String.join("; ", replica.causes().stream().map(Cause::describe).toList());
      text.append(service).append(": ").append(replica.word()).append(' ');
      text.append(replica.container());
      text.append(waits.isEmpty() ? "" : " after " + waits);
      text.append(why.isEmpty() ? "" : ": " + why).append('\n');
    }
    return text.toString();
  }
}
