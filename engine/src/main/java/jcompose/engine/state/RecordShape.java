package jcompose.engine.state;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A record class: its components, its constructor, and whether its objects carry their type.
 *
 * @param type the record class
 * @param components in the order of the constructor
 * @param constructor the canonical one
 * @param tagged whether the record is one of a sealed interface's
 */
record RecordShape(
    Class<?> type, List<Component> components, Constructor<?> constructor, boolean tagged) {
  /** The property that names the record among those of a sealed interface. */
  static final String TAG = "type";

  private static final Map<Class<?>, RecordShape> SHAPES = new ConcurrentHashMap<>();

  /** One component of a record. */
  record Component(String name, Type type, Method accessor) {
    Object value(Object record) {
      try {
        Object value = accessor.invoke(record);
        if (value == null) {
          throw new IllegalArgumentException(record.getClass().getName() + "." + name + " is null");
        }
        return value;
      } catch (ReflectiveOperationException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.computeIfAbsent(type, RecordShape::make);
  }

  private static RecordShape make(Class<?> type) {
    boolean tagged = Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    List<Component> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (tagged && component.getName().equals(TAG)) {
        throw new IllegalArgumentException(
            type.getName() + " has a component 'type', which its JSON needs for the record's name");
      }
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      components.add(
          new Component(property(component.getName()), component.getGenericType(), accessor));
    }
    try {
      Class<?>[] parameters =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return new RecordShape(type, List.copyOf(components), constructor, tagged);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** {@code class_} is {@code class}, which Java keeps for itself. */
  private static String property(String component) {
    return component.endsWith("_") ? component.substring(0, component.length() - 1) : component;
  }

  String tag() {
    return type.getSimpleName();
  }

  /** The record, or the exception that its own checks throw. */
  Object create(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The record of that name among a sealed interface's, those of its sealed parts included. */
  static @Nullable RecordShape tagged(Class<?> sealed, String tag) {
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        RecordShape found = tagged(permitted, tag);
        if (found != null) {
          return found;
        }
      } else if (permitted.isRecord() && permitted.getSimpleName().equals(tag)) {
        return of(permitted);
      }
    }
    return null;
  }
}
