package jcompose.composer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import jcompose.engine.state.IoReason;
import org.jspecify.annotations.Nullable;

/** Says what a registry answered, in its own words, and what can be done. */
final class RegistryWords {
  private static final int LONGEST_ANSWER = 300;
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private final ImageReference reference;
  private final Optional<DockerConfig.Login> login;
  private final String searched;
  private final Path certificate;

  /**
   * The words for one image.
   *
   * @param searched where credentials were looked for, when there are none
   * @param certificate where a certificate for the registry is looked for
   */
  RegistryWords(
      ImageReference reference,
      Optional<DockerConfig.Login> login,
      String searched,
      Path certificate) {
    this.reference = reference;
    this.login = login;
    this.searched = searched;
    this.certificate = certificate;
  }

  ImageException explain(Exception failure) {
    if (failure instanceof ImageException told) {
      return told;
    }
    String server = "the registry " + reference.registry();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AnswerException answer) {
        return told(answered(answer), failure);
      }
      if (cause instanceof WrongBytesException wrong) {
        return told("the registry " + oneLine(wrong) + "; nothing of it was used", failure);
      }
      if (cause instanceof TokenException token) {
        server = "the token server " + token.server() + " of " + server;
        if (token.getCause() == null) {
          return told("no token from " + server + ": " + oneLine(token), failure);
        }
      }
      if (cause instanceof ProxyException proxy) {
        return told("cannot reach " + server + ": " + oneLine(proxy), failure);
      }
      String reason = unreachable(cause);
      if (reason != null) {
        return told("cannot reach " + server + ": " + reason, failure);
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return told("cannot be pulled: " + oneLine(reason(root)), failure);
  }

  private ImageException told(String words, Exception failure) {
    return new ImageException(reference + ": " + words, failure);
  }

  private static String reason(Throwable root) {
    return root instanceof IOException failure
        ? IoReason.of(failure)
        : String.valueOf(root.getMessage());
  }

  private @Nullable String unreachable(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "its name is not known; check the reference and the network";
    }
    if (cause instanceof ConnectException) {
      return "connection refused; is it running?";
    }
    if (cause instanceof SocketTimeoutException) {
      return "no answer in time; try again later";
    }
    if (cause instanceof SSLException failure) {
      return oneLine(HttpsWords.reason(failure, reference.registry(), certificate));
    }
    return null;
  }

  private String answered(AnswerException answer) {
    int status = answer.status();
    String reason = REASONS.getOrDefault(status, "");
    String said = words(answer.body());
    String who =
        answer.tokenServer().map(server -> "its token server " + server).orElse("the registry");
    return who
        + " answered "
        + status
        + (reason.isEmpty() ? "" : " " + reason)
        + (said.isEmpty() ? "" : " (" + said + ")")
        + login.map(used -> ", asked with " + used).orElse(asWhom(status))
        + advice(status);
  }

  private String asWhom(int status) {
    boolean wanted = status == 401 || status == 403;
    return ", asked without credentials" + (wanted ? ": " + searched : "");
  }

  private String advice(int status) {
    return switch (status) {
      case 401, 403 ->
          login.isPresent()
              ? "; check the password there and that this user may pull"
              : "; log in with 'docker login " + reference.registry() + "', or check the name";
      case 404 ->
          reference.digest().isEmpty()
              ? "; check the name and the tag"
              : "; check the name and the digest, which 'jcompose lock --update' renews when it is"
                  + " out of a lock file";
      case 429 -> "; wait, or log in for a higher limit";
      default -> status >= 500 ? "; try again later" : "";
    };
  }

  /** The messages of the registry's JSON, else its text. */
  private static String words(String body) {
    List<String> messages = new ArrayList<>();
    try {
      for (JsonNode error : new ObjectMapper().readTree(body).path("errors")) {
        String message = error.path("message").asText("");
        messages.add(message.isEmpty() ? error.path("code").asText("") : message);
      }
    } catch (JsonProcessingException text) {
      return oneLine(body);
    }
    return oneLine(messages.isEmpty() ? body : String.join(", ", messages));
  }

  private static String oneLine(Throwable failure) {
    return oneLine(String.valueOf(failure.getMessage()));
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST_ANSWER ? line.substring(0, LONGEST_ANSWER) + "..." : line;
  }
}
