package jcompose.composer.dns;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Answers of other servers, as long as they may be kept; what was not asked for longest goes. */
final class AnswerCache {
  private static final class Entry {
    private final byte[] message;
    private final long since;
    private final long seconds;

    Entry(byte[] message, long since, long seconds) {
      this.message = message;
      this.since = since;
      this.seconds = seconds;
    }
  }

  private final int most;
  private final long mostBytes;
  private final Map<Question, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * @param most how many answers are kept
   * @param mostBytes how many bytes they have in all
   */
  AnswerCache(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /**
   * The answer as it is now.
   *
   * @param now of {@link System#nanoTime}
   */
  Optional<byte[]> get(Question question, long now) {
    Entry entry = entries.get(question);
    if (entry == null) {
      return Optional.empty();
    }
    long age = TimeUnit.NANOSECONDS.toSeconds(now - entry.since);
    if (age >= entry.seconds) {
      remove(question);
      return Optional.empty();
    }
    return Optional.of(Wire.aged(entry.message, age));
  }

  void put(Question question, byte[] message, long seconds, long now) {
    remove(question);
    if (seconds <= 0 || message.length > mostBytes) {
      return;
    }
    entries.put(question, new Entry(message, now, seconds));
    bytes += message.length;
    Iterator<Entry> eldest = entries.values().iterator();
    while (entries.size() > most || bytes > mostBytes) {
      bytes -= eldest.next().message.length;
      eldest.remove();
    }
  }

  private void remove(Question question) {
    Entry entry = entries.remove(question);
    if (entry != null) {
      bytes -= entry.message.length;
    }
  }

  int size() {
    return entries.size();
  }
}
