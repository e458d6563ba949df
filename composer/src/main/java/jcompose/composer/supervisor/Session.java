package jcompose.composer.supervisor;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import jcompose.composer.ComposerException;
import jcompose.composer.plan.Planner;
import jcompose.composer.run.Patience;
import jcompose.composer.run.Stack;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineException;
import jcompose.engine.ProgramNotRunException;

/** One command's connection: reads its request, carries it out, tells what happens. */
final class Session {
  private final FrameChannel channel;
  private final Stack stack;
  private final Events events;

  Session(FrameChannel channel, Stack stack, Events events) {
    this.channel = channel;
    this.stack = stack;
    this.events = events;
  }

  void run() throws IOException {
    Optional<Frame> first = channel.receive();
    if (first.isEmpty()) {
      return;
    }
    try {
      serve(FrameChannel.request(first.get()));
    } catch (EngineException | ComposerException e) {
      channel.send(failed(e, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      channel.send(failed(e, "internal error: " + e + "; run again with --debug and report it"));
    }
  }

  private void serve(Request request) throws IOException {
    if (request instanceof Request.Exec exec) {
      new ExecSession(
              channel,
              stack.there().exec(exec.service(), exec.index(), exec.spec()),
              exec.spec().terminal())
          .run();
      return;
    }
    if (request instanceof Request.Ps) {
      stack.adoptOrphans();
      channel.send(new Reply.States(stack.states(), stack.paused()));
      channel.send(new Reply.Done());
      return;
    }
    Events.Listener listener = this::forward;
    events.add(listener);
    try (Patience patience = stack.patience()) {
      change(request, patience);
    } finally {
      events.remove(listener);
    }
  }

  private void change(Request request, Patience patience) throws IOException {
    CommandEnd end = CommandEnd.watch(channel, () -> patience.end("the command has ended"));
    if (request instanceof Request.Up up) {
      stack.up(up.project(), up.options(), up.variables(), patience);
      if (up.readiness().isPresent()) {
        List<String> services = Planner.services(up.project(), up.options());
        stack.there().awaitReady(services, up.readiness().get().timeout(), patience);
      }
      channel.send(new Reply.Done());
      if (up.follow()) {
        follow(end);
      }
    } else if (request instanceof Request.Follow) {
      for (ContainerState state : stack.states()) {
        if (state.status() == ContainerState.Status.RUNNING) {
          channel.send(
              new Reply.Started(
                  state.spec().id(),
                  Stack.replicaOf(state.spec().annotations()),
                  state.startedAt().orElseGet(Instant::now)));
        }
      }
      channel.send(new Reply.Done());
      follow(end);
    } else if (request instanceof Request.Stop stop) {
      stack.endWaits("containers were stopped");
      stack.there().stop(stop.services(), stop.timeout());
      channel.send(new Reply.Done());
    } else if (request instanceof Request.Start start) {
      List<String> started = stack.there().start(start.services(), patience);
      if (start.readiness().isPresent()) {
        stack.there().awaitReady(started, start.readiness().get().timeout(), patience);
      }
      channel.send(new Reply.Done());
    } else if (request instanceof Request.Restart restart) {
      stack.there().restart(restart.services(), restart.timeout(), restart.alone(), patience);
      channel.send(new Reply.Done());
    } else if (request instanceof Request.Signalled signalled) {
      stack.there().signal(signalled.services(), signalled.id(), signalled.signal());
      channel.send(new Reply.Done());
    } else if (request instanceof Request.Pause pause) {
      stack.there().pause(pause.services(), pause.pause());
      channel.send(new Reply.Done());
    } else if (request instanceof Request.Remove remove) {
      if (remove.stop()) {
        stack.endWaits("containers were stopped");
      }
      stack.adoptOrphans();
      stack.there().remove(remove.services(), remove.stop(), remove.removeVolumes());
      channel.send(new Reply.Done());
    } else if (request instanceof Request.Kill) {
      stack.there().killAll();
      channel.send(new Reply.Done());
    } else if (request instanceof Request.ChangeLinks links) {
      stack.there().changeLinks(links.order());
      channel.send(new Reply.Done());
    } else if (request instanceof Request.Down down) {
      stack.endWaits("the project was taken down");
      stack.adoptOrphans();
      if (down.services().isEmpty()) {
        stack.down(down.removeVolumes(), down.timeout());
      } else {
        stack.remove(down.services(), down.timeout());
      }
      channel.send(new Reply.Done());
    }
  }

  /** Waits until no container runs or the command goes; events are sent by other threads. */
  private void follow(CommandEnd end) throws IOException {
    CountDownLatch over = end.gone();
    Events.Listener listener =
        event -> {
          if (event instanceof Reply.Exited && !stack.anyRunning()) {
            over.countDown();
          }
        };
    events.add(listener);
    try {
      if (stack.anyRunning()) {
        over.await();
      }
      channel.send(new Reply.AllExited());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      events.remove(listener);
    }
  }

  private void forward(Reply event) {
    try {
      channel.send(event);
    } catch (IOException e) {
      // The command is gone. What it started goes on; its reader thread ends the session.
      return;
    }
  }

  private static Reply.Failed failed(RuntimeException failure, String message) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    int exitCode =
        failure instanceof ProgramNotRunException notRun
            ? notRun.exitCode()
            : failure instanceof ComposerException known ? known.exitCode() : 1;
    return new Reply.Failed(message, exitCode, trace.toString());
  }
}
