package jcompose.composer.cli;

import java.util.Comparator;
import java.util.List;
import jcompose.composer.ComposerException;
import jcompose.composer.run.Labels;
import jcompose.composer.run.OneOffMark;
import jcompose.composer.run.StoredStack;
import jcompose.engine.ContainerState;

/**
 * The containers that a command line chooses, as the disk has them.
 *
 * @param project the project's name
 * @param states by name
 */
record ChosenContainers(String project, List<ContainerState> states) {
  ChosenContainers {
    states = List.copyOf(states);
  }

  /**
   * Those of some services, or all of the project, what was run beside the services included.
   *
   * @throws ComposerException when there is no such service, or one without a container
   */
  static ChosenContainers of(Context context, List<String> services) {
    Operands none = Operands.of(List.of());
    String project = context.projectName(none);
    context.requireServices(project, none, services);
    List<ContainerState> states =
        StoredStack.states(context.directories(), project).stream()
            .filter(state -> services.isEmpty() || services.contains(service(state)))
            .toList();
    for (String service : services) {
      if (states.stream().noneMatch(state -> service(state).equals(service))) {
        throw new ComposerException(
            "service '" + service + "' has no container; start it with 'jcompose up -d'");
      }
    }
    return new ChosenContainers(project, states);
  }

  /**
   * One of a service's own.
   *
   * @param index which, from 1
   * @throws ComposerException when there is no such service or container
   */
  static ContainerState one(Context context, String service, int index) {
    List<ContainerState> own =
        of(context, List.of(service)).states().stream()
            .filter(state -> OneOffMark.of(state).isEmpty())
            .toList();
    return own.stream()
        .filter(state -> number(state) == index)
        .findFirst()
        .orElseThrow(
            () ->
                new ComposerException(
                    own.isEmpty()
                        ? "service '"
                            + service
                            + "' has no container of its own; start it with 'jcompose up -d'"
                        : "service '"
                            + service
                            + "' has no container "
                            + index
                            + ", only "
                            + String.join(
                                ", ",
                                own.stream().map(state -> "" + number(state)).sorted().toList())));
  }

  /**
   * All of a service, its own first.
   *
   * @throws ComposerException when there is no such service or container
   */
  static List<ContainerState> all(Context context, String service) {
    return of(context, List.of(service)).states().stream()
        .sorted(Comparator.comparing(state -> OneOffMark.of(state).isPresent()))
        .toList();
  }

  static String service(ContainerState state) {
    return Labels.from(state.spec().annotations()).service();
  }

  /** Which of its service's containers it is, from 1. */
  static int number(ContainerState state) {
    return Labels.from(state.spec().annotations()).replica().number();
  }
}
