package jcompose.composer.supervisor;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import jcompose.composer.ComposerException;
import jcompose.engine.HostProcess;
import jcompose.engine.state.IoReason;

/** Starts a project's supervisor and waits until it listens. */
final class SupervisorStart {
  private static final List<String> PASSED_ON =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "JCOMPOSE_NFT");
  private static final int LONGEST_QUOTE = 4000;

  private final SupervisorFiles files;

  SupervisorStart(SupervisorFiles files) {
    this.files = files;
  }

  /** Returns when the socket accepts connections. */
  void run() {
    try {
      Files.createDirectories(files.directory());
      // Only root may reach the sockets in it.
      Files.setPosixFilePermissions(
          files.directory(), PosixFilePermissions.fromString("rwx------"));
      Files.deleteIfExists(files.socket());
      // What earlier supervisors said is history.
      Files.deleteIfExists(files.log());
      try (WatchService watch = files.directory().getFileSystem().newWatchService()) {
        files.directory().register(watch, ENTRY_CREATE);
        await(watch, spawn());
      }
    } catch (IOException e) {
      throw new ComposerException(
          files.directory() + ": the supervisor could not be started: " + IoReason.of(e), e);
    }
  }

  private void await(WatchService watch, long pid) {
    CompletableFuture<Boolean> listens = new CompletableFuture<>();
    ProcessHandle.of(pid)
        .ifPresentOrElse(
            process -> {
              CompletableFuture<Void> unused =
                  process.onExit().thenRun(() -> listens.complete(false));
            },
            () -> listens.complete(false));
    Thread watcher = new Thread(() -> watch(watch, listens), "supervisor-start");
    watcher.setDaemon(true);
    watcher.start();
    if (!listens.join() && !Files.exists(files.socket())) {
      throw new ComposerException(
          "the supervisor ended at its start" + lastWords() + "; run the command again");
    }
  }

  private void watch(WatchService watch, CompletableFuture<Boolean> listens) {
    try {
      while (!Files.exists(files.socket())) {
        watch.take().reset();
      }
      listens.complete(true);
    } catch (ClosedWatchServiceException e) {
      // The supervisor's end was seen first.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lastWords() {
    try {
      String log = Files.readString(files.log()).strip();
      return log.isEmpty()
          ? " without a word, as one that is killed does"
          : ": " + log.substring(Math.max(0, log.length() - LONGEST_QUOTE));
    } catch (IOException e) {
      return "; it left no log at " + files.log();
    }
  }

  private long spawn() {
    Path javaHome = Path.of(System.getProperty("java.home", ""));
    List<String> argv = new ArrayList<>();
    argv.add(javaHome.resolve("bin/java").toString());
    String arguments = System.getProperty("jcompose.argfile", "");
    if (arguments.isEmpty()) {
      argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
      argv.add(System.getProperty("java.class.path", ""));
    } else {
      argv.add("@" + arguments);
    }
    argv.add("-Djcompose.hostMounts=" + HostProcess.HOST_MOUNTS);
    argv.add(SupervisorMain.class.getName());
    argv.add(files.project());
    argv.add(files.directories().root().toString());
    argv.add(files.directories().run().toString());
    Map<String, String> env = new LinkedHashMap<>();
    for (String name : PASSED_ON) {
      String value = System.getenv(name);
      if (value != null) {
        env.put(name, value);
      }
    }
    return HostProcess.spawnSupervisor(javaHome, argv, env, files.log());
  }
}
