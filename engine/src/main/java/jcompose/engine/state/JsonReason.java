package jcompose.engine.state;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Why a text is not JSON, as a user is told. */
public final class JsonReason {
  private JsonReason() {}

  /** The reason, and where when that is known; without the parser's words about itself. */
  public static String of(JsonProcessingException malformed) {
    String reason =
        malformed
            .getOriginalMessage()
            .replaceAll(" \\(start marker at \\[Source: .*?\\]\\)", "")
            .replaceAll(", from `[^`]*`", "")
            .replace('\n', ' ');
    JsonLocation at = malformed.getLocation();
    return at == null || at.getLineNr() < 1
        ? reason
        : reason + ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
