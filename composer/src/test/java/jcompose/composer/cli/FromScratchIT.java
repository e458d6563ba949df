package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** The page docs/from-scratch.md says what happens: its commands are run, their output compared. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class FromScratchIT {
  /** A command of the page, and the lines below it, in which {@code ...} is anything. */
  private record Example(String command, List<String> output) {}

  private static List<Example> examples() throws IOException {
    Path page = Path.of("..", "docs", "from-scratch.md");
    List<Example> examples = new ArrayList<>();
    boolean console = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        console = line.equals("```console");
      } else if (console && line.startsWith("$ ")) {
        examples.add(new Example(line.substring(2), new ArrayList<>()));
      } else if (console) {
        examples.get(examples.size() - 1).output().add(line);
      }
    }
    return examples;
  }

  private static Pattern pattern(List<String> lines) {
    String all =
        lines.stream()
            .map(
                line ->
                    Pattern.compile("\\.\\.\\.")
                        .splitAsStream(line + "\0")
                        .map(part -> Pattern.quote(part.replace("\0", "")))
                        .collect(Collectors.joining(".*")))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return Pattern.compile(all);
  }

  /** A folder with a program {@code jcompose}, for PATH. */
  private static Path program(Jcompose jcompose) throws IOException {
    Path bin = Files.createDirectories(jcompose.sandbox().folder().resolve("bin"));
    Path program = bin.resolve("jcompose");
    String words =
        jcompose.command().stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(program, "#!/bin/sh\nexec " + words + " \"$@\"\n");
    assertTrue(program.toFile().setExecutable(true));
    return bin;
  }

  @Test
  void everyCommandOfThePageDoesWhatItSays(Sandbox sandbox) throws IOException {
    Jcompose jcompose = Jcompose.in(sandbox);
    String path = program(jcompose) + ":" + System.getenv("PATH");
    List<Example> examples = examples();
    assertTrue(examples.size() > 20, "the page has examples");
    for (Example example : examples) {
      Result result =
          HostCommand.run(
              sandbox.environment(),
              jcompose.folder(),
              List.of("env", "PATH=" + path, "sh", "-c", example.command()));
      boolean same = pattern(example.output()).matcher(result.out()).matches();
      assertEquals(
          same ? result.out() : String.join("\n", example.output()) + "\n",
          result.out(),
          example.command() + "\n" + result.err());
    }
  }
}
