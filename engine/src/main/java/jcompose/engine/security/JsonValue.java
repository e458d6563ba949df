package jcompose.engine.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.engine.EngineException;

/** JSON that knows where it stands, for files that people write. */
sealed interface JsonValue {
  /** {@code file:line:column}. */
  String position();

  /** What messages call it. */
  String kind();

  /** An object, its members in order. */
  record Members(Map<String, JsonValue> members, String position) implements JsonValue {
    @Override
    public String kind() {
      return "an object";
    }
  }

  /** An array. */
  record Items(List<JsonValue> items, String position) implements JsonValue {
    @Override
    public String kind() {
      return "an array";
    }
  }

  /** A string. */
  record Text(String text, String position) implements JsonValue {
    @Override
    public String kind() {
      return "'" + text + "'";
    }
  }

  /** A number, as written. */
  record Numeral(String text, String position) implements JsonValue {
    @Override
    public String kind() {
      return text;
    }
  }

  /** True, false or null. */
  record Word(String text, String position) implements JsonValue {
    @Override
    public String kind() {
      return text;
    }
  }

  /** An error at this place. */
  default EngineException problem(String words) {
    return new EngineException(position() + ": " + words);
  }

  /**
   * Reads a whole document.
   *
   * @param name what positions begin with
   * @throws EngineException with the position of what is not JSON
   */
  static JsonValue parse(String name, String json) {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = factory.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new EngineException(name + ":1:1: is empty, not JSON");
      }
      JsonValue value = read(name, parser);
      if (parser.nextToken() != null) {
        throw new EngineException(position(name, parser) + ": something follows the JSON");
      }
      return value;
    } catch (JsonProcessingException malformed) {
      throw new EngineException(
          name
              + ":"
              + malformed.getLocation().getLineNr()
              + ":"
              + malformed.getLocation().getColumnNr()
              + ": is not JSON: "
              + malformed.getOriginalMessage(),
          malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static JsonValue read(String name, JsonParser parser) throws IOException {
    String position = position(name, parser);
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          members.put(key, read(name, parser));
        }
        yield new Members(members, position);
      }
      case START_ARRAY -> {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(name, parser));
        }
        yield new Items(items, position);
      }
      case VALUE_STRING -> new Text(parser.getText(), position);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText(), position);
      default -> new Word(parser.getText(), position);
    };
  }

  private static String position(String name, JsonParser parser) {
    return name
        + ":"
        + parser.currentTokenLocation().getLineNr()
        + ":"
        + parser.currentTokenLocation().getColumnNr();
  }
}
