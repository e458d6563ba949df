package jcompose.composer.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Binds {@code cap_add} and {@code cap_drop}: capabilities(7), with or without CAP_. */
final class Capabilities {
  private static final List<String> NAMES =
      Arrays.asList(
          ("AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN"
                  + " DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE"
                  + " LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE"
                  + " NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN"
                  + " SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO"
                  + " SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM")
              .split(" "));

  private Capabilities() {}

  /** The names with CAP_ in front, and ALL. */
  static List<String> bind(Attribute attribute) {
    List<String> capabilities = new ArrayList<>();
    for (Attribute item : attribute.items()) {
      item.nonEmptyString()
          .ifPresent(
              word -> {
                String upper = word.toUpperCase(Locale.ROOT);
                String bare = upper.startsWith("CAP_") ? upper.substring(4) : upper;
                if (bare.equals("ALL")) {
                  capabilities.add("ALL");
                } else if (NAMES.contains(bare)) {
                  capabilities.add("CAP_" + bare);
                } else {
                  item.problem("unknown capability '" + word + "'" + Suggestion.of(bare, NAMES));
                }
              });
    }
    return capabilities.stream().distinct().toList();
  }
}
