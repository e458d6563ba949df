package jcompose.composer.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.engine.Container;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.VolumeStore;
import jcompose.engine.state.LockFile;

/** The containers of a project that commands of {@code run} made, as other commands see them. */
public record OneOffs(EngineDirectories directories, String project, StackEvents events) {
  private static final int SIGKILL = 9;

  /** What a command takes at most to note the end of its container, and to end. */
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  /** Whether a container's command still has it, so that nobody else touches it. */
  public static boolean isHeld(ContainerState state) {
    return OneOffMark.of(state).filter(OneOffMark::held).isPresent();
  }

  /** Removes those that were to go with their command, and whose command was killed. */
  public void removeLeft() {
    if (left().isEmpty()) {
      return;
    }
    LockFile lock = LockFile.acquire(directories.run().resolve("locks").resolve("one-offs"));
    try (ContainerEngine engine = ContainerEngine.open(directories, events::warning)) {
      List<String> ids = left().stream().map(state -> state.spec().id()).toList();
      VolumeStore volumes = new VolumeStore(directories);
      for (Container container : engine.adopt(spec -> ids.contains(spec.id()))) {
        OneOff.remove(container, volumes);
        events.progress("Container " + container.spec().name(), "Removed");
      }
    } finally {
      lock.close();
    }
  }

  private List<ContainerState> left() {
    return StoredStack.states(directories, project).stream()
        .filter(state -> OneOffMark.of(state).filter(OneOffMark::isLeft).isPresent())
        .toList();
  }

  /**
   * Asks those that their commands still have to stop, kills those that do not in time, and waits
   * for the commands.
   *
   * @param services whose; empty means all
   * @param timeout in place of each one's own grace period
   * @return whether there were any
   * @throws ComposerException when a command does not end
   */
  public boolean stopHeld(Collection<String> services, Optional<Duration> timeout) {
    List<ContainerState> held = new ArrayList<>(StoredStack.states(directories, project));
    held.removeIf(
        state ->
            !isHeld(state) || !(services.isEmpty() || services.contains(labels(state).service())));
    for (ContainerState state : held) {
      events.progress("Container " + state.spec().name(), "Stopping");
      signal(state, labels(state).stopSignal());
    }
    for (ContainerState state : held) {
      OneOffMark mark = OneOffMark.of(state).orElseThrow();
      if (!mark.owner().awaitEnd(timeout.orElse(labels(state).stopGracePeriod()))) {
        signal(state, SIGKILL);
        requireEnd(state, mark);
      }
      events.progress("Container " + state.spec().name(), "Stopped");
    }
    return !held.isEmpty();
  }

  private void signal(ContainerState state, int signal) {
    ContainerEngine.signal(directories, state.spec().id(), signal);
  }

  private static void requireEnd(ContainerState state, OneOffMark mark) {
    if (!mark.owner().awaitEnd(LONGEST_END)) {
      throw new ComposerException(
          "container "
              + state.spec().name()
              + " was killed, but the command that runs it does not end; does it wait for whoever"
              + " reads its output? end process "
              + mark.owner().pid()
              + " and run this again");
    }
  }

  private static Labels labels(ContainerState state) {
    return Labels.from(state.spec().annotations());
  }
}
