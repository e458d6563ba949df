package jcompose.composer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.RegistryHttp;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.registry.RegistryChallenge;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks one server for what one repository has, and says who asks when the server wants to know. */
final class RegistryCalls {
  /** A token may be refused because it has just expired, and its successor too. */
  private static final int MOST_REFUSALS = 4;

  private static final Pattern REALM = Pattern.compile("realm=\"https?://([^/\"]+)");

  private final String server;
  private final String repository;
  private final Optional<DockerConfig.Login> login;
  private volatile Optional<Authorization> authorization = Optional.empty();

  /**
   * Calls without any made yet.
   *
   * @param server host or host:port
   */
  RegistryCalls(String server, String repository, Optional<DockerConfig.Login> login) {
    this.server = server;
    this.repository = repository;
    this.login = login;
  }

  /**
   * Asks for a manifest or blob.
   *
   * @param http may be another one each time
   * @param path below the repository, for example {@code manifests/latest}
   * @param from the first byte that is wanted; the answer may begin at 0 all the same
   * @return to be closed by the caller
   * @throws AnswerException for an answer other than 2xx
   * @throws TokenException when it asks for a token that is not to be had
   */
  Response get(FailoverHttpClient http, String path, List<String> accept, long from)
      throws IOException {
    URI place = URI.create("https://" + server + "/v2/" + repository + "/" + path);
    for (int refusals = 1; ; refusals++) {
      Optional<Authorization> used = authorization;
      try {
        return http.get(place.toURL(), RegistryHttp.request(accept, used, from));
      } catch (ResponseException refused) {
        if (refused.getStatusCode() != HttpURLConnection.HTTP_UNAUTHORIZED
            || refusals == MOST_REFUSALS
            || !renew(http, used, challenge(refused))) {
          throw AnswerException.of(refused);
        }
      }
    }
  }

  /** The first header that asks for what can be given; some offer Kerberos besides. */
  private static String challenge(ResponseException refused) {
    List<String> headers = refused.getHeaders().getAuthenticateAsList();
    return headers == null
        ? ""
        : headers.stream()
            .filter(header -> header.matches("(?i)(basic\\b|bearer ).*"))
            .findFirst()
            .orElse("");
  }

  /** Answers a challenge, unless another thread has; false when there is nothing new to say. */
  private synchronized boolean renew(
      FailoverHttpClient http, Optional<Authorization> used, String challenge) throws IOException {
    if (authorization.isPresent() && !authorization.equals(used)) {
      return true;
    }
    if (challenge.isEmpty()) {
      return false;
    }
    Optional<Authorization> token = token(http, challenge);
    Optional<Authorization> next = token.isPresent() ? token : basic();
    authorization = next.isPresent() ? next : used;
    return token.isPresent() || !authorization.equals(used);
  }

  /** jib's own exceptions name the token server's address and what was sent to it. */
  private Optional<Authorization> token(FailoverHttpClient http, String challenge)
      throws IOException {
    Matcher realm = REALM.matcher(challenge);
    String from = realm.find() ? realm.group(1) : server;
    try {
      return RegistryChallenge.token(
          challenge,
          server,
          repository,
          login.map(DockerConfig.Login::credential).orElse(null),
          http);
    } catch (RegistryException failure) {
      if (failure.getCause() instanceof ResponseException answer) {
        throw AnswerException.of(answer, from);
      }
      if (failure.getCause() instanceof JsonProcessingException) {
        throw new TokenException(from, "its answer is not the JSON of a token", null);
      }
      if (failure.getCause() instanceof IOException unreachable) {
        throw new TokenException(from, String.valueOf(unreachable.getMessage()), unreachable);
      }
      throw new TokenException(from, "there is no token in its answer", null);
    }
  }

  private Optional<Authorization> basic() {
    return login
        .map(DockerConfig.Login::credential)
        .filter(credential -> !credential.isOAuth2RefreshToken())
        .map(
            credential ->
                Authorization.fromBasicCredentials(
                    credential.getUsername(), credential.getPassword()));
  }
}
