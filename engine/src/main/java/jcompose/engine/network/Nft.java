package jcompose.engine.network;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import jcompose.engine.EngineException;
import jcompose.engine.Machine;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.MemoryFile;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.NamespaceType;

/**
 * Runs nft(8), the one program of the host that networks use, in a network namespace. A script is
 * one transaction: all of it is done, or nothing.
 */
final class Nft {
  private static final List<String> FOLDERS =
      List.of("/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin", "/bin");
  private static final String NETWORK = "network namespace";
  private static final String INPUT = "script";
  private static final String OUTPUT = "output";
  private static final String ERRORS = "errors";

  private final Path program;
  private final Machine machine = Machine.read();

  private Nft(Path program) {
    this.program = program;
  }

  /** The one that is installed; empty when there is none. */
  static Optional<Nft> find(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Stream.concat(Arrays.stream(path.split(":", -1)), FOLDERS.stream())
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, "nft"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Nft::new);
  }

  /**
   * What a script prints.
   *
   * @param subject whom messages name
   * @param options for example {@code -a}
   * @throws EngineException with nft's own words when it refuses
   */
  String run(String subject, Descriptor namespace, List<String> options, String script) {
    try (MemoryFile input = new MemoryFile("nft script");
        MemoryFile output = new MemoryFile("nft output");
        MemoryFile errors = new MemoryFile("nft errors")) {
      input.fill(script.getBytes(StandardCharsets.UTF_8));
      Launch launch =
          new Launch(
              program.toString(),
              program(options),
              Set.of(),
              OptionalInt.empty(),
              Map.of(
                  NETWORK,
                  namespace.number(),
                  INPUT,
                  input.number(),
                  OUTPUT,
                  output.number(),
                  ERRORS,
                  errors.number()));
      Child child = Launcher.launch(launch);
      ProcessEnd end;
      try (Descriptor pidfd = Descriptor.owning(child.pidfd())) {
        end = ProcessEnd.await(pidfd.number());
      }
      if (end.code() != 0) {
        String words = new String(errors.content(), StandardCharsets.UTF_8).strip();
        throw new EngineException(subject + ": nft: exit code " + end.code() + ": " + words);
      }
      return new String(output.content(), StandardCharsets.UTF_8);
    }
  }

  private Program program(List<String> options) {
    ProgramBuilder builder = new ProgramBuilder();
    builder.add(
        ProcessCalls.dup(INPUT, 0),
        ProcessCalls.dup(OUTPUT, 1),
        ProcessCalls.dup(ERRORS, 2),
        ProcessCalls.setns(NETWORK, List.of(NamespaceType.NETWORK)));
    builder.closeFrom(3);
    machine.ignored().forEach(signal -> builder.add(ProcessCalls.resetSignal(signal)));
    builder.add(ProcessCalls.unblockSignals());
    List<String> argv = new ArrayList<>(List.of("nft"));
    argv.addAll(options);
    argv.addAll(List.of("-f", "-"));
    builder.add(ProcessCalls.execve(List.of(program.toString()), argv, List.of("LC_ALL=C")));
    return builder.build();
  }
}
