package jcompose.composer.registries;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;
import jcompose.engine.Suggestion;

/** Reads a file of settings for registries, and reports all that is wrong with it. */
final class SettingsReader {
  private static final String TOP = "registries";
  private static final List<String> KEYS =
      List.of("mirror", "insecure", "ca", "client_certificate", "client_key", "connections");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:\\[[0-9a-fA-F:]+\\]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::[0-9]{1,5})?");
  private static final Pattern PATH = Pattern.compile("(?:/[a-z0-9][a-z0-9._-]*)*");
  private static final int MOST_CONNECTIONS = 64;

  private final Path file;
  private final Consumer<Problem> problems;

  /**
   * A reader.
   *
   * @param file what paths in it are relative to the folder of
   */
  SettingsReader(Path file, Consumer<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  Map<String, RegistrySettings> read(YamlNode document) {
    Map<String, RegistrySettings> found = new LinkedHashMap<>();
    YamlNode registries = fields(document, "", List.of(TOP)).get(TOP);
    if (registries == null) {
      return found;
    }
    for (YamlEntry entry : entries(registries, TOP)) {
      String name = registry(entry);
      RegistrySettings settings = settings(entry.value(), TOP + "." + entry.key());
      if (found.putIfAbsent(name, settings) != null) {
        problem(entry.keyPosition(), TOP, "'" + entry.key() + "' and another key are one registry");
      }
    }
    return found;
  }

  private String registry(YamlEntry entry) {
    String name = entry.key();
    if (!HOST.matcher(name).matches()) {
      problem(
          entry.keyPosition(),
          TOP,
          "'" + name + "' is not a registry's host or host:port" + hostIn(name));
    }
    return name.equals("index.docker.io") || name.equals("registry-1.docker.io")
        ? "docker.io"
        : name;
  }

  /** People write addresses as browsers show them. */
  private static String hostIn(String address) {
    String bare = address.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    return bare.equals(address) || !HOST.matcher(bare).matches() ? "" : "; write '" + bare + "'";
  }

  private RegistrySettings settings(YamlNode node, String path) {
    Map<String, YamlNode> fields = fields(node, path, KEYS);
    Optional<Boolean> insecure =
        Optional.ofNullable(fields.get("insecure"))
            .flatMap(value -> bool(value, path + ".insecure"));
    Optional<Path> ca = file(fields, path, "ca");
    Optional<Path> certificate = file(fields, path, "client_certificate");
    Optional<Path> key = file(fields, path, "client_key");
    if (ca.isPresent() && insecure.orElse(false)) {
      problem(
          node(fields, "ca").position(), path + ".ca", "says whom to trust, 'insecure' anybody");
    }
    if (key.isPresent() && certificate.isEmpty()) {
      problem(
          node(fields, "client_key").position(),
          path + ".client_key",
          "needs a 'client_certificate' beside it");
    }
    return new RegistrySettings(
        Optional.ofNullable(fields.get("mirror")).map(value -> mirrors(value, path + ".mirror")),
        insecure,
        ca,
        certificate,
        certificate.isPresent() && key.isEmpty() ? certificate : key,
        Optional.ofNullable(fields.get("connections"))
            .flatMap(value -> connections(value, path + ".connections")));
  }

  private static YamlNode node(Map<String, YamlNode> fields, String key) {
    return Optional.ofNullable(fields.get(key)).orElseThrow();
  }

  private List<String> mirrors(YamlNode node, String path) {
    List<String> mirrors = new ArrayList<>();
    List<YamlNode> items =
        node instanceof YamlSequence list
            ? list.items()
            : node.isNothing() ? List.of() : List.of(node);
    for (YamlNode item : items) {
      Optional<String> mirror = string(item, path);
      if (mirror.isPresent() && !isMirror(mirror.get())) {
        String bare = mirror.get().replaceFirst("^https?://", "").replaceFirst("/+$", "");
        boolean near = !bare.equals(mirror.get()) && isMirror(bare);
        problem(
            item.position(),
            path,
            "'"
                + mirror.get()
                + "' is not a host, host:port or host/path"
                + (near ? "; write '" + bare + "'" : ""));
      } else {
        mirror.ifPresent(mirrors::add);
      }
    }
    return mirrors;
  }

  private static boolean isMirror(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    return HOST.matcher(host).matches()
        && PATH.matcher(slash < 0 ? "" : text.substring(slash)).matches();
  }

  private Optional<Integer> connections(YamlNode node, String path) {
    if (node instanceof YamlScalar number && number.type() == ScalarType.INTEGER) {
      BigInteger value = ScalarText.integer(number.text().replace("_", ""));
      if (value.signum() > 0 && value.compareTo(BigInteger.valueOf(MOST_CONNECTIONS)) <= 0) {
        return Optional.of(value.intValue());
      }
    }
    problem(node.position(), path, "must be a number from 1 to " + MOST_CONNECTIONS);
    return Optional.empty();
  }

  private Optional<Boolean> bool(YamlNode node, String path) {
    if (node instanceof YamlScalar scalar && scalar.type() == ScalarType.BOOLEAN) {
      return Optional.of(ScalarText.of(scalar).equals("true"));
    }
    problem(node.position(), path, "must be true or false");
    return Optional.empty();
  }

  private Optional<Path> file(Map<String, YamlNode> fields, String path, String key) {
    return Optional.ofNullable(fields.get(key))
        .flatMap(value -> string(value, path + "." + key))
        .map(name -> file.resolveSibling(name).normalize());
  }

  private Optional<String> string(YamlNode node, String path) {
    if (node instanceof YamlScalar scalar
        && scalar.type() == ScalarType.STRING
        && !scalar.text().isEmpty()) {
      return Optional.of(scalar.text());
    }
    problem(node.position(), path, "must be a string, not " + node.kind());
    return Optional.empty();
  }

  /** The values of known keys, without those that have none. */
  private Map<String, YamlNode> fields(YamlNode node, String path, List<String> keys) {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    for (YamlEntry entry : entries(node, path)) {
      if (!keys.contains(entry.key())) {
        String inner = path.isEmpty() ? entry.key() : path + "." + entry.key();
        problem(entry.keyPosition(), inner, "unknown key" + Suggestion.of(entry.key(), keys));
      } else if (!entry.value().isNothing()) {
        fields.put(entry.key(), entry.value());
      }
    }
    return fields;
  }

  private List<YamlEntry> entries(YamlNode node, String path) {
    if (node instanceof YamlMapping mapping) {
      return List.copyOf(mapping.entries().values());
    }
    if (!node.isNothing()) {
      problem(node.position(), path, "must be a mapping, not " + node.kind());
    }
    return List.of();
  }

  private void problem(Position position, String path, String words) {
    problems.accept(new Problem(position, path, words));
  }
}
