package jcompose.engine.security;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.Suggestion;

/** An object of a document whose members have to have certain kinds. */
record JsonObject(JsonValue.Members value) {
  static JsonObject of(JsonValue value) {
    if (value instanceof JsonValue.Members members) {
      return new JsonObject(members);
    }
    throw value.problem("must be an object, not " + value.kind());
  }

  /** Refuses members that have no meaning. */
  JsonObject allowing(Set<String> names) {
    for (Map.Entry<String, JsonValue> member : value.members().entrySet()) {
      if (!names.contains(member.getKey())) {
        throw member
            .getValue()
            .problem(
                "property '"
                    + member.getKey()
                    + "' does not exist here"
                    + Suggestion.of(member.getKey(), names));
      }
    }
    return this;
  }

  /** A member; null is as good as none. */
  Optional<JsonValue> member(String name) {
    return Optional.ofNullable(value.members().get(name))
        .filter(member -> !(member instanceof JsonValue.Word word && word.text().equals("null")));
  }

  JsonValue required(String name) {
    return member(name).orElseThrow(() -> value.problem("property '" + name + "' is missing"));
  }

  /** The items of an array that may be missing. */
  List<JsonValue> items(String name) {
    return member(name).map(JsonObject::items).orElse(List.of());
  }

  private static List<JsonValue> items(JsonValue value) {
    if (value instanceof JsonValue.Items array) {
      return array.items();
    }
    throw value.problem("must be an array, not " + value.kind());
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    items(name).forEach(item -> texts.add(text(item)));
    return texts;
  }

  static String text(JsonValue value) {
    if (value instanceof JsonValue.Text text) {
      return text.text();
    }
    throw value.problem("must be a text, not " + value.kind());
  }

  /** A whole number of at most 64 bits without a sign. */
  static long number(JsonValue value, long most) {
    if (value instanceof JsonValue.Numeral number && number.text().matches("\\d{1,20}")) {
      BigInteger whole = new BigInteger(number.text());
      if (whole.bitLength() <= Long.SIZE && Long.compareUnsigned(whole.longValue(), most) <= 0) {
        return whole.longValue();
      }
    }
    throw value.problem(
        "must be a whole number from 0 to "
            + Long.toUnsignedString(most)
            + ", not "
            + value.kind());
  }
}
