package jcompose.composer.supervisor;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import jcompose.composer.ComposerException;
import jcompose.composer.run.ProjectClaim;
import jcompose.engine.EngineDirectories;
import jcompose.engine.EngineException;
import jcompose.engine.HostProcess;
import jcompose.engine.state.LockFile;
import jcompose.engine.state.Trees;

/** A project's supervisor: {@code SupervisorMain PROJECT ROOT RUN}. */
public final class SupervisorMain {
  private SupervisorMain() {}

  /** Runs until the project has no running container and no command is connected. */
  public static void main(String[] args) throws IOException {
    try {
      run(args);
    } catch (EngineException | ComposerException e) {
      // The command that started this one quotes it.
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String[] args) throws IOException {
    HostProcess.makeNonDumpable();
    SupervisorFiles files =
        new SupervisorFiles(new EngineDirectories(Path.of(args[1]), Path.of(args[2])), args[0]);
    // One that is just ending may still hold it. It is freed by the kernel, when this process has
    // ended: commands wait for that.
    LockFile held = LockFile.acquire(files.lock());
    try {
      new Supervisor(files).run();
      removeFilesOfEmptyProject(files);
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  /** Unless a command is just starting the next supervisor, which needs the folder. */
  private static void removeFilesOfEmptyProject(SupervisorFiles files) {
    LockFile start = LockFile.tryAcquire(files.startLock()).orElse(null);
    if (start == null) {
      return;
    }
    try {
      if (new ProjectClaim(files.directories(), files.project()).read().isEmpty()) {
        Trees.delete(files.directory());
      }
    } finally {
      start.close();
    }
  }
}
