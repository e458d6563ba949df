package jcompose.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import jcompose.engine.launch.ThreadProgram;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.NamespaceType;

/**
 * The mount namespace in which namespaces are kept: that of the machine's first process. A
 * supervisor is in one of its own, and what is mounted there goes with it.
 *
 * @param foreign whether it is not this process's own
 */
record HostMounts(boolean foreign) {
  private static final Path FIRST = Path.of("/proc/1/ns/mnt");
  private static final Path FIRST_ROOT = Path.of("/proc/1/root");
  private static final Path OWN = Path.of("/proc/self/ns/mnt");
  private static final String NAME = "host's mounts";
  private static final Word CLONE_FS = new Word(0x200, "FS");

  /** The first process's, if it sees the same folder; else this process's own. */
  static HostMounts of(Path folder) {
    try {
      Files.createDirectories(folder);
      Path there = FIRST_ROOT.resolve(Path.of("/").relativize(folder));
      return new HostMounts(
          !Files.readSymbolicLink(FIRST).equals(Files.readSymbolicLink(OWN))
              && Files.isDirectory(there)
              && Files.isSameFile(there, folder));
    } catch (IOException hidden) {
      return new HostMounts(false);
    }
  }

  /** The path by which this process finds what is mounted there. */
  Path seen(Path file) {
    return foreign ? FIRST_ROOT.resolve(Path.of("/").relativize(file)) : file;
  }

  /** Mounts or unmounts there, on a thread of its own, which ends. */
  void change(String subject, Operation operation, Map<String, Integer> inherited) {
    ProgramBuilder program = new ProgramBuilder();
    Map<String, Integer> descriptors = new HashMap<>(inherited);
    if (!foreign) {
      program.add(operation);
      ThreadProgram.run(subject, program.build(), descriptors);
      return;
    }
    try (Descriptor mounts = Descriptor.open(FIRST, 0).aboveStreams()) {
      descriptors.put(NAME, mounts.number());
      program.add(
          Operation.of(Syscall.UNSHARE, CLONE_FS),
          ProcessCalls.setns(NAME, List.of(NamespaceType.MOUNT)),
          operation);
      CompletableFuture.runAsync(
              () -> ThreadProgram.run(subject, program.build(), descriptors),
              task -> new Thread(task, "host mounts").start())
          .join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }
}
