package jcompose.composer.image;

import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * A server's answer that is not what was asked for. In place of jib's exception, whose message has
 * the address with all that is signed in it.
 */
final class AnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String body;
  private final long pauseMillis;
  private final String tokenServer;

  private AnswerException(int status, String body, long pauseMillis, String tokenServer) {
    super("the answer was " + status);
    this.status = status;
    this.body = body;
    this.pauseMillis = pauseMillis;
    this.tokenServer = tokenServer;
  }

  /** What a registry answered. */
  static AnswerException of(ResponseException answer) {
    return of(answer, "");
  }

  /**
   * What a server answered.
   *
   * @param tokenServer host or host:port of who gives out tokens for a registry; empty for the
   *     registry itself
   */
  static AnswerException of(ResponseException answer, String tokenServer) {
    return new AnswerException(
        answer.getStatusCode(),
        answer.getContent() == null ? "" : answer.getContent(),
        RetryAfter.millis(answer.getHeaders().getRetryAfter()),
        tokenServer);
  }

  int status() {
    return status;
  }

  /** What it said, JSON or not. */
  String body() {
    return body;
  }

  /** How long it asked to be left alone, 0 when it did not. */
  long pauseMillis() {
    return pauseMillis;
  }

  /** Who answered, if it was not the registry itself. */
  Optional<String> tokenServer() {
    return Optional.of(tokenServer).filter(server -> !server.isEmpty());
  }

  /** Whether a server that was asked over http says that it only speaks https. */
  boolean wantsHttps() {
    return status == 400 && body.toUpperCase(Locale.ROOT).contains("HTTPS");
  }
}
