package jcompose.composer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Hook;
import jcompose.composer.model.Hooks;
import jcompose.engine.EngineException;
import jcompose.engine.ExitStatus;
import jcompose.engine.spec.ExecSpec;

/** Runs a container's hooks in it, each after the one before. */
final class HookRuns {
  private final Stack stack;
  private final StackContainer container;
  private final Hooks hooks;
  private final List<CommandInside> run = new ArrayList<>();

  HookRuns(Stack stack, StackContainer container, Hooks hooks) {
    this.stack = stack;
    this.container = container;
    this.hooks = hooks;
  }

  /** Those that a container remembers. */
  HookRuns(Stack stack, StackContainer container) {
    this(stack, container, container.labels().hooks());
  }

  /**
   * Those of a container that the user has started; what they leave running goes on.
   *
   * @param patience the hook that runs when it ends is killed
   * @throws ComposerException naming the one that failed; those after it are not run, and the
   *     container is stopped, as the specification's schema says
   */
  void started(Patience patience) {
    try {
      postStart(patience);
    } catch (RuntimeException failure) {
      stack.stop(container, Optional.empty());
      throw failure;
    }
  }

  /** Those of one that its policy has started, which decides after a failure as after any end. */
  void startedAgain() {
    try {
      postStart(new Patience(stack.awaits()));
    } catch (RuntimeException failure) {
      if (container.running()) {
        stack.events().warning(failure.getMessage() + "; the container is stopped");
        new Stopping(stack, container, Optional.empty()).run();
      }
    }
  }

  private void postStart(Patience patience) {
    for (int i = 0; i < hooks.postStart().size(); i++) {
      run("post_start[" + i + "]", hooks.postStart().get(i), patience, Optional.empty());
    }
  }

  /**
   * Those of a container that is about to be stopped. One that fails is told, and those after it
   * are run.
   *
   * @param most the time that they have together; the one that runs then is killed
   */
  void preStop(Duration most) {
    Instant deadline = Instant.now().plus(most);
    for (int i = 0; i < hooks.preStop().size(); i++) {
      Hook hook = hooks.preStop().get(i);
      try {
        run("pre_stop[" + i + "]", hook, new Patience(stack.awaits()), Optional.of(deadline));
      } catch (RuntimeException failure) { // whatever it is: nothing keeps a container from its end
        stack.events().warning(failure.getMessage() + "; the container is stopped all the same");
      }
    }
  }

  /** Waits until all that they printed has been told; their container has ended. */
  void awaitOutput() {
    run.forEach(CommandInside::awaitOutput);
  }

  private void run(String key, Hook hook, Patience patience, Optional<Instant> deadline) {
    String place = hook.position() + ": services." + container.service() + "." + key + ": ";
    if (deadline.isPresent() && !deadline.get().isAfter(Instant.now())) {
      throw new ComposerException(place + "is left out: no time is left to stop in");
    }
    HookOutput output =
        new HookOutput(line -> stack.events().hookOutput(container.service(), line));
    CommandInside command = start(place, hook, output);
    run.add(command);
    Optional<ExitStatus> status;
    try {
      status = stack.awaits().await(() -> end(command), patience, deadline);
    } catch (ComposerException ended) {
      command.kill();
      throw new ComposerException(place + "was killed, it is " + ended.getMessage(), ended);
    }
    if (status.isPresent() && status.get().code() == 0) {
      return;
    }
    command.kill();
    command.awaitOutput();
    String said = output.last();
    throw new ComposerException(
        place
            + status
                .map(known -> "exited with code " + known.code())
                .orElse("did not end within the time to stop in, and was killed")
            + (said.isEmpty() ? "" : ": " + said));
  }

  private static Optional<ExitStatus> end(CommandInside command) {
    return command.exit().isDone() ? Optional.of(command.exit().join()) : Optional.empty();
  }

  private CommandInside start(String place, Hook hook, HookOutput output) {
    ExecSpec spec =
        new ExecSpec(
            hook.command(),
            hook.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList(),
            hook.workingDir(),
            hook.user(),
            false,
            Optional.empty(),
            hook.privileged());
    try {
      CommandInside command =
          CommandInside.start(
              container.container(), spec, output.stream(), output.stream(), stack.workers());
      CompletableFuture<ExitStatus> unused =
          command.exit().whenComplete((status, failure) -> stack.awaits().changed());
      return command;
    } catch (EngineException failure) {
      throw new ComposerException(place + failure.getMessage(), failure);
    }
  }
}
