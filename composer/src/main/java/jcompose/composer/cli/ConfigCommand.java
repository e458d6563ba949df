package jcompose.composer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jcompose.composer.ComposerException;
import jcompose.composer.config.ConfigOptions;
import jcompose.composer.config.ConfigText;
import jcompose.composer.config.DiagnosticsJson;
import jcompose.composer.config.ResolvedConfig;
import jcompose.composer.config.ServiceHash;
import jcompose.composer.config.VariableTable;
import jcompose.composer.load.Diagnostic;
import jcompose.composer.load.LoadRequest;
import jcompose.composer.load.NoSuchServiceException;
import jcompose.composer.load.ProjectException;
import jcompose.composer.yaml.YamlNode;
import jcompose.engine.state.IoReason;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose config}. */
final class ConfigCommand implements Command {
  private static final List<String> LISTS =
      List.of("services", "volumes", "networks", "models", "images", "profiles");

  /** What is printed, and what is told besides. */
  private record Shown(String text, List<Diagnostic> warnings) {}

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("config", "Show the project as it is understood");
    spec.addOption(Options.value("FORMAT", "yaml or json (default: yaml)", "--format"));
    for (String list : LISTS) {
      spec.addOption(Options.flag("List the " + list, "--" + list));
    }
    spec.addOption(Options.flag("List the variables that the files use", "--variables"));
    spec.addOption(Options.flag("List the values that variables have", "--environment"));
    spec.addOption(Options.value("SERVICE", "Print the hash of a service, or of all: *", "--hash"));
    spec.addOption(Options.flag("Print nothing: only check", "-q", "--quiet"));
    spec.addOption(Options.flag("Put no variables in", "--no-interpolate"));
    spec.addOption(Options.flag("Make no defaults explicit", "--no-normalize"));
    spec.addOption(Options.flag("Leave relative paths", "--no-path-resolution"));
    spec.addOption(Options.flag("Leave env_file and label_file", "--no-env-resolution"));
    spec.addOption(Options.flag("Do not check services against each other", "--no-consistency"));
    spec.addOption(
        Options.flag("Ask the registries for the digests of images", "--resolve-image-digests"));
    spec.addOption(Options.value("FILE", "Write to a file", "-o", "--output"));
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands.of(Options.operandsOf(parsed));
    String format = parsed.matchedOptionValue("--format", "yaml");
    if (!List.of("yaml", "json").contains(format)) {
      throw new UsageException("--format '" + format + "': must be yaml or json");
    }
  }

  @Override
  public boolean needsRoot() {
    return false;
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    boolean interpolates =
        !Options.given(parsed, "--no-interpolate") && !Options.given(parsed, "--variables");
    ConfigOptions options =
        new ConfigOptions(
            interpolates,
            !Options.given(parsed, "--no-normalize"),
            !Options.given(parsed, "--no-path-resolution"),
            interpolates && !Options.given(parsed, "--no-env-resolution"),
            !Options.given(parsed, "--no-consistency") && interpolates);
    LoadRequest request = context.request(Operands.of(Options.operandsOf(parsed)));
    boolean json = isJson(parsed);
    Shown shown;
    try {
      shown = shown(parsed, request, options, context);
    } catch (ComposerException failure) {
      if (!json) {
        throw failure;
      }
      print(DiagnosticsJson.of(diagnostics(failure)), context);
      return failure.exitCode();
    }
    boolean quiet = Options.given(parsed, "-q");
    if (quiet && json) {
      print(DiagnosticsJson.of(shown.warnings()), context);
      return 0;
    }
    shown.warnings().forEach(warning -> context.screen().warning(warning.line()));
    String file = parsed.matchedOptionValue("-o", "");
    if (!quiet && file.isEmpty()) {
      print(shown.text(), context);
    } else if (!quiet) {
      write(context.workingDirectory().resolve(file), shown.text());
    }
    return 0;
  }

  private static boolean isJson(ParseResult parsed) {
    return parsed.matchedOptionValue("--format", "yaml").equals("json");
  }

  /** What is wrong with the files, or why they cannot be read. */
  private static List<Diagnostic> diagnostics(ComposerException failure) {
    return failure instanceof ProjectException project
        ? project.diagnostics()
        : List.of(Diagnostic.unplaced(String.valueOf(failure.getMessage())));
  }

  private static void print(String text, Context context) {
    context.screen().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Shown shown(
      ParseResult parsed, LoadRequest request, ConfigOptions options, Context context) {
    if (Options.given(parsed, "--variables")) {
      return new Shown(lines(VariableTable.of(request)), List.of());
    }
    ResolvedConfig config = ResolvedConfig.load(request, options);
    if (Options.given(parsed, "--resolve-image-digests")) {
      config = new ImagePins(context.environment()).pin(config);
    }
    return new Shown(text(parsed, config, options.interpolates()), config.warnings());
  }

  private static String text(ParseResult parsed, ResolvedConfig config, boolean escapes) {
    for (String list : LISTS) {
      if (Options.given(parsed, "--" + list)) {
        return lines(
            switch (list) {
              case "images" -> config.images();
              case "profiles" -> config.profiles();
              default -> config.names(list);
            });
      }
    }
    if (Options.given(parsed, "--environment")) {
      return lines(environment(config.environment()));
    }
    String hashed = parsed.matchedOptionValue("--hash", "");
    if (!hashed.isEmpty()) {
      return lines(hashes(config, hashed));
    }
    return isJson(parsed)
        ? ConfigText.json(config.root(), escapes) + "\n"
        : ConfigText.yaml(config.root(), escapes);
  }

  private static List<String> environment(Map<String, String> environment) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(environment).forEach((name, value) -> lines.add(name + "=" + value));
    return lines;
  }

  private static List<String> hashes(ResolvedConfig config, String services) {
    Map<String, YamlNode> all = config.services();
    Collection<String> known = all.keySet();
    Collection<String> names = services.equals("*") ? known : List.of(services.split(",", -1));
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      YamlNode service = all.get(name);
      if (service == null) {
        throw new NoSuchServiceException(name, known);
      }
      lines.add(name + " " + ServiceHash.of(service));
    }
    return lines;
  }

  private static String lines(Collection<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new ComposerException(file + ": cannot be written: " + IoReason.of(e), e);
    }
  }
}
