package jcompose.composer.wiring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.composer.model.Impairment;
import jcompose.composer.model.Project;
import jcompose.engine.EngineDirectories;
import jcompose.engine.EngineException;
import jcompose.engine.Networks;
import jcompose.engine.spec.LinkPlace;

/** Looks at a project's links; changes nothing, and needs no supervisor. */
public final class LinkStates {
  private final Networks networks;
  private final String project;
  private final LinkTable table;
  private final LinkRecord record;
  private final Set<String> there;

  private LinkStates(Networks networks, Project project, LinkTable table, LinkRecord record) {
    this.networks = networks;
    this.project = project.name();
    this.table = table;
    this.record = record;
    this.there = Set.copyOf(networks.namespaces(project.name()));
  }

  /** The links of a project as it was last brought up, services in the file's order. */
  public static List<LinkStatus> of(EngineDirectories directories, Project project) {
    Optional<WiringRecord> wiring = new WiringFile(directories, project.name()).read();
    if (wiring.isEmpty()) {
      return List.of();
    }
    LinkTable table = new LinkTable(project, wiring.get().plan());
    LinkRecord record = new LinkFile(directories, project.name()).read();
    try (Networks networks = Networks.open(directories)) {
      LinkStates states = new LinkStates(networks, project, table, record);
      return table.all().stream().map(states::status).toList();
    }
  }

  private LinkStatus status(ContainerLink link) {
    int dash = link.container().lastIndexOf('-');
    return new LinkStatus(
        link.service(),
        Integer.parseInt(link.container().substring(dash + 1)),
        link.network(),
        link.interfaceName(),
        link.peer().map(ContainerLink.End::toString),
        state(link),
        way(link, LinkPlace.Direction.OUT),
        way(link, LinkPlace.Direction.IN));
  }

  private String state(ContainerLink link) {
    try {
      boolean absent =
          !there.contains(link.container())
              || link.peer().filter(peer -> !there.contains(peer.container())).isPresent();
      if (absent) {
        return "absent";
      }
      // a wire is as good as its worse end
      boolean up =
          networks.isPlugged(link.place(project, LinkPlace.Direction.OUT))
              && (link.peer().isEmpty()
                  || networks.isPlugged(link.place(project, LinkPlace.Direction.IN)));
      return up ? "up" : "down";
    } catch (EngineException gone) {
      return "absent";
    }
  }

  private LinkStatus.Way way(ContainerLink link, LinkPlace.Direction direction) {
    Optional<Impairment> set =
        link.peer().isPresent() && direction == LinkPlace.Direction.IN
            ? table.otherEnd(link).flatMap(other -> record.of(other).egress())
            : record.of(link).of(direction);
    return new LinkStatus.Way(
        link.file(direction).map(Impairment::values),
        set.map(Impairment::values),
        kernel(link.place(project, direction)));
  }

  private Optional<Map<String, String>> kernel(LinkPlace place) {
    if (!there.contains(place.namespace())) {
      return Optional.empty();
    }
    try {
      jcompose.engine.spec.Impairment found = networks.impairment(place);
      return Optional.of(
          new Impairment(
                  found.delay(),
                  found.jitter(),
                  found.loss(),
                  found.rate() == 0 ? OptionalLong.empty() : OptionalLong.of(found.rate()),
                  found.corrupt(),
                  found.duplicate(),
                  found.reorder())
              .values());
    } catch (EngineException | IllegalArgumentException goneOrForeign) {
      return Optional.empty(); // or impaired by the container itself, as no file can say it
    }
  }
}
