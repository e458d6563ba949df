package jcompose.composer.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Project;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.wiring.LinkOrder;
import jcompose.engine.spec.ExecSpec;

/** What a command asks of a supervisor; the first frame of a connection. */
public sealed interface Request {
  /**
   * Bring the project up, then, if asked, tell of its containers until none runs.
   *
   * @param variables the values of those that secrets name
   * @param follow whether the connection stays open for events
   */
  record Up(Project project, UpOptions options, Map<String, String> variables, boolean follow)
      implements Request {
    /** Copies the map. */
    public Up {
      variables = Map.copyOf(variables);
    }

    /** Without the values: a request may be printed. */
    @Override
    public String toString() {
      return "Up[project=" + project.name() + ", options=" + options + ", follow=" + follow + "]";
    }
  }

  /** Tell of the containers that run until none does. */
  record Follow() implements Request {}

  /**
   * Stop all containers.
   *
   * @param timeout in place of each service's own grace period
   */
  record Stop(Optional<Duration> timeout) implements Request {}

  /** Kill all containers now. */
  record Kill() implements Request {}

  /**
   * Stop and delete containers, then end when none is left.
   *
   * @param removeVolumes whether the project's volumes go too
   * @param timeout in place of each service's own grace period
   * @param services whose containers; empty means all
   */
  record Down(boolean removeVolumes, Optional<Duration> timeout, List<String> services)
      implements Request {
    /** Copies the list. */
    public Down {
      services = List.copyOf(services);
    }
  }

  /** Change what is done to a service's links. */
  record ChangeLinks(LinkOrder order) implements Request {}

  /** Tell the containers' states. */
  record Ps() implements Request {}

  /** Run a process in a service's container; stream frames follow both ways. */
  record Exec(String service, ExecSpec spec) implements Request {}

  /** The user's terminal has a new size; only within an exec. */
  record Resize(ExecSpec.Size size) implements Request {}

  /** Send a signal to the exec's process; only within an exec. */
  record Signal(int number) implements Request {}
}
