package jcompose.engine.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import jcompose.engine.EngineException;
import jcompose.engine.Machine;
import jcompose.engine.ProcessIdentity;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.launch.ForkedChild;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.SocketPair;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.BundleConfig;
import jcompose.engine.oci.config.ConfigFile;
import jcompose.engine.oci.config.LinuxConfig;
import jcompose.engine.oci.config.MountConfig;
import jcompose.engine.program.Program;
import jcompose.engine.state.AtomicFile;

/** Makes a container that waits to be started, and undoes everything when that fails. */
final class Birth {
  /** Above every number that the container's program gives its descriptors. */
  private static final int ABOVE = 64;

  private static final int SIGKILL = 9;

  private final CreateRequest request;
  private final StateFolder folder;
  private final SystemCalls filters;
  private final Consumer<String> warnings;

  Birth(Path root, CreateRequest request, Consumer<String> warnings) {
    this.request = request;
    this.folder = new StateFolder(root, request.id());
    this.filters = new SystemCalls(root);
    this.warnings = warnings;
  }

  /** Whether its process has a terminal. */
  boolean wantsTerminal() {
    return ConfigFile.bundle(file()).process().orElseThrow().hasTerminal();
  }

  private Path file() {
    return request.config().orElse(request.bundle().resolve("config.json"));
  }

  /** A container's first process while this process is its parent. */
  record Waiting(ForkedChild child, StoredContainer stored) {}

  /**
   * Makes it.
   *
   * @param console the socket that its terminal is sent to
   */
  Waiting create(Optional<Descriptor> console) {
    BundleConfig config = ConfigFile.bundle(file());
    FactsFinder finder = new FactsFinder(request, config, filters);
    Path rootfs = finder.rootfs();
    PreservedDescriptors.demand(request.preserved());
    BirthFacts facts = finder.find(rootfs);
    warn(config);
    new ContainerGroups(facts.cgroupsPath())
        .leftOut(ContainerGroups.limits(config.linuxOrEmpty().resources()))
        .forEach(warnings);
    Program program = BirthProgram.of(facts);
    StoredContainer stored =
        new StoredContainer(
            config.ociVersion(),
            request.id(),
            request.bundle(),
            rootfs,
            Instant.now(),
            config.annotations(),
            facts.cgroupsPath(),
            Optional.empty(),
            false);
    Descriptor lock = folder.makeAndLock();
    try (lock) {
      folder.writeConfig(AtomicFile.read(file()));
      folder.write(stored);
      return create(facts, program, stored, console);
    }
  }

  private void warn(BundleConfig config) {
    config
        .process()
        .flatMap(process -> process.capabilities())
        .ifPresent(
            sets -> {
              List<String> missing = OciCredentials.unavailable(sets, Machine.read().boundingSet());
              if (!missing.isEmpty()) {
                warnings.accept(
                    "process.capabilities: "
                        + String.join(", ", missing)
                        + " cannot be given on this machine and are left out");
              }
            });
  }

  private Waiting create(
      BirthFacts facts, Program program, StoredContainer stored, Optional<Descriptor> console) {
    ContainerGroups groups = new ContainerGroups(facts.cgroupsPath());
    Optional<ForkedChild> child = Optional.empty();
    Map<String, Descriptor> prepared = new HashMap<>();
    try (CgroupSession cgroup = groups.create(facts.config().linuxOrEmpty().resources());
        SocketPair sync = SocketPair.open(facts.firstClosed() + ABOVE);
        Descriptor start = folder.makeStartFifo(facts.firstClosed() + ABOVE)) {
      Map<String, Integer> handed = new HashMap<>();
      handed.put(BirthFacts.SYNC, sync.childEnd());
      handed.put(BirthFacts.START, start.number());
      console.ifPresent(socket -> handed.put(BirthFacts.CONSOLE, socket.number()));
      facts
          .prepared()
          .forEach(
              (mount, name) ->
                  prepared.put(
                      name,
                      PreparedTmpfs.make(facts.rootfs(), mount, facts.firstClosed() + ABOVE)));
      facts
          .sources()
          .forEach(
              (mount, source) ->
                  source
                      .inherited()
                      .ifPresent(name -> prepared.put(name, mapped(facts, mount, source))));
      prepared.forEach((name, mount) -> handed.put(name, mount.number()));
      child = Optional.of(fork(facts, program, handed, cgroup));
      sync.cloned();
      return accompany(facts, stored, child.get(), sync);
    } catch (RuntimeException failure) {
      undo(child, groups, failure);
      throw failure;
    } finally {
      prepared.values().forEach(Descriptor::close);
    }
  }

