package jcompose.composer.plan;

import java.util.Map;

/** One thing to do for a service. */
public sealed interface Action {
  /** The line that {@code plan} shows. */
  String describe();

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
  }

  /**
   * The container runs, and is to be stopped and started as it is.
   *
   * @param container what is there
   * @param reason why
   */
  record Restart(Observed container, String reason) implements Action {
    @Override
    public String describe() {
      return "restart " + container.name() + " (" + reason + ")";
    }
  }

  /**
   * A container is to be made and started.
   *
   * @param name its name
   * @param configHash the hash of what it is made from
   * @param anonymousVolumes volumes without a name that it takes over: target to name
   */
  record Create(String name, String configHash, Map<String, String> anonymousVolumes)
      implements Action {
    /** Copies the map. */
    public Create {
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
   * @param reason why
   * @param renewVolumes whether its volumes without a name go too
   */
  record Remove(Observed container, String reason, boolean renewVolumes) implements Action {
    @Override
    public String describe() {
      return "remove " + container.name() + " (" + reason + ")";
    }
  }
}
