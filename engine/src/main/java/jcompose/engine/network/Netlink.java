package jcompose.engine.network;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.NetlinkSocket;
import jcompose.engine.network.Answers.Answer;

/**
 * Talks to rtnetlink or nf_tables in one network namespace. Not safe for use by several threads at
 * once.
 */
final class Netlink implements AutoCloseable {
  /** So many acknowledgements fit a socket's buffer. */
  private static final int MOST_AT_ONCE = 64;

  private static final int INTERRUPTED = 0x10;
  private static final int MOST_TRIES = 20;

  private final NetlinkSocket socket;
  private int sequence;

  Netlink(NetlinkSocket socket) {
    this.socket = socket;
  }

  /**
   * Sends requests, as many at once as there may be. The kernel does each by itself.
   *
   * @throws NetlinkException naming the first that failed; the others were tried all the same
   */
  void change(String subject, List<NetlinkMessage> messages) {
    List<NetlinkException> failures = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += MOST_AT_ONCE) {
      send(
          subject,
          messages.subList(from, Math.min(from + MOST_AT_ONCE, messages.size())),
          failures);
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private void send(String subject, List<NetlinkMessage> part, List<NetlinkException> failures) {
    int first = sequence + 1;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    part.forEach(message -> bytes.writeBytes(message.bytes(++sequence)));
    socket.send(bytes.toByteArray());
    int missing = part.size();
    while (missing > 0) {
      for (Answer answer : Answers.in(socket.receive())) {
        missing--;
        int errno = answer.error().orElse(0);
        if (errno != 0) {
          NetlinkMessage failed = part.get(answer.sequence() - first);
          failures.add(new NetlinkException(subject, failed, errno, answer.words()));
        }
      }
    }
  }

  /**
   * Sends requests of which the kernel does all or none, as nf_tables wants them.
   *
   * @throws NetlinkException naming the one that failed
   */
  void transaction(String subject, List<NetlinkMessage> messages) {
    int first = ++sequence;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(RuleMessages.begin().bytes(first));
    messages.forEach(message -> bytes.writeBytes(message.bytes(++sequence)));
    bytes.writeBytes(RuleMessages.end().bytes(++sequence));
    socket.send(bytes.toByteArray());
    NetlinkException failure = null;
    int missing = messages.size();
    while (missing > 0) {
      for (Answer answer : Answers.in(socket.receive())) {
        int errno = answer.error().orElse(0);
        int place = answer.sequence() - first - 1;
        boolean whole = place < 0 || place >= messages.size(); // refused at its end
        missing = whole ? 0 : missing - 1;
        if (errno != 0 && failure == null) {
          NetlinkMessage failed = whole ? RuleMessages.begin() : messages.get(place);
          failure = new NetlinkException(subject, failed, errno, answer.words());
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** All links. */
  List<LinkState> links() {
    return list(LinkMessages.list(), LinkState::isOne, LinkState::of);
  }

  /** One link; empty when there is none of this name. */
  Optional<LinkState> link(String name) {
    NetlinkMessage message = LinkMessages.get(name);
    List<LinkState> found = new ArrayList<>();
    socket.send(message.bytes(++sequence));
    boolean acknowledged = false;
    while (!acknowledged) {
      for (Answer answer : Answers.in(socket.receive())) {
        int errno = answer.error().orElse(0);
        acknowledged |= answer.error().isPresent();
        if (errno != 0 && errno != Errno.ENODEV.number()) {
          throw new NetlinkException("", message, errno, answer.words());
        }
        if (LinkState.isOne(answer)) {
          found.add(LinkState.of(answer));
        }
      }
    }
    return found.stream().findFirst();
  }

  /** All addresses. */
  List<AddressState> addresses() {
    return list(AddressMessages.list(), AddressState::isOne, AddressState::of);
  }

  /** All routes to other machines, of the main table. */
  List<RouteState> routes() {
    return list(RouteMessages.list(), RouteState::isOne, RouteState::of);
  }

  /** What a request for a list is answered with; asked anew when it changed meanwhile. */
  <T> List<T> list(NetlinkMessage message, Predicate<Answer> wanted, Function<Answer, T> reader) {
    for (int tries = 1; ; tries++) {
      List<T> found = new ArrayList<>();
      socket.send(message.bytes(++sequence));
      boolean changed = false;
      boolean done = false;
      while (!done) {
        for (Answer answer : Answers.in(socket.receive())) {
          changed |= (answer.flags() & INTERRUPTED) != 0;
          done |= answer.isDone() || answer.error().isPresent();
          int errno = answer.error().orElse(0);
          if (errno != 0 && errno != Errno.EINTR.number()) {
            throw new NetlinkException("", message, errno, answer.words());
          }
          if (wanted.test(answer)) {
            found.add(reader.apply(answer));
          }
        }
      }
      if (!changed || tries == MOST_TRIES) {
        return found;
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
