package jcompose.composer.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds services that wait for each other; without recursion, as a chain may be long. */
public final class CycleSearch {
  private static final int MOST_NAMES = 20;

  /** Hears of a cycle. */
  public interface Listener {
    /**
     * One is closed.
     *
     * @param from the service that closes it
     * @param to the service that it waits for
     * @param names the cycle: {@code a -> b -> a}
     */
    void cycle(String from, String to, String names);
  }

  private final Function<String, ? extends Collection<String>> next;
  private final Listener listener;
  private final Set<String> done = new HashSet<>();

  /**
   * @param next the services that a service waits for; none when it is unknown
   */
  public CycleSearch(Function<String, ? extends Collection<String>> next, Listener listener) {
    this.next = next;
    this.listener = listener;
  }

  /** Looks for cycles that these services lead to. */
  public void check(Collection<String> services) {
    services.forEach(this::follow);
  }

  private void follow(String start) {
    Map<String, Iterator<String>> path = new LinkedHashMap<>();
    Deque<String> stack = new ArrayDeque<>();
    enter(start, path, stack);
    while (!stack.isEmpty()) {
      String name = stack.getLast();
      Iterator<String> others = path.getOrDefault(name, List.<String>of().iterator());
      if (!others.hasNext()) {
        path.remove(name);
        stack.removeLast();
        done.add(name);
        continue;
      }
      String other = others.next();
      if (path.containsKey(other)) {
        listener.cycle(name, other, names(path.keySet(), other));
      } else {
        enter(other, path, stack);
      }
    }
  }

  private void enter(String name, Map<String, Iterator<String>> path, Deque<String> stack) {
    if (!done.contains(name)) {
      path.put(name, next.apply(name).iterator());
      stack.addLast(name);
    }
  }

  private static String names(Collection<String> path, String closing) {
    List<String> names = new ArrayList<>(path);
    List<String> cycle = new ArrayList<>(names.subList(names.indexOf(closing), names.size()));
    if (cycle.size() > MOST_NAMES) {
      int more = cycle.size() - MOST_NAMES;
      cycle = new ArrayList<>(cycle.subList(0, MOST_NAMES));
      cycle.add("(" + more + " more)");
    }
    cycle.add(closing);
    return String.join(" -> ", cycle);
  }
}
