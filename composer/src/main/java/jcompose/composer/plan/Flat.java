package jcompose.composer.plan;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records as paths and values, for example {@code environment.MODE} and {@code one}. */
final class Flat {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Flat() {}

  static Map<String, String> of(Record record) {
    Flat flat = new Flat();
    flat.add("", record);
    return flat.values;
  }

  /** The paths whose values differ, or that only one of both has. */
  static Set<String> differences(Record before, Record now) {
    Map<String, String> old = of(before);
    Map<String, String> wanted = of(now);
    Set<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(wanted.keySet());
    paths.removeIf(path -> old.containsKey(path) && old.get(path).equals(wanted.get(path)));
    return paths;
  }

  private void add(String path, @Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(inner -> add(path, inner));
    } else if (value instanceof OptionalInt optional) {
      optional.ifPresent(number -> values.put(path, Integer.toString(number)));
    } else if (value instanceof OptionalLong optional) {
      optional.ifPresent(number -> values.put(path, Long.toString(number)));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> add(join(path, String.valueOf(key)), inner));
    } else if (value instanceof List<?> list) {
      values.put(path + "[]", Integer.toString(list.size()));
      for (int i = 0; i < list.size(); i++) {
        add(path + "[" + i + "]", list.get(i));
      }
    } else if (value instanceof Record record) {
      values.put(path + "[]", record.getClass().getSimpleName());
      components(path, record);
    } else {
      values.put(path, String.valueOf(value));
    }
  }

  private void components(String path, Record record) {
    try {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        add(join(path, component.getName()), component.getAccessor().invoke(record));
      }
    } catch (ReflectiveOperationException e) {
      values.put(path, record.toString()); // one that is not public is compared as a whole
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
