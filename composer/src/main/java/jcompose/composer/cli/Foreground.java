package jcompose.composer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import jcompose.composer.ComposerException;
import jcompose.composer.console.LogView;
import jcompose.composer.model.DependsOn.Condition;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Frame;
import jcompose.composer.supervisor.FrameChannel;
import jcompose.composer.supervisor.Reply;
import jcompose.composer.supervisor.Request;
import jcompose.composer.supervisor.SupervisorClient;
import jcompose.engine.ContainerState;
import jcompose.engine.ExitStatus;
import jcompose.engine.ProcessSignals;
import jcompose.engine.log.LogFollower;
import jcompose.engine.log.LogLine;
import jcompose.engine.log.LogQuery;
import jcompose.engine.log.LogSource;
import jcompose.engine.log.LogStream;
import org.jspecify.annotations.Nullable;

/** {@code up} without -d: shows logs until every container has ended. */
final class Foreground {
  private static final int SIGNALLED = 128;
  private static final int TRIES = 3;

  private final Context context;
  private final SupervisorClient supervisor;
  private final Project project;
  private final Ending ending;
  private final Set<String> shown;
  private final Set<String> awaited;
  private final LogView view;
  private final LogFollower follower;
  private final Map<String, Replica> replicas = new LinkedHashMap<>();
  private final Map<String, Ending.End> ends = new LinkedHashMap<>();
  private final AtomicInteger interruptedBy = new AtomicInteger();
  private volatile @Nullable Thread asked;
  private volatile boolean stopping;
  private Optional<Ending.End> reason = Optional.empty();
  private boolean up;

  /**
   * @param shown the services whose output is shown
   * @param view shows it
   */
  Foreground(Context context, Project project, Set<String> shown, LogView view, Ending ending) {
    this.context = context;
    this.project = project;
    this.view = view;
    this.ending = ending;
    this.supervisor = context.supervisor(project.name());
    this.shown = shown;
    this.awaited = awaited(project);
    this.follower = LogFollower.open((id, line) -> view.line(name(id), line));
  }

  int run(Request.Up up) {
    ProcessSignals.on(this::interrupted, "INT", "TERM", "HUP");
    Request request = up;
    for (int lost = 0; !converse(request); ) {
      if (++lost == TRIES) {
        throw new ComposerException("the supervisor of '" + project.name() + "' keeps ending");
      }
      context.screen().warning("the supervisor ended; starting another, the containers go on");
      request = this.up ? new Request.Follow() : up;
    }
    missedExits(state -> true);
    follower.close();
    return exitCode();
  }

