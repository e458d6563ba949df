package jcompose.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Signals to this process, handled by a task instead of ending it.
 *
 * <p>Java has no supported way; {@code sun.misc.Signal} is in every JDK (module jdk.unsupported)
 * and is reached by reflection because the compiler warns of it without a way to say that it is
 * meant.
 */
public final class ProcessSignals {
  private ProcessSignals() {}

  /** Whether whoever started this process wants it to ignore a signal, as nohup(1) does. */
  public static boolean isIgnored(int signal) {
    return SignalMasks.has(SignalMasks.of("self").ignored(), signal);
  }

  /**
   * Calls the task with the signal's number each time one of the signals comes.
   *
   * @param names without SIG, for example {@code INT}; one that the JVM keeps for itself is skipped
   */
  public static void on(IntConsumer task, String... names) {
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
