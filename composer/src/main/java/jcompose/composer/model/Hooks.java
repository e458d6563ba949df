package jcompose.composer.model;

import java.util.List;

/**
 * What runs in a container beside its own program, each after the one before it.
 *
 * @param postStart once it has started
 * @param preStop before it is asked to stop
 */
public record Hooks(List<Hook> postStart, List<Hook> preStop) {
  /** None. */
  public static final Hooks NONE = new Hooks(List.of(), List.of());

  /** Copies the lists. */
  public Hooks {
    postStart = List.copyOf(postStart);
    preStop = List.copyOf(preStop);
  }

  /** The same, all at one place. */
  public Hooks at(Position position) {
    return new Hooks(
        postStart.stream().map(hook -> hook.at(position)).toList(),
        preStop.stream().map(hook -> hook.at(position)).toList());
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return postStart.isEmpty() && preStop.isEmpty();
  }
}
