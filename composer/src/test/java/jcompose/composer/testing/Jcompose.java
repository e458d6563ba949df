package jcompose.composer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jcompose.engine.testing.BusyboxRootfs;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.Sandbox;

/**
 * The command as a user runs it, in a process of its own, in a project folder inside a sandbox.
 *
 * @param sandbox where its state lies
 * @param folder the user's folder, {@code shop} unless said otherwise
 * @param variables more of the user's environment
 * @param through what the command is run by, for example nsenter(1) with its options
 */
public record Jcompose(
    Sandbox sandbox, Path folder, Map<String, String> variables, List<String> through) {
  private static final String MAIN = "jcompose.composer.cli.Main";

  /** Commands that the launcher starts with an archive of their own. */
  private static final Set<String> TALK =
      Set.of(
          "config down exec kill link logs pause port ps restart rm start stop unpause version"
              .split(" "));

  /** With no more than the sandbox's variables. */
  public Jcompose(Sandbox sandbox, Path folder) {
    this(sandbox, folder, Map.of(), List.of());
  }

  /** The command in the folder {@code shop}. */
  public static Jcompose in(Sandbox sandbox) {
    return in(sandbox, "shop");
  }

  /** The command in a folder of the sandbox, which is made. */
  public static Jcompose in(Sandbox sandbox, String name) {
    try {
      return new Jcompose(
          sandbox, Files.createDirectories(sandbox.folder().resolve("home").resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with more variables in its environment. */
  public Jcompose withVariables(Map<String, String> more) {
    return new Jcompose(sandbox, folder, more, through);
  }

  /** The same, run by a program that takes a command line as its last arguments. */
  public Jcompose through(String... program) {
    return new Jcompose(sandbox, folder, variables, List.of(program));
  }

  /** A busybox root file system for {@code rootfs: ../rootfs}, made on first use. */
  public Jcompose withBusybox() {
    Path rootfs = folder.resolveSibling("rootfs");
    if (!Files.exists(rootfs)) {
      BusyboxRootfs.create(rootfs);
    }
    return this;
  }

  /** Writes a file of the user's folder. */
  public Jcompose file(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A {@code compose.yaml} of one service {@code box} on busybox that is stopped without a wait.
   *
   * @param attributes further lines of the service, each with what stands below it; unless one is
   *     its command, it sleeps
   */
  public Jcompose box(String... attributes) {
    StringBuilder file =
        new StringBuilder("services:\n  box:\n    rootfs: ../rootfs\n    stop_grace_period: 0s\n");
    String lines = String.join("\n", attributes);
    if (!lines.contains("command:")) {
      file.append("    command: [sleep, '1000']\n");
    }
    file.append(lines.indent(4));
    return withBusybox().file("compose.yaml", file.toString());
  }

  /** The same with a command for a shell, in which a single quote cannot stand. */
  public Jcompose boxRuns(String script) {
    return box("command: [sh, -c, '" + script.replace("$", "$$") + "']");
  }

  /** Runs the command to its end. */
  public Result run(String... args) {
    Map<String, String> all = new LinkedHashMap<>(sandbox.environment());
    all.putAll(variables);
    return HostCommand.run(all, folder, command(args));
  }

  /** Runs a command that must succeed; gives its standard output. */
  public String ok(String... args) {
    Result result = run(args);
    if (result.exit() != 0) {
      throw new AssertionError(
          "jcompose "
              + String.join(" ", args)
              + ": exit "
              + result.exit()
              + "\n"
              + result.out()
              + result.err());
    }
    return result.out();
  }

  /** Runs a command in a service's container, without a terminal. */
  public Result exec(String service, String... command) {
    return run(inService(service, command));
  }

  /** Runs one that must succeed; gives its standard output. */
  public String inside(String service, String... command) {
    return ok(inService(service, command));
  }

  private static String[] inService(String service, String... command) {
    List<String> args = new ArrayList<>(List.of("exec", "-T", service));
    args.addAll(List.of(command));
    return args.toArray(String[]::new);
  }

  /** Starts the command, its output going to files; for signals and interaction. */
  public Running start(String... args) {
    return Running.start(this, command(args));
  }

  /**
   * The whole command line of a command: as the launcher's last line has it where {@code
   * jcompose.test.launch} names the arguments that it prepared, else the compiled classes, which
   * take twice as long to start.
   */
  public List<String> command(String... args) {
    List<String> command = new ArrayList<>(through);
    command.add(Path.of(System.getProperty("java.home")).resolve("bin/java").toString());
    String launch = System.getProperty("jcompose.test.launch", "");
    if (launch.isEmpty()) {
      addClasses(command);
    } else {
      command.add("@" + launch + (args.length > 0 && TALK.contains(args[0]) ? "-talk" : ""));
      command.add(MAIN);
    }
    command.addAll(List.of(args));
    return command;
  }

  private static void addClasses(List<String> command) {
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            MAIN));
  }

  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(System.getenv());
    environment.putAll(sandbox.environment());
    environment.putAll(variables);
    return environment;
  }

  /** The pid of the project's supervisor: the process that has the project in its command line. */
  public long supervisor(String project) {
    return findSupervisor(project)
        .orElseThrow(() -> new AssertionError("project " + project + " has no supervisor"));
  }

  /** The same, if there is one now. */
  public OptionalLong findSupervisor(String project) {
    Pattern pattern =
        Pattern.compile(
            "SupervisorMain\0" + project + "\0" + Pattern.quote(sandbox.folder().toString()));
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.toList()) {
        if (process.getFileName().toString().matches("[0-9]+")) {
          Matcher matcher = pattern.matcher(read(process.resolve("cmdline")));
          if (matcher.find()) {
            return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return OptionalLong.empty();
  }

  /** Asks until a service's container no longer runs. */
  public void awaitEnd(String service) {
    while (!ok("ps", "-q", service).isBlank()) {
      Thread.onSpinWait();
    }
  }

  /** The first process of a service's container, as the host numbers it. */
  public long pid(String service) {
    String id = ok("ps", "-q", service).strip();
    try {
      String state =
          Files.readString(sandbox.directories().containerRun(id).resolve("container.json"));
      Matcher matcher = Pattern.compile("\"pid\":([0-9]+)").matcher(state);
      if (matcher.find()) {
        return Long.parseLong(matcher.group(1));
      }
      throw new AssertionError("no pid in " + state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      // The process ended while we looked.
      return "";
    }
  }
}
