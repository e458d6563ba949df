package jcompose.composer.cli;

import java.util.Collection;
import java.util.List;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.run.Labels;
import jcompose.composer.run.OneOffMark;
import jcompose.engine.ContainerState;

/** What stands for a container before its output: its service, with the number if it has others. */
final class LogNames {
  private LogNames() {}

  /** The name of one container. */
  static String of(Project project, Replica replica) {
    Service service = project.services().get(replica.service());
    return service != null && service.scale() > 1 ? replica.toString() : replica.service();
  }

  /**
   * The name of one container of those that are there.
   *
   * @param all the project's
   */
  static String of(ContainerState state, Collection<ContainerState> all) {
    Replica own = replica(state);
    boolean others =
        OneOffMark.of(state).isEmpty()
            && all.stream()
                .map(LogNames::replica)
                .anyMatch(
                    other ->
                        other.service().equals(own.service()) && other.number() != own.number());
    return others ? own.toString() : own.service();
  }

  private static Replica replica(ContainerState state) {
    return Labels.from(state.spec().annotations()).replica();
  }

  /** The names of all containers of some services. */
  static List<String> of(Project project, Collection<String> services) {
    return services.stream()
        .flatMap(name -> of(project, name).stream())
        .map(replica -> of(project, replica))
        .toList();
  }

  private static List<Replica> of(Project project, String name) {
    Service service = project.services().get(name);
    return service == null ? List.of(Replica.first(name)) : service.replicas();
  }
}
