package jcompose.engine.oci;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jcompose.engine.EngineException;
import jcompose.engine.Machine;
import jcompose.engine.launch.ForkedChild;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.oci.config.HooksConfig;
import jcompose.engine.oci.config.HooksConfig.Hook;

/** The hooks of a container, each stage in its place. */
final class Hooks {
  private static final int ABOVE = 64;

  private final HooksConfig hooks;
  private final Machine machine;
  private final StateReport state;

  Hooks(HooksConfig hooks, Machine machine, StateReport state) {
    this.hooks = hooks;
    this.machine = machine;
    this.state = state;
  }

  void beforeCreation() {
    onHost("prestart", hooks.prestart());
    onHost("createRuntime", hooks.createRuntime());
  }

  /** In the container's namespaces, whose root is still the host's. */
  void insideBeforeRoot(ForkedChild container) {
    if (hooks.createContainer().isEmpty()) {
      return;
    }
    try (Descriptor pidfd = Descriptor.process(container.pid()).above(ABOVE)) {
      JoinedNamespaces joined = JoinedNamespaces.of(container.pid());
      new HookRun("createContainer", state)
          .run(
              hooks.createContainer(),
              new HookRun.Place(
                  () -> {
                    HostNamespace.enter();
                    joined.enterPid(pidfd);
                  },
                  Map.of(HookProgram.CONTAINER, pidfd.number()),
                  hook -> HookProgram.of(hook, joined.inProgram(), machine)));
    }
  }

  void afterStart() {
    onHost("poststart", hooks.poststart());
  }

  /** One that fails is told of and no more: the container is gone. */
  void afterStop(Consumer<String> warnings) {
    for (Hook hook : hooks.poststop()) {
      try {
        onHost("poststop", List.of(hook));
      } catch (EngineException failure) {
        warnings.accept(failure.getMessage());
      }
    }
  }

  private void onHost(String stage, List<Hook> stages) {
    new HookRun(stage, state)
        .run(
            stages,
            new HookRun.Place(
                HostNamespace::enter, Map.of(), hook -> HookProgram.of(hook, 0, machine)));
  }
}
