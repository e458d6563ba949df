package jcompose.composer.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import jcompose.composer.ComposerException;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Frame;
import jcompose.composer.supervisor.FrameChannel;
import jcompose.composer.supervisor.Reply;
import jcompose.composer.supervisor.Request;
import jcompose.engine.ContainerState;
import jcompose.engine.ExitStatus;

/**
 * Waits for containers to end for good: not those ends after which a restart policy starts them
 * again. The disk tells of those that have ended, the supervisor of the others as it happens.
 */
final class Ends {
  private static final int TRIES = 3;

  private final Context context;
  private final String project;
  private final Set<String> pending;
  private final BiConsumer<String, ExitStatus> ended;

  /**
   * @param ids of the containers
   * @param ended told each one's id and end, once
   */
  Ends(Context context, String project, Set<String> ids, BiConsumer<String, ExitStatus> ended) {
    this.context = context;
    this.project = project;
    this.pending = new LinkedHashSet<>(ids);
    this.ended = ended;
  }

  /**
   * Until all have ended, or enough have.
   *
   * @throws ComposerException when one is removed, or the supervisors end one after the other
   */
  void await(BooleanSupplier enough) {
    for (int silent = 0; silent < TRIES; silent++) {
      look();
      if (pending.isEmpty() || enough.getAsBoolean()) {
        return;
      }
      if (listen(enough)) {
        silent = -1;
      }
    }
    throw new ComposerException("the supervisor of '" + project + "' does not answer");
  }

  private void look() {
    Map<String, ContainerState> states = new LinkedHashMap<>();
    StoredStack.states(context.directories(), project)
        .forEach(state -> states.put(state.spec().id(), state));
    for (String id : Set.copyOf(pending)) {
      ContainerState state = states.get(id);
      if (state == null) {
        throw new ComposerException(
            "container " + id.substring(0, 12) + " was removed before its end was known");
      }
      if (!StoredStack.goesOn(context.directories(), state)) {
        state.exit().ifPresent(exit -> end(id, exit));
      }
    }
  }

  private void end(String id, ExitStatus status) {
    if (pending.remove(id)) {
      ended.accept(id, status);
    }
  }

  /** Whether the supervisor said anything. */
  private boolean listen(BooleanSupplier enough) {
    boolean any = false;
    try (FrameChannel channel = context.supervisor(project).open(new Request.Follow())) {
      while (!pending.isEmpty() && !enough.getAsBoolean()) {
        Optional<Frame> frame = channel.receive();
        if (frame.isEmpty()) {
          return any;
        }
        any = true;
        Reply reply = FrameChannel.reply(frame.get());
        if (reply instanceof Reply.Exited exited && !exited.again()) {
          end(exited.containerId(), exited.status());
        } else if (reply instanceof Reply.Done) { // from now on nothing is missed
          look();
        } else if (reply instanceof Reply.AllExited) {
          look();
          return true;
        } else if (reply instanceof Reply.Failed failed) {
          throw failed.toException();
        }
      }
    } catch (IOException e) {
      // It was killed: what it did not tell is on disk, and another is started.
      return any;
    }
    return true;
  }
}
