package jcompose.composer.cli.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.oci.OciRuntime;
import picocli.CommandLine.ParseResult;

/**
 * What every command works with.
 *
 * @param runtime its door
 * @param out standard output
 * @param workingDirectory absolute
 */
record EngineContext(OciRuntime runtime, OutputStream out, Path workingDirectory) {
  void print(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The only operand, which names the container. */
  static String id(ParseResult parsed) {
    List<String> operands = Options.operandsOf(parsed);
    if (operands.size() != 1) {
      throw new EngineException(
          parsed.commandSpec().name() + " needs exactly one container's id, got " + operands);
    }
    return operands.get(0);
  }

  static Optional<String> text(ParseResult parsed, String name) {
    String value = parsed.matchedOptionValue(name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  Optional<Path> path(ParseResult parsed, String name) {
    return text(parsed, name).map(workingDirectory::resolve);
  }

  static int count(ParseResult parsed, String name) {
    String value = parsed.matchedOptionValue(name, "0");
    if (!value.matches("\\d{1,3}")) {
      throw new EngineException(name + " '" + value + "' is not a number from 0 to 999");
    }
    return Integer.parseInt(value);
  }
}
