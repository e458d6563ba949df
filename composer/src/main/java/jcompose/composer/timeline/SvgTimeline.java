package jcompose.composer.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A timeline as one SVG picture that needs nothing else. */
public final class SvgTimeline {
  private static final int ROW = 26;
  private static final int TOP = 64;
  private static final int NAMES = 200;
  private static final int CHART = 760;
  private static final int RIGHT = 150;
  private static final int TICKS = 5;
  private static final List<String> STYLE =
      List.of(
          "text{font:12px system-ui,sans-serif;fill:#24292f}",
          ".title{font-weight:600;font-size:15px}",
          ".quiet{fill:#6e7781}",
          ".grid{stroke:#d0d7de}",
          ".wait{stroke:#afb8c1;stroke-dasharray:2 3}",
          ".make{fill:#f0b429}",
          ".run{fill:#54a0e0}",
          ".ready{fill:#2da44e}",
          ".critical{font-weight:600}");

  private SvgTimeline() {}

  /** The picture. */
  public static String of(String project, Timeline timeline) {
    int width = NAMES + CHART + RIGHT;
    int height = TOP + timeline.bars().size() * ROW + 68;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\">%n",
            width,
            height,
            width,
            height));
    svg.append("<style>").append(String.join("", STYLE)).append("</style>\n");
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    svg.append(
        text(
            "title",
            16,
            26,
            "start",
            project + ": " + Timeline.words(timeline.length()) + " until all were ready"));
    int bottom = TOP + timeline.bars().size() * ROW;
    for (int i = 0; i <= TICKS; i++) {
      Duration at = timeline.length().multipliedBy(i).dividedBy(TICKS);
      double x = NAMES + CHART * (double) i / TICKS;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n",
              x,
              TOP - 8,
              x,
              bottom));
      svg.append(text("quiet", x, TOP - 14, "middle", Timeline.words(at)));
    }
    int y = TOP;
    for (Bar bar : timeline.bars()) {
      svg.append(row(timeline, bar, y));
      y += ROW;
    }
    svg.append(legend(bottom + 30));
    svg.append(
        text(
            "quiet",
            NAMES,
            bottom + 52,
            "start",
            "critical path: " + String.join(" → ", timeline.criticalPath())));
    return svg.append("</svg>\n").toString();
  }

  private static String row(Timeline timeline, Bar bar, int y) {
    boolean critical = timeline.criticalPath().contains(bar.name());
    double begin = x(timeline, bar.begin());
    double started = x(timeline, bar.started());
    double ready = x(timeline, bar.ready());
    StringBuilder row = new StringBuilder();
    row.append(text(critical ? "critical" : "", NAMES - 10, y + 16, "end", shortened(bar.name())));
    row.append(
        String.format(
            Locale.ROOT,
            "<line class=\"wait\" x1=\"%d\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n",
            NAMES,
            y + 12,
            begin,
            y + 12));
    row.append(box("make", begin, started, y));
    row.append(box("run", started, ready, y));
    row.append(
        String.format(
            Locale.ROOT,
            "<circle class=\"ready\" cx=\"%.1f\" cy=\"%d\" r=\"5\"><title>%s</title></circle>%n",
            ready,
            y + 12,
            escaped(bar.name() + " ready after " + Timeline.words(timeline.at(bar.ready())))));
    row.append(
        text("quiet", ready + 10, y + 16, "start", Timeline.words(timeline.at(bar.ready()))));
    return row.toString();
  }

  private static String box(String type, double from, double to, int y) {
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" rx=\"2\"/>%n",
        type,
        from,
        y + 5,
        Math.max(1, to - from));
  }

  private static String legend(int y) {
    StringBuilder legend = new StringBuilder();
    String[] types = {"make", "run", "ready"};
    String[] words = {"made and started", "runs until its first line or its health", "ready"};
    int x = NAMES;
    for (int i = 0; i < types.length; i++) {
      legend.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" rx=\"2\"/>%n",
              types[i],
              x,
              y - 10));
      legend.append(text("quiet", x + 18, y, "start", words[i]));
      x += 42 + words[i].length() * 6;
    }
    return legend.toString();
  }

  private static double x(Timeline timeline, Instant instant) {
    double length = timeline.length().toNanos();
    return NAMES + (length == 0 ? 0 : CHART * (timeline.at(instant).toNanos() / length));
  }

  private static String shortened(String name) {
    return name.length() <= 28 ? name : name.substring(0, 27) + "…";
  }

  private static String text(String type, double x, int y, String anchor, String words) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
        type,
        x,
        y,
        anchor,
        escaped(words));
  }

  private static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
