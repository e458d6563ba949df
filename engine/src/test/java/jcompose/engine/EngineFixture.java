package jcompose.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.testing.BusyboxRootfs;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;

/** An engine in a sandbox, with a busybox to run. */
final class EngineFixture implements AutoCloseable {
  private static final long MOST_SECONDS = 20;

  /** The end of a container's script: it has printed all, says so in a file, and waits. */
  static final String TOLD = "; echo > /told; sleep 1000";

  /**
   * The start of an exec's script: waits for {@link #TOLD}, so that a kill takes no output away.
   */
  static final String WHEN_TOLD = "until [ -e /told ]; do sleep 0.01; done; ";

  final EngineDirectories directories;
  final ContainerEngine engine;
  final Path busybox;

  EngineFixture(Sandbox sandbox) {
    directories = sandbox.directories();
    busybox = BusyboxRootfs.create(sandbox.folder().resolve("busybox"));
    engine = ContainerEngine.open(directories);
  }

  /** What a container wrote and how it ended. */
  record Result(ExitStatus exit, String out, String err) {}

  /** Runs lines of shell in a container of their own. */
  Result shell(String script) {
    return run(Specs.shell(busybox, script));
  }

  /** Runs a container from birth to deletion. */
  Result run(Specs specs) {
    Container container = start(specs);
    try {
      return ended(container);
    } finally {
      container.delete();
    }
  }

  Container start(Specs specs) {
    ContainerSpec spec = specs.build();
    Container container = engine.create(spec);
    try {
      container.start();
    } catch (RuntimeException failure) {
      container.delete();
      throw failure;
    }
    return container;
  }

  Result ended(Container container) {
    ExitStatus exit = await(container);
    return new Result(exit, log(container, "stdout"), log(container, "stderr"));
  }

  static ExitStatus await(Container container) {
    return await(container.exit());
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failure) {
      throw new AssertionError("did not end", failure);
    }
  }

  String log(Container container, String stream) {
    Path file =
        directories.container(container.spec().id()).resolve("log").resolve(stream + ".1.log");
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Runs lines of shell in a running container, and waits. */
  static Result exec(Container container, String script) {
    return exec(
        container,
        new ExecSpec(
            List.of("sh", "-c", script),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            false));
  }

  static Result exec(Container container, ExecSpec spec) {
    Exec exec = container.exec(spec);
    try (InputStream out = exec.stdout();
        InputStream err = exec.stderr()) {
      exec.stdin().close();
      String wrote = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      String complained = new String(err.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(await(exec.exit()), wrote, complained);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
