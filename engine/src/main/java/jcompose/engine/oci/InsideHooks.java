package jcompose.engine.oci;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.Machine;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.oci.config.BundleConfig;
import jcompose.engine.oci.config.HooksConfig.Hook;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.security.SystemCallFilter;

/** Runs the {@code startContainer} hooks, which are programs of the container's own. */
final class InsideHooks {
  private static final int ABOVE = 64;

  private final StoredContainer container;
  private final ProcessConfig process;
  private final Machine machine;
  private final Optional<SystemCallFilter> filter;

  InsideHooks(
      StoredContainer container,
      BundleConfig config,
      Machine machine,
      Optional<SystemCallFilter> filter) {
    this.filter = filter;
    this.container = container;
    this.process = config.process().orElseThrow();
    this.machine = machine;
  }

  void run(List<Hook> hooks, StateReport state) {
    int pid = container.process().orElseThrow().pid();
    try (Descriptor pidfd = Descriptor.process(pid).above(ABOVE)) {
      JoinedNamespaces joined = JoinedNamespaces.of(pid);
      new HookRun("startContainer", state)
          .run(
              hooks,
              new HookRun.Place(
                  () -> joined.enterPid(pidfd),
                  Map.of(HookProgram.CONTAINER, pidfd.number()),
                  hook -> HookProgram.inside(as(hook), hook, joined.inProgram(), machine, filter)));
    }
  }

  /** The container's process, but for what it runs. */
  private ProcessConfig as(Hook hook) {
    return new ProcessConfig(
        Optional.empty(),
        Optional.empty(),
        process.user(),
        hook.args().isEmpty() ? List.of(hook.path()) : hook.args(),
        hook.env(),
        "/",
        process.capabilities(),
        List.of(),
        process.noNewPrivileges(),
        process.apparmorProfile(),
        process.oomScoreAdj(),
        process.scheduler(),
        process.selinuxLabel(),
        process.ioPriority(),
        Optional.empty());
  }
}
