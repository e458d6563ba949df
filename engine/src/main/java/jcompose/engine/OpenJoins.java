package jcompose.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import jcompose.engine.launch.NetworkSpare;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.network.NamespaceFiles;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/** The descriptors of the namespaces that a container joins, and of the network made for it. */
final class OpenJoins implements AutoCloseable {
  private final List<Descriptor> open = new ArrayList<>();
  private final Map<String, Integer> descriptors = new HashMap<>();
  private OptionalInt pidNamespace = OptionalInt.empty();

  /**
   * Opens them.
   *
   * @throws EngineException when a container does not run or a file is not there
   */
  OpenJoins(EngineDirectories directories, ContainerSpec spec, NetworkSpare networks) {
    try {
      if (ContainerProgram.networkIsReady(spec)) {
        hold(ContainerProgram.NETWORK, networks.take());
      }
      for (Join join : Join.of(spec.namespaces())) {
        Descriptor descriptor = hold(join.name(), open(directories, join).aboveStreams());
        if (join.types().contains(NamespaceType.PID)) {
          pidNamespace = OptionalInt.of(descriptor.number());
        }
      }
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private Descriptor hold(String name, Descriptor descriptor) {
    open.add(descriptor);
    descriptors.put(name, descriptor.number());
    return descriptor;
  }

  Map<String, Integer> descriptors() {
    return descriptors;
  }

  OptionalInt pidNamespace() {
    return pidNamespace;
  }

  private static Descriptor open(EngineDirectories directories, Join join) {
    if (join.source() instanceof NamespaceMode.OfPath file) {
      return NamespaceFile.open(
          NamespaceFiles.seen(directories.run(), file.path()), join.types().iterator().next());
    }
    String id = ((NamespaceMode.OfContainer) join.source()).containerId();
    return new ContainerFolder(directories, id)
        .read()
        .flatMap(ContainerRecord::process)
        .flatMap(OpenJoins::process)
        .orElseThrow(
            () ->
                new EngineException(
                    join.name() + ", whose namespaces are to be joined, is not running"));
  }

  /** A pidfd that is certainly that process's: it is looked at again when it is held. */
  static java.util.Optional<Descriptor> process(ProcessIdentity identity) {
    try {
      Descriptor descriptor = Descriptor.process(identity.pid());
      if (identity.exists()) {
        return java.util.Optional.of(descriptor);
      }
      descriptor.close();
    } catch (SyscallException gone) {
      if (!gone.is(Errno.ESRCH)) {
        throw gone;
      }
    }
    return java.util.Optional.empty();
  }

  @Override
  public void close() {
    open.forEach(Descriptor::close);
  }
}
