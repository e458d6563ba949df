package jcompose.composer.load;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import jcompose.composer.model.Probe;

/** Binds what {@code healthcheck} may have in place of {@code test}, of which there is only one. */
final class ProbeBinder {
  private static final List<String> KINDS = List.of("test", "tcp", "http", "log", "file");
  private static final Keys HTTP = Keys.of("path", "port", "status");
  private static final int LARGEST_PORT = 65_535;
  private static final int LEAST_STATUS = 100;
  private static final int LARGEST_STATUS = 599;

  private ProbeBinder() {}

  static Optional<Probe> bind(Map<String, Attribute> health) {
    List<String> there = new ArrayList<>(KINDS);
    there.retainAll(health.keySet());
    if (there.size() > 1) {
      attribute(health, there.get(1)).problem("there is '" + there.get(0) + "' already; keep one");
      return Optional.empty();
    }
    return there.isEmpty() || there.get(0).equals("test")
        ? Optional.empty()
        : probe(there.get(0), attribute(health, there.get(0)));
  }

  private static Attribute attribute(Map<String, Attribute> health, String key) {
    return Optional.ofNullable(health.get(key)).orElseThrow();
  }

  private static Optional<Probe> probe(String kind, Attribute value) {
    return switch (kind) {
      case "tcp" -> number(value, 1, LARGEST_PORT).map(Probe.Tcp::new);
      case "http" -> http(value);
      case "log" ->
          value.nonEmptyString().filter(text -> isPattern(value, text)).map(Probe.Log::new);
      default ->
          value.nonEmptyString().filter(text -> isAbsolute(value, text)).map(Probe.File::new);
    };
  }

  private static Optional<Integer> number(Attribute value, long least, long most) {
    OptionalLong number = Integers.within(value, least, most);
    return number.isPresent() ? Optional.of((int) number.getAsLong()) : Optional.empty();
  }

  private static Optional<Probe> http(Attribute http) {
    Map<String, Attribute> fields = http.fields(HTTP);
    Attribute port = fields.get("port");
    if (port == null) {
      if (http.isMapping()) {
        http.problem("needs a 'port'");
      }
      return Optional.empty();
    }
    Optional<String> path =
        Optional.ofNullable(fields.get("path"))
            .map(value -> value.nonEmptyString().filter(text -> isOfUrl(value, text)))
            .orElse(Optional.of("/"));
    int status =
        Optional.ofNullable(fields.get("status"))
            .flatMap(value -> number(value, LEAST_STATUS, LARGEST_STATUS))
            .orElse(0);
    return number(port, 1, LARGEST_PORT)
        .flatMap(number -> path.map(text -> new Probe.Http(text, number, status)));
  }

  private static boolean isOfUrl(Attribute value, String path) {
    try {
      boolean right = path.startsWith("/") && new URI("http://host" + path).getFragment() == null;
      if (!right) {
        value.problem("'" + path + "' is not a URL's path, which begins with '/'");
      }
      return right;
    } catch (URISyntaxException e) {
      value.problem("'" + path + "' is not a URL's path: " + e.getReason());
      return false;
    }
  }

  private static boolean isPattern(Attribute value, String regex) {
    try {
      Pattern.compile(regex);
      return true;
    } catch (PatternSyntaxException e) {
      value.problem("'" + regex + "' is not a regular expression: " + e.getDescription());
      return false;
    }
  }

  private static boolean isAbsolute(Attribute value, String path) {
    if (!path.startsWith("/")) {
      value.problem("'" + path + "' is not a path in the container, which begins with '/'");
    }
    return path.startsWith("/");
  }
}
