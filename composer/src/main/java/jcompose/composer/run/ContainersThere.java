package jcompose.composer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import jcompose.composer.ComposerException;
import jcompose.composer.image.ImageStore;
import jcompose.composer.life.LastAct;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.plan.Planner;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.wiring.LinkOrder;
import jcompose.engine.Exec;
import jcompose.engine.Signals;
import jcompose.engine.spec.ExecSpec;

/**
 * What a user does with containers that are there, without a look at the file: they stay what they
 * are. In each, no services are all of them.
 */
public final class ContainersThere {
  private final Stack stack;

  ContainersThere(Stack stack) {
    this.stack = stack;
  }

  /**
   * Runs a process in a service's container.
   *
   * @param index which of its containers; the first that there is when empty
   * @throws ComposerException when the service has none that runs
   */
  public Exec exec(String service, OptionalInt index, ExecSpec spec) {
    StackContainer container = running(service, index);
    Exec exec = container.container().exec(spec);
    stack.log().tell(container, "exec_start: " + String.join(" ", spec.args()));
    CompletableFuture<Void> unused =
        exec.exit()
            .thenAccept(
                status ->
                    stack
                        .log()
                        .tell(
                            container,
                            "exec_die",
                            Map.of("exitCode", Integer.toString(status.code()))));
    return exec;
  }

  /**
   * Asks running containers to stop, dependents first, and kills those that do not in time.
   *
   * @param timeout in place of each service's own grace period
   */
  public void stop(Collection<String> services, Optional<Duration> timeout) {
    stack.change(
        () -> {
          stack.beginNetworks();
          stack.of(services).forEach(stack::endsByUser);
          stack.forEachReversed(services, container -> stack.stop(container, timeout));
        });
  }

  /**
   * Starts containers, each after those that its service needs.
   *
   * @return the services that they are of
   * @throws ComposerException when a service has none
   */
  public List<String> start(Collection<String> services, Patience patience) {
    List<String> started = new ArrayList<>();
    stack.change(
        () -> {
          UpRun run = startOf(services, false, patience);
          start(run);
          started.addAll(run.withNeeded());
        });
    return started;
  }

  /**
   * Returns when the containers of services run, or are healthy where they have a health check. One
   * that ended with code 0 is ready.
   *
   * @param timeout how long that may take at most
   * @throws ComposerException naming those that are not, and why
   */
  public void awaitReady(
      Collection<String> services, Optional<Duration> timeout, Patience patience) {
    new ReadyWait(stack).run(services, timeout, patience);
  }

  /**
   * Stops containers, dependents first, and starts them again, with them those of services that
   * {@code depends_on} ties to them with {@code restart: true}.
   *
   * @param timeout in place of each service's own grace period
   * @param alone whether dependents are left alone
   * @throws ComposerException when a service has none; nothing is stopped then
   */
  public void restart(
      Collection<String> services, Optional<Duration> timeout, boolean alone, Patience patience) {
    stack.change(
        () -> {
          UpRun run = startOf(alone ? services : withDependents(services), true, patience);
          run.planStart(); // what is missing is told while all is as it was
          List<StackContainer> all = stack.of(run.services());
          all.forEach(container -> stack.betweenRuns().add(container.id()));
          try {
            stop(run.services(), timeout);
            start(startOf(run.services(), true, patience));
          } finally {
            all.forEach(container -> stack.betweenRuns().remove(container.id()));
            all.stream()
                .filter(container -> !container.running() && !stack.waits(container))
                .forEach(stack::endedForGood); // its end was told as one before a start
          }
        });
  }

  private void start(UpRun run) {
    new ImageStore(stack.directories()).using(() -> run.execute(run.planStart()));
  }

  /** With those that are restarted with them and run; none are all. */
  private Collection<String> withDependents(Collection<String> services) {
    Optional<Project> claimed = stack.claim().read();
    if (services.isEmpty()
        || claimed.isEmpty()
        || !claimed.get().services().keySet().containsAll(services)) {
      return services; // all, or what is refused
    }
    return Planner.withRestarted(claimed.get(), services).stream()
        .filter(service -> services.contains(service) || goesOn(service))
        .toList();
  }

  private boolean goesOn(String service) {
    return stack.of(List.of(service)).stream()
        .anyMatch(container -> container.running() || stack.waits(container));
  }

  private UpRun startOf(Collection<String> services, boolean alone, Patience patience) {
    Project claimed = stack.claim().read().orElseThrow(this::noContainers);
    Set<String> known = claimed.services().keySet();
    for (String service : services) {
      if (!known.contains(service)) {
        throw new ComposerException(
            "service '"
                + service
                + "' is not in the project as it was last brought up; start it with 'jcompose up"
                + " -d "
                + service
                + "'");
      }
    }
    List<String> wanted = services.isEmpty() ? present(known) : List.copyOf(services);
    if (wanted.isEmpty()) {
      throw noContainers();
    }
    UpOptions options =
        new UpOptions(wanted, alone ? Set.of(UpOptions.Choice.NO_DEPENDENCIES) : Set.of());
    return new UpRun(stack, claimed, options, Optional.empty(), patience);
  }