  /** False when the connection was lost before all containers had ended. */
  private boolean converse(Request request) {
    try (FrameChannel channel = supervisor.open(request)) {
      for (Optional<Frame> frame = channel.receive();
          frame.isPresent();
          frame = channel.receive()) {
        Reply reply = FrameChannel.reply(frame.get());
        if (reply instanceof Reply.AllExited
            || (reply instanceof Reply.Failed && stopping && stopped())) {
          return true;
        }
        take(reply);
        if (reply instanceof Reply.Done && request instanceof Request.Follow) {
          missedExits(state -> !StoredStack.goesOn(context.directories(), state));
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** What was stopped while it was started has not failed; its containers' ends are waited for. */
  private boolean stopped() {
    for (Thread last = null, asking = asked; asking != last; asking = asked) {
      last = asking;
      try {
        if (asking != null) {
          asking.join();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return true;
  }

  private void take(Reply reply) {
    if (reply instanceof Reply.Done) {
      up = true;
    } else if (reply instanceof Reply.Failed failed) {
      follower.close();
      throw failed.toException();
    } else if (reply instanceof Reply.Started started) {
      started(started);
    } else if (reply instanceof Reply.Exited exited) {
      if (exited.again()) {
        context
            .screen()
            .note(
                replica(exited.containerId())
                        .map(replica -> LogNames.of(project, replica))
                        .orElse(exited.service())
                    + " exited with code "
                    + exited.status().code()
                    + " (restarting)");
      } else {
        exited(exited.containerId(), exited.status());
      }
    } else if (reply instanceof Reply.HookOutput output) {
      if (shown.contains(output.service())) {
        view.line(output.service() + " ->", line(output.line()));
      }
    } else {
      new Replies(context.screen()).show(reply);
    }
  }

  private static LogLine line(String text) {
    return new LogLine(
        Instant.now(), LogStream.STDOUT, text.getBytes(StandardCharsets.UTF_8), false);
  }

  private void started(Reply.Started started) {
    synchronized (replicas) {
      if (replicas.putIfAbsent(started.containerId(), started.replica()) != null) {
        return;
      }
    }
    if (shown.contains(started.replica().service())) {
      follow(started.containerId(), started.since());
    }
  }

  /** Services that end before others start. */
  private static Set<String> awaited(Project project) {
    Set<String> awaited = new HashSet<>();
    for (Service service : project.services().values()) {
      service
          .conditions()
          .forEach(
              (other, how) -> {
                if (how.condition() == Condition.SERVICE_COMPLETED_SUCCESSFULLY) {
                  awaited.add(other);
                }
              });
    }
    return awaited;
  }

  private void follow(String id, Instant since) {
    follower.follow(
        List.of(new LogSource(id, context.directories().container(id).resolve("log"))),
        new LogQuery(OptionalInt.empty(), Optional.of(since), Optional.empty()));
  }

  private String name(String id) {
    return replica(id).map(replica -> LogNames.of(project, replica)).orElse(id);
  }

  private Optional<Replica> replica(String id) {
    synchronized (replicas) {
      return Optional.ofNullable(replicas.get(id));
    }
  }

  private void exited(String id, ExitStatus status) {
    Optional<Replica> known = replica(id);
    if (known.isEmpty() || ends.containsKey(id)) {
      return;
    }
    follower.finish(id);
    context.screen().note(name(id) + " exited with code " + status.code() + why(status));
    Ending.End end = new Ending.End(known.get().service(), status.code());
    ends.put(id, end);
    if (!stopping && ending.stopsAll(end, awaited)) {
      reason = Optional.of(end);
      stopping = true;
      ask(new Request.Stop(List.of(), ending.timeout()));
    }
  }

  private static String why(ExitStatus status) {
    if (status.oomKilled()) {
      // Which process, and by whose limit, the cgroup's counter does not tell.
      return " (the kernel killed a process in it: out of memory)";
    }
    return status.note().map(note -> " (" + note + ")").orElse("");
  }

  /** Containers that ended while no supervisor could tell. */
  private void missedExits(Predicate<ContainerState> which) {
    for (ContainerState state : StoredStack.states(context.directories(), project.name())) {
      if (which.test(state)) {
        state.exit().ifPresent(status -> exited(state.spec().id(), status));
      }
    }
  }

  private void interrupted(int signal) {
    if (interruptedBy.compareAndSet(0, signal)) {
      context.screen().note("stopping ... (Ctrl-C again kills)");
      stopping = true;
      ask(new Request.Stop(List.of(), ending.timeout()));
    } else {
      context.screen().note("killing ...");
      ask(new Request.Kill());
    }
  }

  /** On a thread and a connection of its own: stopping waits for the containers. */
  private void ask(Request request) {
    Thread thread =
        new Thread(
            () -> {
              try {
                supervisor.request(request, reply -> {});
              } catch (ComposerException e) {
                context.screen().error(String.valueOf(e.getMessage()));
              }
            },
            "stop");
    thread.setDaemon(true);
    asked = thread;
    thread.start();
  }

  private int exitCode() {
    if (interruptedBy.get() != 0) {
      return SIGNALLED + interruptedBy.get();
    }
    return ending.code(reason, ends);
  }
}
