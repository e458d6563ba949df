package jcompose.composer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperNotFoundException;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperUnhandledServerUrlException;
import com.google.cloud.tools.jib.registry.credentials.DockerCredentialHelper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.state.IoReason;

/** Docker's configuration file, and podman's, as far as they say who one is to a registry. */
final class DockerConfig {
  private static final String HUB = "docker.io";
  private static final String HUB_KEY = "https://index.docker.io/v1/";

  private final Path file;
  private final JsonNode root;
  private final Optional<DockerConfig> next;

  private DockerConfig(Path file, JsonNode root, Optional<DockerConfig> next) {
    this.file = file;
    this.root = root;
    this.next = next;
  }

  /**
   * {@code $DOCKER_CONFIG/config.json}, else {@code ~/.docker/config.json}, then podman's: {@code
   * $REGISTRY_AUTH_FILE}, else {@code $XDG_RUNTIME_DIR/containers/auth.json}. Each may be missing.
   */
  static DockerConfig fromEnvironment(Map<String, String> environment) {
    String folder = environment.getOrDefault("DOCKER_CONFIG", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/root"));
    Path docker =
        folder.isEmpty() ? Path.of(home, ".docker", "config.json") : Path.of(folder, "config.json");
    return read(docker, podman(environment).map(DockerConfig::read));
  }

  private static Optional<Path> podman(Map<String, String> environment) {
    String named = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return named.isEmpty()
        ? Optional.of(runtime)
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "containers", "auth.json"))
        : Optional.of(Path.of(named));
  }

  /**
   * Reads a file.
   *
   * @throws ImageException when it is there and not JSON
   */
  static DockerConfig read(Path file) {
    return read(file, Optional.empty());
  }

  private static DockerConfig read(Path file, Optional<DockerConfig> next) {
    ObjectMapper json = new ObjectMapper();
    try {
      return new DockerConfig(file, json.readTree(Files.readAllBytes(file)), next);
    } catch (NoSuchFileException missing) {
      return new DockerConfig(file, json.createObjectNode(), next);
    } catch (JsonProcessingException malformed) {
      throw new ImageException(
          file + ":" + malformed.getLocation().getLineNr() + ": " + malformed.getOriginalMessage(),
          malformed);
    } catch (IOException failure) {
      throw new ImageException("cannot read " + file + ": " + IoReason.of(failure), failure);
    }
  }

  /**
   * Who one is to a registry: its own helper, else the file's entry, else the helper for all.
   *
   * @param registry host or host:port
   * @param repository whose own entry, or that of a folder of it, counts before the registry's
   */
  Optional<Login> find(String registry, String repository) {
    Optional<Login> here = findHere(registry, repository);
    return here.isPresent() ? here : next.flatMap(other -> other.find(registry, repository));
  }

  private Optional<Login> findHere(String registry, String repository) {
    String key = registry.equals(HUB) ? HUB_KEY : registry;
    String helper = root.path("credHelpers").path(key).asText("");
    if (helper.isEmpty() && registry.equals(HUB)) {
      helper = root.path("credHelpers").path(HUB).asText("");
    }
    if (!helper.isEmpty()) {
      return fromHelper(helper, key);
    }
    Optional<Login> stored = fromFile(registry, repository, key);
    String store = root.path("credsStore").asText("");
    return stored.isPresent() || store.isEmpty() ? stored : fromHelper(store, key);
  }

  /** Where nothing was found for a registry, for messages. */
  String searched(String registry) {
    String here = Files.exists(file) ? file + " has none for " + registry : "there is no " + file;
    return here + next.map(other -> ", " + other.searched(registry)).orElse("");
  }

  private Optional<Login> fromFile(String registry, String repository, String key) {
    JsonNode auths = root.path("auths");
    // as podman writes them: the longest that the name begins with
    for (String name = repository; !name.isEmpty(); name = parent(name)) {
      Optional<Login> own = login(auths.path(registry + "/" + name));
      if (own.isPresent()) {
        return own;
      }
    }
    Optional<Login> exact = login(auths.path(key));
    if (exact.isPresent()) {
      return exact;
    }
    for (Map.Entry<String, JsonNode> entry : auths.properties()) {
      if (host(entry.getKey()).equals(registry)) {
        Optional<Login> login = login(entry.getValue());
        if (login.isPresent()) {
          return login;
        }
      }
    }
    return Optional.empty();
  }

  private static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  /**
   * Docker writes {@code https://host/v1/} and {@code host} alike; other paths are not a host's.
   */
  private static String host(String key) {
    String bare = key.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
    return bare.equals("index.docker.io") ? HUB : bare;
  }

  private Optional<Login> login(JsonNode entry) {
    String token = entry.path("identitytoken").asText("");
    if (!token.isEmpty()) {
      return Optional.of(
          new Login(
              Credential.from(Credential.OAUTH2_TOKEN_USER_NAME, token), "a token of " + file));
    }
    String user = entry.path("username").asText("");
    String password = entry.path("password").asText("");
    String auth = entry.path("auth").asText("");
    if (!auth.isEmpty()) {
      String decoded;
      try {
        decoded = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException damaged) {
        throw new ImageException(file + ": an 'auth' is not base64; log in again", damaged);
      }
      int colon = decoded.indexOf(':');
      user = colon < 0 ? decoded : decoded.substring(0, colon);
      password = colon < 0 ? "" : decoded.substring(colon + 1);
    }
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of(new Login(Credential.from(user, password), "user '" + user + "' of " + file));
  }

  private static Optional<Login> fromHelper(String helper, String server) {
    String program = "docker-credential-" + helper;
    try {
      Credential credential = new DockerCredentialHelper(server, Path.of(program)).retrieve();
      String user = credential.isOAuth2RefreshToken() ? "a token" : credential.getUsername();
      return Optional.of(new Login(credential, "'" + user + "' of " + program));
    } catch (CredentialHelperUnhandledServerUrlException unknown) {
      return Optional.empty();
    } catch (CredentialHelperNotFoundException missing) {
      throw new ImageException(
          "Docker's configuration names " + program + ", which is not on PATH; install it",
          missing);
    } catch (IOException failure) {
      throw new ImageException(
          program + " gave no credentials for " + server + ": " + failure.getMessage(), failure);
    }
  }

  /**
   * Credentials and where they come from, for messages; the secret is in no text of this.
   *
   * @param origin for example {@code user 'me' of /root/.docker/config.json}
   */
  record Login(Credential credential, String origin) {
    @Override
    public String toString() {
      return origin;
    }
  }
}
