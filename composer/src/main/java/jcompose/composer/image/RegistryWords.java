package jcompose.composer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.HttpResponseException;
import com.google.cloud.tools.jib.http.ResponseException;
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

  private static final int BAD_REQUEST = 400;

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

  ImageException wrongManifest(String wanted, String came) {
    return new ImageException(
        reference
            + ": the registry was asked for the manifest "
            + wanted
            + " and sent "
            + came
            + "; nothing of it was used");
  }

  ImageException explain(Exception failure) {
    if (failure instanceof ImageException told) {
      return told;
    }
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResponseException answer) {
        return answered(answer.getStatusCode(), answer.getContent(), failure);
      }
      if (cause instanceof HttpResponseException answer) {
        return answered(answer.getStatusCode(), answer.getContent(), failure);
      }
      String reason = unreachable(cause);
      if (reason != null) {
        return new ImageException(
            reference + ": cannot reach the registry " + reference.registry() + ": " + reason,
            failure);
      }
      if (cause instanceof WrongBytesException) {
        return new ImageException(
            reference
                + ": "
                + oneLine(String.valueOf(cause.getMessage()))
                + "; nothing of it was used",
            failure);
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new ImageException(reference + ": cannot be pulled: " + oneLine(reason(root)), failure);
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

  /** Whether a server that was asked over http has answered that it only speaks https. */
  boolean wantsHttps(Exception failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResponseException answer) {
        return answer.getStatusCode() == BAD_REQUEST
            && String.valueOf(answer.getContent()).contains("HTTPS");
      }
      if (cause instanceof HttpResponseException answer) {
        return answer.getStatusCode() == BAD_REQUEST
            && String.valueOf(answer.getContent()).contains("HTTPS");
      }
    }
    return false;
  }

  private ImageException answered(int status, @Nullable String body, Exception failure) {
    String reason = REASONS.getOrDefault(status, "");
    String said = body == null ? "" : words(body);
    StringBuilder text = new StringBuilder(reference + ": the registry answered " + status);
    text.append(reason.isEmpty() ? "" : " " + reason);
    text.append(said.isEmpty() ? "" : " (" + said + ")");
    text.append(login.map(used -> ", asked with " + used).orElse(asWhom(status)));
    text.append(advice(status));
    return new ImageException(text.toString(), failure);
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
      case 404 -> "; check the name and the tag";
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

  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST_ANSWER ? line.substring(0, LONGEST_ANSWER) + "..." : line;
  }
}
