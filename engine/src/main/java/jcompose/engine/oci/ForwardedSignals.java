package jcompose.engine.oci;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Signals to this process that are another's to handle.
 *
 * <p>Java has no supported way; {@code sun.misc.Signal} is in every JDK (module jdk.unsupported)
 * and is reached by reflection because the compiler warns of it without a way to say that it is
 * meant.
 */
final class ForwardedSignals {
  private ForwardedSignals() {}

  /** Those that end or reload programs. */
  static void to(IntConsumer process) {
    on(process, "HUP", "INT", "TERM", "USR2", "ALRM", "CONT");
  }

  /** The one that tells of a terminal's new size. */
  static void resizing(IntConsumer task) {
    on(task, "WINCH");
  }

  private static void on(IntConsumer task, String... names) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method number = signal.getMethod("getNumber");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  task.accept((Integer) number.invoke(arguments[0]));
                }
                return null;
              });
      for (String name : names) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no sun.misc.Signal", e);
    }
  }
}
