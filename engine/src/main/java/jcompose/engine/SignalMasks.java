package jcompose.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process does about signals: proc_pid_status(5).
 *
 * @param blocked those that it waits for, or does not want now
 * @param ignored those that it throws away
 * @param caught those that it has a handler for
 */
record SignalMasks(long blocked, long ignored, long caught) {
  /** Those of a process; none of anything when it is gone. */
  static SignalMasks of(String pid) {
    long blocked = 0;
    long ignored = 0;
    long caught = 0;
    try {
      for (String line : Files.readAllLines(Path.of("/proc", pid, "status"))) {
        if (line.startsWith("SigBlk:")) {
          blocked = mask(line);
        } else if (line.startsWith("SigIgn:")) {
          ignored = mask(line);
        } else if (line.startsWith("SigCgt:")) {
          caught = mask(line);
        }
      }
    } catch (IOException gone) {
      return new SignalMasks(0, 0, 0);
    }
    return new SignalMasks(blocked, ignored, caught);
  }

  private static long mask(String line) {
    return Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16);
  }

  static boolean has(long mask, int signal) {
    return (mask >>> (signal - 1) & 1) != 0;
  }
}