  private List<String> present(Set<String> known) {
    return stack.containers().stream()
        .filter(container -> !container.oneOff())
        .map(StackContainer::service)
        .filter(known::contains)
        .distinct()
        .toList();
  }

  private ComposerException noContainers() {
    return new ComposerException(
        "project '" + stack.project() + "' has no containers; make them with 'jcompose up -d'");
  }

  /**
   * Sends a signal to running containers. After one that is to end them no policy starts them
   * again.
   *
   * @param id of the only one that is meant
   * @param signal its number; the ends that SIGKILL makes are waited for
   */
  public void signal(Collection<String> services, Optional<String> id, int signal) {
    List<StackContainer> killed = new ArrayList<>();
    for (StackContainer container : stack.of(services)) {
      if (id.isPresent() && !id.get().equals(container.id())) {
        continue;
      }
      if (signal == Signals.KILL || signal == container.labels().stopSignal()) {
        stack.endsByUser(container);
      }
      if (!container.running()) {
        continue;
      }
      container.note(stack.directories(), stack.events(), LastAct.signalled(Instant.now(), signal));
      if (signal == Signals.KILL) {
        stack.events().progress("Container " + container.name(), "Killing");
        kill(container);
        killed.add(container);
      } else {
        stack.log().kill(container, signal);
        container.container().signal(signal);
        stack.events().progress("Container " + container.name(), Signals.name(signal));
      }
    }
    for (StackContainer container : killed) {
      container.container().exit().join();
      stack.events().progress("Container " + container.name(), "Killed");
    }
  }

  /** Kills every running container now, whatever else goes on. */
  public void killAll() {
    for (StackContainer container : stack.containers()) {
      stack.endsByUser(container);
      if (container.running()) {
        stack.events().progress("Container " + container.name(), "Killing");
        kill(container);
      }
    }
  }

  private void kill(StackContainer container) {
    stack.log().kill(container, Signals.KILL);
    container.container().kill();
  }

  /** Freezes running containers with everything in them, or lets them go on. */
  public void pause(Collection<String> services, boolean pause) {
    stack.change(
        () ->
            stack.of(services).stream()
                .filter(StackContainer::running)
                .filter(container -> container.container().paused() != pause)
                .forEach(container -> pause(container, pause)));
  }

  private void pause(StackContainer container, boolean pause) {
    if (pause) {
      container.container().pause();
    } else {
      container.container().unpause();
    }
    stack.log().tell(container, pause ? "pause" : "unpause");
    stack.events().progress("Container " + container.name(), pause ? "Paused" : "Unpaused");
  }

  /**
   * Does to a running service's links what a user wants.
   *
   * @throws ComposerException when the order makes no sense, or the service does not run
   */
  public void changeLinks(LinkOrder order) {
    stack.change(
        () -> {
          running(order.service(), OptionalInt.of(order.index()));
          stack
              .openNetworks()
              .orElseThrow(
                  () ->
                      new ComposerException(
                          "project '" + stack.project() + "' has no networks or links"))
              .change(order);
        });
  }

  /**
   * Deletes containers that do not run, dependents first.
   *
   * @param stop whether those that run are stopped first
   * @param removeVolumes whether their volumes without a name go too
   */
  public void remove(Collection<String> services, boolean stop, boolean removeVolumes) {
    stack.change(
        () -> {
          Set<Replica> removed = ConcurrentHashMap.newKeySet();
          stack.forEachReversed(
              services,
              container -> {
                if (stop) {
                  stack.stop(container, Optional.empty());
                }
                if (!container.running() && !stack.waits(container)) {
                  remove(container, removeVolumes);
                  if (!container.oneOff()) { // else its network is not its service's
                    removed.add(container.replica());
                  }
                }
              });
          stack.removeFromNetworks(removed);
        });
  }

  private void remove(StackContainer container, boolean removeVolumes) {
    stack.delete(container);
    if (removeVolumes) {
      container.observed().anonymousVolumes().values().forEach(stack.volumes()::remove);
    }
  }

  /**
   * A service's container, which runs.
   *
   * @param index which one; the first that there is when empty
   * @throws ComposerException when it has none, or one that does not
   */
  StackContainer running(String service, OptionalInt index) {
    StackContainer found =
        stack.containers().stream()
            .filter(container -> container.service().equals(service))
            .filter(
                container ->
                    index.isEmpty()
                        || (!container.oneOff()
                            && container.replica().number() == index.getAsInt()))
            .min(
                Comparator.comparing(StackContainer::oneOff).thenComparing(StackContainer::replica))
            .orElseThrow(
                () ->
                    new ComposerException(
                        "service '"
                            + service
                            + "' has no container"
                            + (index.orElse(1) > 1 ? " " + index.getAsInt() : "")
                            + "; start it with 'jcompose up -d'"));
    if (stack.waits(found)) {
      throw new ComposerException(
          "service '"
              + service
              + "' is not running: it waits for its next start; see 'jcompose ps'");
    }
    if (!found.running()) {
      throw new ComposerException("service '" + service + "' is not running" + ended(found));
    }
    return found;
  }

  private static String ended(StackContainer container) {
    return container
        .container()
        .state()
        .exit()
        .map(exit -> ": it exited with code " + exit.code())
        .orElse("")
        .concat("; start it with 'jcompose up -d'");
  }
}
