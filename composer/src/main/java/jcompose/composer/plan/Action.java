package jcompose.composer.plan;

import java.util.List;
import java.util.Map;
import jcompose.composer.model.Replica;

/** One thing to do for a service. */
public sealed interface Action {
  /** What is done, in one word and the container's name. */
  String describe();

  /** Why; nothing for what is as it should be. */
  default List<Cause> causes() {
    return List.of();
  }

  /**
   * The container runs as it should.
   *
   * @param container what is there
   */
  record Keep(Observed container) implements Action {
    @Override
    public String describe() {
      return "keep " + container.name();
    }
  }

  /**
   * The container is there, as it should be, but does not run.
   *
   * @param container what is there
   */
  record Start(Observed container) implements Action {
    @Override
    public String describe() {
      return "start " + container.name();
    }

    @Override
    public List<Cause> causes() {
      return List.of(Cause.of(Cause.Kind.NOT_RUNNING, "not running"));
    }
  }

  /**
   * The container runs, and is to be stopped and started as it is.
   *
   * @param container what is there
   * @param causes why
   */
  record Restart(Observed container, List<Cause> causes) implements Action {
    /** Copies the list. */
    public Restart {
      causes = List.copyOf(causes);
    }

    @Override
    public String describe() {
      return "restart " + container.name();
    }
  }

  /**
   * A container is to be made and started.
   *
   * @param replica which container of which service it is
   * @param name its name
   * @param configHash the hash of what it is made from
   * @param anonymousVolumes volumes without a name that it takes over: target to name
   * @param causes why; empty when there is none yet, or another is removed for it
   */
  record Create(
      Replica replica,
      String name,
      String configHash,
      Map<String, String> anonymousVolumes,
      List<Cause> causes)
      implements Action {
    /** Copies the collections. */
    public Create {
      causes = List.copyOf(causes);
      anonymousVolumes = Map.copyOf(anonymousVolumes);
    }

    @Override
    public String describe() {
      return "create " + name;
    }
  }

  /**
   * A container is to be stopped and deleted.
   *
   * @param container what is there
   * @param causes why
   * @param renewVolumes whether its volumes without a name go too
   */
  record Remove(Observed container, List<Cause> causes, boolean renewVolumes) implements Action {
    /** Copies the list. */
    public Remove {
      causes = List.copyOf(causes);
    }

    @Override
    public String describe() {
      return "remove " + container.name();
    }
  }
}
