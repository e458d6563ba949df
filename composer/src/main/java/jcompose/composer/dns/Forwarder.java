package jcompose.composer.dns;

import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.xbill.DNS.Message;

/**
 * Asks other servers. The same question is asked once, however many wait for its answer. Used by
 * the selector's thread alone.
 */
final class Forwarder {
  /** Each has a socket of its own, so that its port is hard to guess. */
  private static final int MOST_ASKED = 256;

  private static final int MOST_WAITING = 20_000;
  private static final int MOST_CACHED = 4096;
  private static final long MOST_BYTES = 4L << 20;

  private final Selector selector;
  private final Duration timeout;
  private final Predicate<InetSocketAddress> own;
  private final AnswerCache cache = new AnswerCache(MOST_CACHED, MOST_BYTES);
  private final Map<Question, Exchange> open = new HashMap<>();
  private final Deque<Exchange> waiting = new ArrayDeque<>();
  private final List<Exchange> asked = new ArrayList<>();
  private boolean starting;

  /**
   * @param timeout how long a server has
   * @param own tells the server's own sockets, which are never asked
   */
  Forwarder(Selector selector, Duration timeout, Predicate<InetSocketAddress> own) {
    this.selector = selector;
    this.timeout = timeout;
    this.own = own;
  }

  /** Asks the servers in turn; empty when none of them answers. */
  void ask(
      Message query, List<InetSocketAddress> servers, Consumer<Optional<byte[]>> whenAnswered) {
    List<InetSocketAddress> others = servers.stream().filter(own.negate()).toList();
    Question question = Question.of(query, others);
    Optional<byte[]> cached = cache.get(question, System.nanoTime());
    if (cached.isPresent() || others.isEmpty()) {
      whenAnswered.accept(cached);
      return;
    }
    Exchange running = open.get(question);
    if (running != null) {
      running.alsoTell(whenAnswered);
    } else if (waiting.size() >= MOST_WAITING) {
      whenAnswered.accept(Optional.empty());
    } else {
      Exchange exchange = new Exchange(selector, question, query, timeout, this::answered);
      exchange.alsoTell(whenAnswered);
      open.put(question, exchange);
      waiting.add(exchange);
      startWaiting();
    }
  }

  private void startWaiting() {
    if (starting) {
      return; // a question that fails at once would start the next one ever deeper
    }
    starting = true;
    while (asked.size() < MOST_ASKED && !waiting.isEmpty()) {
      Exchange next = waiting.removeFirst();
      asked.add(next);
      next.start();
    }
    starting = false;
  }

  private void answered(Exchange exchange, Optional<Message> answer) {
    open.remove(exchange.question());
    asked.remove(exchange);
    Optional<byte[]> wire = answer.map(Message::toWire);
    wire.ifPresent(
        message ->
            cache.put(
                exchange.question(),
                message,
                answer.map(Wire::lifetime).orElse(0L),
                System.nanoTime()));
    exchange.tell(wire);
    startWaiting();
  }

  /** Lets those go on whose time is over; the milliseconds until the next one's is, 0 for never. */
  long expire(long now) {
    long next = Long.MAX_VALUE;
    for (Exchange exchange : List.copyOf(asked)) {
      if (exchange.deadline() - now <= 0) {
        exchange.timedOut();
      }
    }
    for (Exchange exchange : asked) {
      next =
          Math.min(next, Math.max(1, Duration.ofNanos(exchange.deadline() - now).toMillis() + 1));
    }
    return next == Long.MAX_VALUE ? 0 : next;
  }

  void close() {
    List.copyOf(asked).forEach(Exchange::close);
  }
}