  private static Descriptor mapped(BirthFacts facts, MountConfig mount, BindSource source) {
    return MappedTree.make(
        source.path(), mount, facts.config().linuxOrEmpty(), facts.firstClosed() + ABOVE);
  }

  private ForkedChild fork(
      BirthFacts facts, Program program, Map<String, Integer> handed, CgroupSession cgroup) {
    long made = 0;
    for (String type : facts.types(false)) {
      if (!type.equals("cgroup") && !type.equals("time")) {
        made |= NamespaceFlags.of(type);
      }
    }
    List<LinuxConfig.Namespace> joined =
        facts.config().linuxOrEmpty().namespaces().stream()
            .filter(namespace -> namespace.path().isPresent())
            .toList();
    List<Descriptor> open = HostNamespace.open(joined);
    Launch launch = new Launch(request.id(), program, Set.of(), OptionalInt.empty(), handed);
    try {
      return Launcher.fork(
          launch,
          Optional.of(cgroup),
          () -> {
            HostNamespace.enter();
            HostNamespace.join(joined, open);
            TimeNamespace.prepare(facts);
          },
          made);
    } finally {
      open.forEach(Descriptor::close);
    }
  }

  /** Does at each of the child's stops what it waits for. */
  private Waiting accompany(
      BirthFacts facts, StoredContainer stored, ForkedChild child, SocketPair sync) {
    ProcessIdentity process =
        ProcessIdentity.of(child.pid())
            .orElseThrow(() -> new EngineException("/proc does not show process " + child.pid()));
    StoredContainer living = stored.with(process, false);
    await(sync, child);
    folder.write(living);
    OutsideSettings.apply(facts, child.pid());
    sync.sendByte();
    await(sync, child);
    if (facts.pausesForHooks()) {
      await(sync, child);
      runHooks(facts, living, child);
      sync.sendByte();
      await(sync, child);
    }
    await(sync, child); // it is ready
    StoredContainer complete = stored.with(process, true);
    folder.write(complete);
    request.pidFile().ifPresent(file -> StateFolder.writeText(file, "" + child.pid()));
    return new Waiting(child, complete);
  }

  private static void await(SocketPair sync, ForkedChild child) {
    if (!sync.awaitByte()) {
      child.explainEnd();
    }
  }

  private void runHooks(BirthFacts facts, StoredContainer stored, ForkedChild child) {
    Hooks hooks =
        new Hooks(
            facts.config().hooksOrNone(),
            facts.machine(),
            StateReport.of(stored, ContainerStatus.CREATING));
    hooks.beforeCreation();
    hooks.insideBeforeRoot(child);
  }

  private void undo(Optional<ForkedChild> child, ContainerGroups groups, RuntimeException failure) {
    try {
      child.ifPresent(
          process -> Kernel.call(Syscall.PIDFD_SEND_SIGNAL, process.pidfd(), SIGKILL, 0, 0));
      groups.remove();
      folder.delete();
      for (Path file : request.pidFile().stream().toList()) {
        Files.deleteIfExists(file);
      }
    } catch (RuntimeException | IOException further) {
      failure.addSuppressed(further);
    }
  }
}
