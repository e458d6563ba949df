package jcompose.composer.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.console.LogView;
import jcompose.composer.console.OutputClosedException;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Frame;
import jcompose.composer.supervisor.FrameChannel;
import jcompose.composer.supervisor.Reply;
import jcompose.composer.supervisor.Request;
import jcompose.engine.ContainerState;
import jcompose.engine.log.LogFollower;
import jcompose.engine.log.LogFormat;
import jcompose.engine.log.LogQuery;
import jcompose.engine.log.LogReader;
import jcompose.engine.log.LogSource;

/** Shows containers' logs from their files; a supervisor is only asked when they end. */
final class LogShow {
  private static final int TRIES = 3;

  private final Context context;
  private final String project;
  private final LogView view;
  private final Map<String, String> nameOf;

  /**
   * The logs of containers.
   *
   * @param nameOf the containers' ids, and what stands before their lines
   */
  LogShow(Context context, String project, LogView view, Map<String, String> nameOf) {
    this.context = context;
    this.project = project;
    this.view = view;
    this.nameOf = nameOf;
  }

  /** What is there now. */
  void print(LogQuery query, boolean timestamps) {
    LogFormat format = new LogFormat(id -> view.prefix(nameOf.getOrDefault(id, id)), timestamps);
    OutputStream out = context.screen().stream();
    try {
      LogReader.copy(sources(), query, format, out, out);
      out.flush();
    } catch (IOException e) {
      throw new OutputClosedException(e);
    }
  }

  /** What is there and what comes, until the last of the containers has ended. */
  void follow(LogQuery query) {
    try (LogFollower follower =
        LogFollower.open((id, line) -> view.line(nameOf.getOrDefault(id, id), line))) {
      follower.follow(sources(), query);
      Set<String> running = new HashSet<>(finishEnded(follower));
      for (int i = 0; i < TRIES && !running.isEmpty(); i++) {
        awaitEnds(follower, running);
        running.retainAll(finishEnded(follower));
      }
    }
  }

  private List<LogSource> sources() {
    return nameOf.keySet().stream()
        .map(id -> new LogSource(id, context.directories().container(id).resolve("log")))
        .toList();
  }

  /** Those that still run; the others get their last, unfinished lines shown. */
  private Set<String> finishEnded(LogFollower follower) {
    Set<String> running = new HashSet<>();
    for (ContainerState state : StoredStack.states(context.directories(), project)) {
      if (StoredStack.goesOn(context.directories(), state)) {
        running.add(state.spec().id());
      }
    }
    running.retainAll(nameOf.keySet());
    for (String id : nameOf.keySet()) {
      if (!running.contains(id)) {
        follower.finish(id);
      }
    }
    return running;
  }

  private void awaitEnds(LogFollower follower, Set<String> running) {
    try (FrameChannel channel = context.supervisor(project).open(new Request.Follow())) {
      for (Optional<Frame> frame = channel.receive();
          frame.isPresent() && !running.isEmpty();
          frame = running.isEmpty() ? Optional.empty() : channel.receive()) {
        Reply reply = FrameChannel.reply(frame.get());
        if (reply instanceof Reply.Exited exited && !exited.again()) {
          follower.finish(exited.containerId());
          running.remove(exited.containerId());
        } else if (reply instanceof Reply.Done) { // from now on nothing is missed
          running.retainAll(finishEnded(follower));
        } else if (reply instanceof Reply.AllExited) {
          running.clear();
        } else if (reply instanceof Reply.Failed failed) {
          throw failed.toException();
        }
      }
    } catch (IOException e) {
      // The supervisor was killed: what it did not tell is on disk, and another is started.
      return;
    }
  }
}
