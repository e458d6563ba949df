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
}
