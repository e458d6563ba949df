package jcompose.engine;

import java.util.List;

/**
 * Bytes that the interfaces of a network namespace have carried since they were made, without the
 * loopback.
 */
public record InterfaceTotals(long received, long sent) {
  private static final int HEADINGS = 2;
  private static final int SENT = 8;

  /** Out of /proc/PID/net/dev: proc_pid_net(5). */
  static InterfaceTotals parse(String text) {
    long received = 0;
    long sent = 0;
    for (String line : text.lines().skip(HEADINGS).toList()) {
      int colon = line.indexOf(':'); // a name has none: dev_valid_name()
      if (colon < 0 || line.substring(0, colon).strip().equals("lo")) {
        continue;
      }
      List<String> counts = List.of(line.substring(colon + 1).strip().split(" +", -1));
      received += Long.parseLong(counts.get(0));
      sent += Long.parseLong(counts.get(SENT));
    }
    return new InterfaceTotals(received, sent);
  }
}
