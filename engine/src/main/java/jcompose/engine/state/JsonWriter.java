package jcompose.engine.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes values by what they are; the declared types are not needed. */
final class JsonWriter {
  private JsonWriter() {}

  static void write(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Record record) {
      writeRecord(out, record);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(out, map);
    } else if (value instanceof Set<?> set) {
      writeArray(out, sorted(set));
    } else if (value instanceof List<?> list) {
      writeArray(out, list);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Double || value instanceof Float) {
      out.writeNumber(finite(((Number) value).doubleValue()));
    } else if (value instanceof BigInteger number) {
      out.writeNumber(number);
    } else if (value instanceof Number number && TextForm.isWhole(value.getClass())) {
      out.writeNumber(number.longValue());
    } else {
      out.writeString(TextForm.write(value));
    }
  }

  private static void writeRecord(JsonGenerator out, Record value) throws IOException {
    RecordShape shape = RecordShape.of(value.getClass());
    out.writeStartObject();
    if (shape.tagged()) {
      out.writeStringField(RecordShape.TAG, shape.tag());
    }
    for (RecordShape.Component component : shape.components()) {
      Object content = content(component.value(value));
      if (content != null) {
        out.writeFieldName(component.name());
        write(out, content);
      }
    }
    out.writeEndObject();
  }

  /** What is in an Optional, null for nothing. */
  private static @Nullable Object content(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    }
    return value;
  }

  private static void writeMap(JsonGenerator out, Map<?, ?> map) throws IOException {
    out.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.writeFieldName(TextForm.write(entry.getKey()));
      write(out, entry.getValue());
    }
    out.writeEndObject();
  }

  private static void writeArray(JsonGenerator out, Collection<?> elements) throws IOException {
    out.writeStartArray();
    for (Object element : elements) {
      write(out, element);
    }
    out.writeEndArray();
  }

  /** The JDK's immutable sets change their order with every run of the program. */
  private static List<Object> sorted(Set<?> set) {
    List<Object> elements = new ArrayList<>(set);
    elements.sort(Comparator.comparing(Object::toString));
    return elements;
  }

  private static double finite(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(value + " cannot be written as JSON");
    }
    return value;
  }
}
