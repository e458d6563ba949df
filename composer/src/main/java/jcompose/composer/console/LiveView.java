package jcompose.composer.console;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines that are shown again and again: in place on a terminal, one after the other elsewhere. */
public final class LiveView {
  private static final String HOME = "\u001b[H";
  private static final String CLEAR = "\u001b[2J";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final Screen screen;
  private final boolean inPlace;
  private boolean begun;

  /**
   * A view that has shown nothing yet.
   *
   * @param inPlace whether results go to a terminal
   */
  public LiveView(Screen screen, boolean inPlace) {
    this.screen = screen;
    this.inPlace = inPlace;
  }

  /** Shows the lines in place of those before. */
  public void show(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (inPlace) {
      text.append(begun ? "" : CLEAR).append(HOME);
      begun = true;
    }
    for (String line : lines) {
      text.append(line).append(inPlace ? REST_OF_LINE : "").append('\n');
    }
    text.append(inPlace ? REST_OF_SCREEN : "");
    screen.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
