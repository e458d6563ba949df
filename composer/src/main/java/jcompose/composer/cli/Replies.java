package jcompose.composer.cli;

import jcompose.composer.console.Screen;
import jcompose.composer.supervisor.Reply;

/** Shows what a supervisor tells while it works. */
record Replies(Screen screen) {
  void show(Reply reply) {
    if (reply instanceof Reply.Progress progress) {
      screen.progress(progress.subject(), progress.state());
    } else if (reply instanceof Reply.Warning warning) {
      screen.warning(warning.message());
    }
  }
}
