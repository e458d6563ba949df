package jcompose.composer.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A timeline for a terminal, in ASCII: {@code .} nothing is done for it yet (it waits for others),
 * {@code -} it is made and started, {@code =} it runs and is not ready yet, {@code |} it is.
 */
public final class TextTimeline {
  private static final int LEAST = 10;

  private TextTimeline() {}

  /**
   * Its lines.
   *
   * @param width in columns
   */
  public static List<String> lines(Timeline timeline, int width) {
    int names = timeline.bars().stream().mapToInt(bar -> bar.name().length()).max().orElse(0);
    int words =
        timeline.bars().stream().mapToInt(bar -> words(timeline, bar).length()).max().orElse(0);
    int chart = Math.max(LEAST, width - names - words - 6);
    List<String> lines = new ArrayList<>();
    for (Bar bar : timeline.bars()) {
      boolean critical = timeline.criticalPath().contains(bar.name());
      lines.add(
          (critical ? "* " : "  ")
              + padded(bar.name(), names)
              + "  "
              + padded(chart(timeline, bar, chart), chart)
              + "  "
              + words(timeline, bar));
    }
    lines.add("");
    lines.add(
        "* critical path: "
            + String.join(" -> ", timeline.criticalPath())
            + ", "
            + Timeline.words(timeline.length())
            + " in all");
    lines.add(". waits  - is made and started  = runs, not ready yet  | ready");
    return lines;
  }

  private static String words(Timeline timeline, Bar bar) {
    StringBuilder words = new StringBuilder("started " + at(timeline, bar.started()));
    bar.firstLine().ifPresent(at -> words.append(", first line ").append(at(timeline, at)));
    bar.healthy().ifPresent(at -> words.append(", healthy ").append(at(timeline, at)));
    bar.ended().ifPresent(at -> words.append(", ended ").append(at(timeline, at)));
    return words.toString();
  }

  private static String at(Timeline timeline, Instant instant) {
    return Timeline.words(timeline.at(instant));
  }

  private static String chart(Timeline timeline, Bar bar, int width) {
    int begin = column(timeline, bar.begin(), width);
    int started = column(timeline, bar.started(), width);
    int ready = column(timeline, bar.ready(), width);
    return ".".repeat(begin) + "-".repeat(started - begin) + "=".repeat(ready - started) + "|";
  }

  private static int column(Timeline timeline, Instant instant, int width) {
    Duration length = timeline.length();
    return length.isZero()
        ? 0
        : (int) (timeline.at(instant).toNanos() * (width - 1) / length.toNanos());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
