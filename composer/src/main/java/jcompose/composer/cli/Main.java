package jcompose.composer.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.cli.engine.EngineCommandLine;
import jcompose.composer.console.OutputClosedException;

/** The command line: {@code jcompose [OPTIONS] COMMAND}. */
public final class Main {
  private static final String LOCALE = "LC_ALL";

  /** What {@link #LOCALE} was before the launcher set it, empty when it was not set. */
  private static final String USERS_LOCALE = "JCOMPOSE_LC_ALL";

  private Main() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> System.exit(died(failure, err)));
    int code = run(args, out, err, environment(), Path.of("").toAbsolutePath());
    // Threads that wait for input or for a supervisor must not keep the command from ending.
    System.exit(code);
  }

  /** The user's: the launcher gave this process a locale of its own. */
  private static Map<String, String> environment() {
    String locale = System.getenv(USERS_LOCALE);
    if (locale == null) {
      return System.getenv();
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove(USERS_LOCALE);
    if (locale.isEmpty()) {
      environment.remove(LOCALE);
    } else {
      environment.put(LOCALE, locale);
    }
    return environment;
  }

  /** The exit code for a failure that no command caught, on a thread of its own. */
  private static int died(Throwable failure, PrintStream err) {
    if (failure instanceof OutputClosedException closed) {
      if (!closed.isBrokenPipe()) {
        err.println("jcompose: " + closed.getMessage());
      }
      return closed.exitCode();
    }
    err.println("jcompose: internal error: " + failure + "; run again with --debug and report it");
    return 1;
  }

  /** Standard input, unbuffered. */
  static InputStream standardInput() {
    return new FileInputStream(FileDescriptor.in);
  }

  /** One command with everything that it takes from its process. */
  static int run(
      String[] args,
      OutputStream out,
      PrintStream err,
      Map<String, String> environment,
      Path workingDirectory) {
    if (args.length > 0 && args[0].equals("engine")) {
      // an OCI runtime is called several times for one container: nothing else is loaded for it
      List<String> rest = List.of(args).subList(1, args.length);
      return new EngineCommandLine(out, err, workingDirectory).run(rest);
    }
    return new CommandLineRun(out, err, environment, workingDirectory).run(args);
  }
}
