package jcompose.composer.plan;

import java.util.List;
import jcompose.composer.model.Replica;

/**
 * What is to be done for one container of a service.
 *
 * @param replica which one
 * @param actions in this order; at least one
 */
public record ReplicaPlan(Replica replica, List<Action> actions) {
  /** Copies the list. */
  public ReplicaPlan {
    actions = List.copyOf(actions);
  }

  /** What is done to the container: keep, start, restart, create, recreate or remove. */
  public String word() {
    return actions.size() > 1 ? "recreate" : words()[0];
  }

  /** The container's name. */
  public String container() {
    return words()[1];
  }

  /** Why that is done. */
  public List<Cause> causes() {
    return actions.stream().flatMap(action -> action.causes().stream()).toList();
  }

  /** Whether it is there when that is done. */
  public boolean stays() {
    return !(actions.get(actions.size() - 1) instanceof Action.Remove);
  }

  private String[] words() {
    return actions.get(0).describe().split(" ", 2);
  }
}
