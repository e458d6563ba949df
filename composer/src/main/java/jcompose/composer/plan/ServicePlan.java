package jcompose.composer.plan;

import java.util.List;

/**
 * What is to be done for one service.
 *
 * @param service its name
 * @param after services whose plans must have succeeded before
 * @param actions in this order
 */
public record ServicePlan(String service, List<String> after, List<Action> actions) {
  /** Copies the lists. */
  public ServicePlan {
    after = List.copyOf(after);
    actions = List.copyOf(actions);
  }
}
