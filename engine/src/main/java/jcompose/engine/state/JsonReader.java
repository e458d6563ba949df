package jcompose.engine.state;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Reads values of declared types; the parser's own context tells where an error is. */
final class JsonReader {
  private final JsonParser parser;

  JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  <T> T read(Class<T> type) throws IOException {
    parser.nextToken();
    T value = type.cast(value(type));
    if (parser.nextToken() != null) {
      throw new EngineException("not JSON: something follows the record");
    }
    return value;
  }

  /** The value at the parser's current token; afterwards that is the value's last token. */
  private Object value(Type type) throws IOException {
    if (type instanceof ParameterizedType generic) {
      return genericValue((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalArgumentException(type + " cannot be read from JSON");
    }
    if (plain.isRecord()) {
      expect(JsonToken.START_OBJECT, "an object");
      parser.nextToken();
      return record(RecordShape.of(plain));
    }
    if (plain.isSealed()) {
      return sealedValue(plain);
    }
    return scalar(plain);
  }

  private Object genericValue(Class<?> raw, Type[] arguments) throws IOException {
    if (raw == Optional.class) {
      return Optional.of(value(arguments[0]));
    }
    if (raw == List.class) {
      List<Object> list = new ArrayList<>();
      expect(JsonToken.START_ARRAY, "an array");
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(arguments[0]));
      }
      return Collections.unmodifiableList(list);
    }
    if (raw == Set.class) {
      Set<Object> set = new LinkedHashSet<>();
      expect(JsonToken.START_ARRAY, "an array");
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        set.add(value(arguments[0]));
      }
      return Collections.unmodifiableSet(set);
    }
    if (raw == Map.class && arguments[0] instanceof Class<?> key && TextForm.is(key)) {
      return map(key, arguments[1]);
    }
    throw new IllegalArgumentException(raw.getName() + " cannot be read from JSON");
  }

  private Map<Object, Object> map(Class<?> keyType, Type valueType) throws IOException {
    Map<Object, Object> map = new LinkedHashMap<>();
    expect(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Object key = text(keyType, parser.currentName());
      parser.nextToken();
      map.put(key, value(valueType));
    }
    return Collections.unmodifiableMap(map);
  }

  private Object sealedValue(Class<?> type) throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    if (parser.nextToken() != JsonToken.FIELD_NAME
        || !parser.currentName().equals(RecordShape.TAG)) {
      throw problem("the first property must be 'type'", null);
    }
    parser.nextToken();
    expect(JsonToken.VALUE_STRING, "a text");
    RecordShape shape = RecordShape.tagged(type, parser.getText());
    if (shape == null) {
      throw problem("'" + parser.getText() + "' is not a " + type.getSimpleName(), null);
    }
    parser.nextToken();
    return record(shape);
  }

  /** The record whose first property's name, or whose end, is the current token. */
  private Object record(RecordShape shape) throws IOException {
    List<RecordShape.Component> components = shape.components();
    @Nullable Object[] values = new Object[components.size()];
    for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
      int index = index(components, parser.currentName());
      JsonToken token = parser.nextToken();
      if (index < 0) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        values[index] = value(components.get(index).type());
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        values[i] = missing(components.get(i));
      }
    }
    try {
      return shape.create(values);
    } catch (RuntimeException refused) {
      throw problem(String.valueOf(refused.getMessage()), refused);
    }
  }

  private static int index(List<RecordShape.Component> components, String name) {
    for (int i = 0; i < components.size(); i++) {
      if (components.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Object missing(RecordShape.Component component) {
    Type type = component.type();
    if (type == boolean.class) {
      return false;
    }
    if (type == OptionalInt.class) {
      return OptionalInt.empty();
    }
    if (type == OptionalLong.class) {
      return OptionalLong.empty();
    }
    if (type instanceof ParameterizedType generic) {
      Type raw = generic.getRawType();
      if (raw == Optional.class) {
        return Optional.empty();
      }
      return raw == List.class ? List.of() : raw == Set.class ? Set.of() : Map.of();
    }
    if (type instanceof Class<?> plain && plain.isRecord() && mayBeMissing(plain)) {
      RecordShape shape = RecordShape.of(plain);
      return shape.create(shape.components().stream().map(this::missing).toArray());
    }
    throw problem("property '" + component.name() + "' is missing", null);
  }

  /** Whether all that a record has may be missing: then it may be missing itself. */
  private static boolean mayBeMissing(Class<?> record) {
    return RecordShape.of(record).components().stream()
        .allMatch(
            component ->
                component.type() == boolean.class
                    || component.type() == OptionalInt.class
                    || component.type() == OptionalLong.class
                    || component.type() instanceof ParameterizedType
                    || (component.type() instanceof Class<?> inner
                        && inner.isRecord()
                        && mayBeMissing(inner)));
  }

  private Object scalar(Class<?> type) throws IOException {
    if (TextForm.is(type)) {
      expect(JsonToken.VALUE_STRING, "a text");
      return text(type, parser.getText());
    }
    if (type == boolean.class || type == Boolean.class) {
      if (!parser.currentToken().isBoolean()) {
        throw problem("expected true or false, found " + found(), null);
      }
      return parser.getBooleanValue();
    }
    if (type == double.class
        || type == Double.class
        || type == float.class
        || type == Float.class) {
      if (!parser.currentToken().isNumeric()) {
        throw problem("expected a number, found " + found(), null);
      }
      double number = parser.getDoubleValue();
      return type == double.class || type == Double.class ? (Object) number : (float) number;
    }
    return whole(type);
  }

  private Object whole(Class<?> type) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    try {
      if (type == int.class || type == Integer.class) {
        return parser.getIntValue();
      }
      if (type == long.class || type == Long.class) {
        return parser.getLongValue();
      }
      if (type == OptionalInt.class) {
        return OptionalInt.of(parser.getIntValue());
      }
      if (type == OptionalLong.class) {
        return OptionalLong.of(parser.getLongValue());
      }
      if (type == short.class || type == Short.class) {
        return parser.getShortValue();
      }
      if (type == byte.class || type == Byte.class) {
        return (byte) parser.getShortValue();
      }
      if (type == BigInteger.class) {
        return parser.getBigIntegerValue();
      }
    } catch (IOException outOfRange) {
      throw problem(parser.getText() + " is out of range", outOfRange);
    }
    throw new IllegalArgumentException(type.getName() + " cannot be read from JSON");
  }

  private Object text(Class<?> type, String text) {
    try {
      return TextForm.read(type, text);
    } catch (RuntimeException invalid) {
      throw problem("'" + text + "' is not a " + type.getSimpleName(), invalid);
    }
  }

  private void expect(JsonToken token, String words) throws IOException {
    if (parser.currentToken() != token) {
      throw problem("expected " + words + ", found " + found(), null);
    }
  }

  private String found() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      default -> parser.getText();
    };
  }

  private EngineException problem(String words, @Nullable Throwable cause) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
      if (at.inArray()) {
        path.insert(0, "[" + at.getCurrentIndex() + "]");
      } else if (at.inObject() && at.getCurrentName() != null) {
        boolean last = path.isEmpty() || path.charAt(0) == '[';
        path.insert(0, at.getCurrentName() + (last ? "" : "."));
      }
    }
    String message = path.isEmpty() ? words : path + ": " + words;
    return cause == null ? new EngineException(message) : new EngineException(message, cause);
  }
}
