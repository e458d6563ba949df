package jcompose.composer.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.composer.model.Project;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.wiring.LinkOrder;
import jcompose.engine.spec.ExecSpec;

/** What a command asks of a supervisor; the first frame of a connection. */
public sealed interface Request {
  /**
   * That a request is done only when containers run, or are healthy where they have a check.
   *
   * @param timeout how long that may take; empty for ever
   */
  record Readiness(Optional<Duration> timeout) {}

  /**
   * Bring the project up, then, if asked, tell of its containers until none runs.
   *
   * @param variables the values of those that secrets name
   * @param follow whether the connection stays open for events
   * @param readiness whether it is done only when all is ready
   */
  record Up(
      Project project,
      UpOptions options,
      Map<String, String> variables,
      boolean follow,
      Optional<Readiness> readiness)
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
   * Stop containers.
   *
   * @param services whose containers; empty means all
   * @param timeout in place of each service's own grace period
   */
  record Stop(List<String> services, Optional<Duration> timeout) implements Request {
    /** Copies the list. */
    public Stop {
      services = List.copyOf(services);
    }
  }

  /** Kill all containers now; nobody waits for their ends. */
  record Kill() implements Request {}

  /**
   * Send a signal to containers; a SIGKILL's effect is waited for.
   *
   * @param services whose containers; empty means all
   * @param id of the only one that is meant
   */
  record Signalled(List<String> services, Optional<String> id, int signal) implements Request {
    /** Copies the list. */
    public Signalled {
      services = List.copyOf(services);
    }
  }

  /**
   * Start containers that are there, after those that their services need.
   *
   * @param services whose containers; empty means all that there are
   * @param readiness whether it is done only when all is ready
   */
  record Start(List<String> services, Optional<Readiness> readiness) implements Request {
    /** Copies the list. */
    public Start {
      services = List.copyOf(services);
    }
  }

  /**
   * Stop containers and start them again.
   *
   * @param services whose containers; empty means all that there are
   * @param timeout in place of each service's own grace period
   * @param alone whether those that {@code restart: true} ties to them are left alone
   */
  record Restart(List<String> services, Optional<Duration> timeout, boolean alone)
      implements Request {
    /** Copies the list. */
    public Restart {
      services = List.copyOf(services);
    }
  }

  /**
   * Delete containers that do not run.
   *
   * @param services whose containers; empty means all
   * @param stop whether those that run are stopped first
   * @param removeVolumes whether their volumes without a name go too
   */
  record Remove(List<String> services, boolean stop, boolean removeVolumes) implements Request {
    /** Copies the list. */
    public Remove {
      services = List.copyOf(services);
    }
  }

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

  /**
   * Freeze containers, or let them go on.
   *
   * @param services whose containers; empty means all that run
   */
  record Pause(List<String> services, boolean pause) implements Request {
    /** Copies the list. */
    public Pause {
      services = List.copyOf(services);
    }
  }

  /** Change what is done to a service's links. */
  record ChangeLinks(LinkOrder order) implements Request {}

  /** Tell the containers' states. */
  record Ps() implements Request {}

  /**
   * Run a process in a service's container; stream frames follow both ways.
   *
   * @param index which container, from 1; the first that there is when empty
   */
  record Exec(String service, OptionalInt index, ExecSpec spec) implements Request {}

  /** The user's terminal has a new size; only within an exec. */
  record Resize(ExecSpec.Size size) implements Request {}

  /** Send a signal to the exec's process; only within an exec. */
  record Signal(int number) implements Request {}
}
