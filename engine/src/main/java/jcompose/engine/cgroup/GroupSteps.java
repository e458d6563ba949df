package jcompose.engine.cgroup;

import java.util.List;

/**
 * What is done to the cgroups for a container, as calls.
 *
 * @param made before the process is made
 * @param entered by the thread that makes it
 * @param intoGroup whether it is born in a v2 group
 * @param launched when it has begun
 */
public record GroupSteps(
    List<String> made, List<String> entered, boolean intoGroup, List<String> launched) {
  /** Copies the lists. */
  public GroupSteps {
    made = List.copyOf(made);
    entered = List.copyOf(entered);
    launched = List.copyOf(launched);
  }
}
