package jcompose.engine.oci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.LinuxConfig;

/**
 * What a thread joins before it makes a process. This process may be in a mount namespace of its
 * own, in which its Java is read-only (CVE-2019-5736); containers and hooks begin in the caller's.
 */
final class HostNamespace {
  private static final String PROPERTY = "jcompose.hostMounts";
  private static final long CLONE_FS = 0x200;
  private static final long CLONE_NEWNS = 0x20000;

  private HostNamespace() {}

  /** Joins the caller's mount namespace, in the calling thread alone. */
  static void enter() {
    Integer descriptor = Integer.getInteger(PROPERTY);
    if (descriptor == null) {
      return;
    }
    Kernel.check("unshare(FS)", Syscall.UNSHARE, CLONE_FS);
    Kernel.check("setns(<host mounts>, MOUNT)", Syscall.SETNS, descriptor, CLONE_NEWNS);
  }

  /** Does something in the caller's mount namespace, on a thread of its own. */
  static <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(
              () -> {
                enter();
                return work.get();
              },
              task -> new Thread(task, "host mounts").start())
          .join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  /** Opens the files of namespaces that a container joins. */
  static List<Descriptor> open(List<LinuxConfig.Namespace> joined) {
    return joined.stream().map(HostNamespace::open).toList();
  }

  private static Descriptor open(LinuxConfig.Namespace namespace) {
    Path path = Path.of(namespace.path().orElseThrow());
    if (!Files.exists(path)) {
      throw new EngineException(
          "linux.namespaces: " + namespace.type() + " namespace " + path + " does not exist");
    }
    return Descriptor.open(path, 0);
  }

  /** Joins them, in the calling thread alone; what it makes is born there. */
  static void join(List<LinuxConfig.Namespace> joined, List<Descriptor> descriptors) {
    for (int i = 0; i < joined.size(); i++) {
      String type = joined.get(i).type();
      Kernel.check(
          "setns(\"" + joined.get(i).path().orElseThrow() + "\", " + type + ")",
          Syscall.SETNS,
          descriptors.get(i).number(),
          NamespaceFlags.of(type));
    }
  }
}
