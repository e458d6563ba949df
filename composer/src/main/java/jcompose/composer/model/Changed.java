package jcompose.composer.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Copies of records with some components changed, for records of so many that a copy by hand would
 * have to be kept in step with them.
 */
final class Changed {
  private Changed() {}

  /**
   * A copy through the canonical constructor, so that its checks hold.
   *
   * @param components new values by the components' names
   * @throws IllegalArgumentException for a name that the record has not, or a value of another type
   */
  static <R extends Record> R copy(R record, Class<R> type, Map<String, ?> components) {
    RecordComponent[] all = type.getRecordComponents();
    Class<?>[] types = new Class<?>[all.length];
    Object[] values = new Object[all.length];
    Set<String> unknown = new HashSet<>(components.keySet());
    try {
      for (int i = 0; i < all.length; i++) {
        String name = all[i].getName();
        types[i] = all[i].getType();
        values[i] =
            unknown.remove(name) ? components.get(name) : all[i].getAccessor().invoke(record);
      }
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(type.getSimpleName() + " has no " + unknown);
      }
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of the model is public", e);
    }
  }
}
