package jcompose.composer.shape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mapping with known keys.
 *
 * @param fields its keys, in the order in which they are printed
 * @param shorthand what a scalar in place of the mapping means
 * @param extensible whether {@code x-} keys may stand in it
 * @param nullable whether it may be left empty
 */
public record FieldsShape(
    Map<String, Field> fields, Shorthand shorthand, boolean extensible, boolean nullable)
    implements Shape {
  /** Copies the map. */
  public FieldsShape {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static FieldsShape of(Field... fields) {
    Map<String, Field> map = new LinkedHashMap<>();
    for (Field field : fields) {
      map.put(field.key(), field);
    }
    return new FieldsShape(map, Shorthand.NONE, true, false);
  }

  FieldsShape and(Field... more) {
    Map<String, Field> all = new LinkedHashMap<>(fields);
    for (Field field : more) {
      all.put(field.key(), field);
    }
    return new FieldsShape(all, shorthand, extensible, nullable);
  }

  FieldsShape or(Shorthand scalar) {
    return new FieldsShape(fields, scalar, extensible, nullable);
  }

  FieldsShape orNothing() {
    return new FieldsShape(fields, shorthand, extensible, true);
  }

  FieldsShape closed() {
    return new FieldsShape(fields, shorthand, false, nullable);
  }

  /** The shape of one of its keys, which it has. */
  public Shape shape(String key) {
    return Optional.ofNullable(fields.get(key)).map(Field::shape).orElseThrow();
  }

  /** Its keys that are of our own. */
  public Set<String> own() {
    return fields.values().stream()
        .filter(Field::own)
        .map(Field::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String kind() {
    return shorthand == Shorthand.NONE ? "a mapping" : shorthand.kind() + " or a mapping";
  }
}
