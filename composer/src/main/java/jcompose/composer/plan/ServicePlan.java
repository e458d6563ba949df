package jcompose.composer.plan;

import java.util.List;

/**
 * What is to be done for one service.
 *
 * @param service its name
 * @param after what must have come before
 * @param actions in this order
 */
public record ServicePlan(String service, List<After> after, List<Action> actions) {
  /** Copies the lists. */
  public ServicePlan {
    after = List.copyOf(after);
    actions = List.copyOf(actions);
  }

  /** What is done to its container: keep, start, restart, create or recreate. */
  public String word() {
    return actions.size() > 1 ? "recreate" : words()[0];
  }

  /** The name of its container. */
  public String container() {
    return words()[1];
  }

  /** Why that is done. */
  public List<Cause> causes() {
    return actions.stream().flatMap(action -> action.causes().stream()).toList();
  }

  /** For example {@code web: recreate shop-web-1 after db: asked for}. */
  String print() {
    String waits = String.join(", ", after.stream().map(After::describe).toList());
    String why = String.join("; ", causes().stream().map(Cause::describe).toList());
    return service
        + ": "
        + word()
        + " "
        + container()
        + (waits.isEmpty() ? "" : " after " + waits)
        + (why.isEmpty() ? "" : ": " + why);
  }

  private String[] words() {
    return actions.get(0).describe().split(" ", 2);
  }
}
