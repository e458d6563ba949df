package jcompose.composer.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineException;
import jcompose.engine.ProcessIdentity;

/**
 * What tells the container of a {@code run} from a service's own, kept as annotations with it. It
 * belongs to the command that runs it as long as that lives: nobody else reads its output or writes
 * its state. Afterwards it is the project's, or goes with the next command.
 *
 * @param removed whether it is removed when it has ended, or its command has
 * @param owner the command's process
 */
public record OneOffMark(boolean removed, ProcessIdentity owner) {
  private static final String REMOVED = "jcompose.one-off.removed";
  private static final String OWNER = "jcompose.one-off.owner";

  /** That of a container of this process. */
  static OneOffMark own(boolean removed) {
    return new OneOffMark(
        removed,
        ProcessIdentity.of((int) ProcessHandle.current().pid())
            .orElseThrow(() -> new EngineException("/proc does not show this process")));
  }

  /** The annotations that hold this. */
  Map<String, String> toAnnotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(REMOVED, Boolean.toString(removed));
    annotations.put(OWNER, owner.pid() + " " + owner.startTime() + " " + owner.bootId());
    return annotations;
  }

  /** What annotations hold; empty for a service's own container. */
  static Optional<OneOffMark> from(Map<String, String> annotations) {
    String[] owner = annotations.getOrDefault(OWNER, "").split(" ", -1);
    if (owner.length != 3) {
      return Optional.empty();
    }
    return Optional.of(
        new OneOffMark(
            Boolean.parseBoolean(annotations.get(REMOVED)),
            new ProcessIdentity(Integer.parseInt(owner[0]), Long.parseLong(owner[1]), owner[2])));
  }

  /** That of a container. */
  public static Optional<OneOffMark> of(ContainerState state) {
    return from(state.spec().annotations());
  }

  /** Whether its command still has it. */
  public boolean held() {
    return owner.runs();
  }

  /** Whether it was to go with its command, which is gone. */
  boolean isLeft() {
    return removed && !held();
  }

  /** Whether it became the project's when its command was gone. */
  boolean isOrphan() {
    return !removed && !held();
  }
}
