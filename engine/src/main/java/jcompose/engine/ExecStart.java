package jcompose.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.LaunchThread;
import jcompose.engine.launch.Launcher;
import jcompose.engine.launch.OtherTime;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorInput;
import jcompose.engine.linux.DescriptorOutput;
import jcompose.engine.linux.DescriptorSocket;
import jcompose.engine.linux.Pipe;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.program.Flags;
import jcompose.engine.rootfs.ResolvedUser;
import jcompose.engine.rootfs.UserDatabase;
import jcompose.engine.security.CapabilityNumbers;
import jcompose.engine.security.Credentials;
import jcompose.engine.security.Granted;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.NamespaceType;

/** Starts a further process in a running container. */
final class ExecStart {
  private final EngineParts parts;
  private final ContainerSpec spec;
  private final Run run;

  ExecStart(EngineParts parts, ContainerSpec spec, Run run) {
    this.parts = parts;
    this.spec = spec;
    this.run = run;
  }

  Exec start(ExecSpec wanted) {
    ResolvedProcess process = resolve(wanted);
    CgroupSession cgroup = parts.cgroups().existing(spec.id(), spec.cgroupsPath());
    try (Descriptor container =
        OpenJoins.process(run.process()).orElseThrow(this::notRunning).aboveStreams()) {
      return wanted.terminal()
          ? startWithTerminal(process, container, cgroup, wanted.size())
          : startWithPipes(process, container, cgroup);
    } catch (RuntimeException failure) {
      cgroup.close();
      throw failure;
    }
  }

  private Exec startWithPipes(ResolvedProcess process, Descriptor container, CgroupSession cgroup) {
    Pipe stdin = Pipe.open();
    Pipe stdout = Pipe.open();
    Pipe stderr = Pipe.open();
    try {
      Map<String, Integer> streams =
          Map.of(
              ProcessProgram.STDIN, stdin.reading().number(),
              ProcessProgram.STDOUT, stdout.writing().number(),
              ProcessProgram.STDERR, stderr.writing().number());
      Child child = launch(process, container, cgroup, streams, Optional.empty());
      stdin.reading().close();
      stdout.writing().close();
      stderr.writing().close();
      return watch(
          child,
          cgroup,
          new ExecStreams(
              new DescriptorOutput(stdin.writing()),
              new DescriptorInput(stdout.reading()),
              new DescriptorInput(stderr.reading()),
              Optional.empty()));
    } catch (RuntimeException failure) {
      stdin.close();
      stdout.close();
      stderr.close();
      throw failure;
    }
  }

  private Exec startWithTerminal(
      ResolvedProcess process,
      Descriptor container,
      CgroupSession cgroup,
      Optional<ExecSpec.Size> size) {
    try (DescriptorSocket socket = DescriptorSocket.open()) {
      Map<String, Integer> streams = Map.of(ProcessProgram.TERMINAL_SOCKET, socket.childEnd());
      Child child = launch(process, container, cgroup, streams, size);
      Descriptor master = socket.receive();
      return watch(
          child,
          cgroup,
          new ExecStreams(
              new DescriptorOutput(master.duplicate()),
              new DescriptorInput(master.duplicate()),
              InputStream.nullInputStream(),
              Optional.of(master)));
    }
  }

  private Child launch(
      ResolvedProcess process,
      Descriptor container,
      CgroupSession cgroup,
      Map<String, Integer> streams,
      Optional<ExecSpec.Size> size) {
    Set<NamespaceType> joined = differing();
    Map<String, Integer> inherited = new HashMap<>(streams);
    inherited.put(ExecProgram.CONTAINER, container.number());
    return Launcher.launch(
        new Launch(
                spec.name(),
                ExecProgram.of(
                    process,
                    joined,
                    joined.contains(NamespaceType.USER)
                        ? parts.machine().inUserNamespace()
                        : parts.machine(),
                    size),
                Set.of(),
                joined.contains(NamespaceType.PID)
                    ? OptionalInt.of(container.number())
                    : OptionalInt.empty(),
                inherited)
            .in(
                joined.contains(NamespaceType.TIME)
                    ? Optional.of(OtherTime.JOINED)
                    : Optional.empty()),
        LaunchThread.start(spec.name(), () -> Optional.of(cgroup)));
  }

  private Exec watch(Child child, CgroupSession cgroup, ExecStreams streams) {
    PidDescriptor pidfd = new PidDescriptor(Descriptor.owning(child.pidfd()));
    CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    long oomKills = cgroup.oomKills();
    parts
        .watcher()
        .watch(
            child.pidfd(),
            how -> {
              pidfd.end();
              parts.workers().execute(() -> ended(how, cgroup, oomKills, streams, exit));
            });
    return new Exec(pidfd, streams, exit);
  }

  private static void ended(
      Optional<ProcessEnd> how,
      CgroupSession cgroup,
      long oomKills,
      ExecStreams streams,
      CompletableFuture<ExitStatus> exit) {
    try {
      boolean oomKilled = cgroup.oomKills() > oomKills;
      cgroup.close();
      exit.complete(Container.status(how, oomKilled, Instant.now()));
      streams.terminal().ifPresent(Descriptor::close);
    } catch (RuntimeException failure) {
      exit.completeExceptionally(failure);
    }
  }

  private ResolvedProcess resolve(ExecSpec wanted) {
    ResolvedUser user;
    // The container may end at any moment: its folder in /proc goes with it.
    try (Descriptor root =
        Descriptor.open(
            Path.of("/proc", Integer.toString(run.process().pid()), "root"),
            Flags.O_PATH.or(Flags.O_DIRECTORY).value())) {
      user =
          UserDatabase.resolve(
              root.number(),
              wanted.user().orElse(spec.process().user()),
              spec.process().additionalGroups());
    } catch (SyscallException gone) {
      throw notRunning();
    }
    long available = parts.machine().boundingSet();
    long capabilities =
        wanted.privileged() || spec.privileged()
            ? CapabilityNumbers.mask(CapabilityNumbers.NAMES) & available
            : Granted.mask(spec.process().capabilities(), available)
                | Granted.mask(wanted.capabilities(), available);
    return new ResolvedProcess(
        wanted.args(),
        ResolvedProcess.environment(
            ResolvedProcess.overlaid(spec.process().env(), wanted.env()), user.home()),
        wanted.cwd().orElse(spec.process().cwd()),
        new Credentials(
            user.uid(),
            user.gid(),
            user.groups(),
            capabilities,
            spec.process().noNewPrivileges(),
            BirthLookup.filter(parts.filters(), spec),
            BirthLookup.label(spec)),
        wanted.terminal(),
        true,
        spec.process().attributes(),
        false);
  }

  /** The namespaces in which the container is not this process's neighbour. */
  private Set<NamespaceType> differing() {
    EnumSet<NamespaceType> differing = EnumSet.noneOf(NamespaceType.class);
    Path own = Path.of("/proc/self/ns");
    Path theirs = Path.of("/proc", Integer.toString(run.process().pid()), "ns");
    try {
      for (NamespaceType type : NamespaceType.values()) {
        if (!Files.isSymbolicLink(own.resolve(type.procName()))) {
          continue; // a kernel without this type
        }
        Path mine = Files.readSymbolicLink(own.resolve(type.procName()));
        if (!mine.equals(Files.readSymbolicLink(theirs.resolve(type.procName())))) {
          differing.add(type);
        }
      }
    } catch (IOException gone) {
      throw notRunning();
    }
    return differing;
  }

  private EngineException notRunning() {
    return new EngineException(spec.name() + ": cannot run a program in it, it is not running");
  }
}
