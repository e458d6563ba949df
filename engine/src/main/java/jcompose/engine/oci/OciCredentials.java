package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.oci.config.ProcessConfig.Capabilities;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.security.CapabilityNumbers;
import jcompose.engine.security.SystemCallFilter;

/**
 * Who a process is and what it may do, each of the five capability sets as the configuration has
 * it.
 *
 * @param available this process's bounding set
 * @param filter of its system calls
 */
record OciCredentials(
    long uid,
    long gid,
    List<Long> groups,
    long bounding,
    long effective,
    long inheritable,
    long permitted,
    long ambient,
    long available,
    boolean noNewPrivileges,
    Optional<SystemCallFilter> filter) {
  private static final int PR_SET_KEEPCAPS = 8;
  private static final int PR_CAPBSET_DROP = 24;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_CAP_AMBIENT = 47;
  private static final int PR_CAP_AMBIENT_RAISE = 2;
  private static final long CAPABILITY_VERSION_3 = 0x20080522;

  OciCredentials {
    groups = List.copyOf(groups);
  }

  static OciCredentials of(
      ProcessConfig process, long available, Optional<SystemCallFilter> filter) {
    ProcessConfig.User user = process.userOrRoot();
    Capabilities sets =
        process
            .capabilities()
            .orElse(new Capabilities(List.of(), List.of(), List.of(), List.of(), List.of()));
    return new OciCredentials(
        user.uid().orElse(0),
        user.gid().orElse(0),
        user.additionalGids(),
        mask(sets.bounding()) & available,
        mask(sets.effective()) & available,
        mask(sets.inheritable()) & available,
        mask(sets.permitted()) & available,
        mask(sets.ambient()) & available,
        available,
        process.noNewPrivileges().orElse(false),
        filter);
  }

  /** Those that no kernel of today has, or that this process cannot give. */
  static List<String> unavailable(Capabilities sets, long available) {
    List<String> all = new ArrayList<>(sets.bounding());
    all.addAll(sets.effective());
    all.addAll(sets.inheritable());
    all.addAll(sets.permitted());
    all.addAll(sets.ambient());
    return all.stream().distinct().filter(name -> (mask(List.of(name)) & available) == 0).toList();
  }

  private static long mask(List<String> names) {
    long mask = 0;
    for (String name : names) {
      int number = CapabilityNumbers.NAMES.indexOf(name.toUpperCase(Locale.ROOT));
      mask |= number < 0 ? 0 : 1L << number;
    }
    return mask;
  }

  /**
   * Becomes the user. The process stays stronger than any of the container's that could trace it,
   * until nothing is left to do but to execute.
   */
  List<Operation> become() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < CapabilityNumbers.NAMES.size(); i++) {
      if ((available & ~bounding & 1L << i) != 0) {
        operations.add(prctl(PR_CAPBSET_DROP, "CAPBSET_DROP", capability(i)));
      }
    }
    operations.add(prctl(PR_SET_KEEPCAPS, "SET_KEEPCAPS", Word.of(1))); // execve ends it
    operations.add(Operation.of(Syscall.SETGROUPS, Word.of(groups.size()), packed(groups)));
    operations.add(Operation.of(Syscall.SETRESGID, Word.of(gid), Word.of(gid), Word.of(gid)));
    operations.add(Operation.of(Syscall.SETRESUID, Word.of(uid), Word.of(uid), Word.of(uid)));
    operations.add(ProcessCalls.makeNonDumpable());
    return operations;
  }

  /** Gives up everything else; as little as possible comes after the filter. */
  List<Operation> giveUp() {
    List<Operation> operations = new ArrayList<>();
    if (noNewPrivileges) {
      operations.addAll(lower());
      operations.add(prctl(PR_SET_NO_NEW_PRIVS, "SET_NO_NEW_PRIVS", Word.of(1)));
      filter.map(SystemCallFilter::install).ifPresent(operations::add);
      return operations;
    }
    if (filter.isPresent()) {
      if (uid != 0) {
        long all = mask(List.of("CAP_SYS_ADMIN")) | permitted;
        operations.add(capset(all, all, inheritable));
      }
      operations.add(filter.get().install());
    }
    operations.addAll(lower());
    return operations;
  }

  private List<Operation> lower() {
    List<Operation> operations = new ArrayList<>();
    operations.add(capset(effective, permitted, inheritable));
    for (int i = 0; i < CapabilityNumbers.NAMES.size(); i++) {
      if ((ambient & permitted & inheritable & 1L << i) != 0) {
        operations.add(
            Operation.of(
                Syscall.PRCTL,
                new Word(PR_CAP_AMBIENT, "CAP_AMBIENT"),
                new Word(PR_CAP_AMBIENT_RAISE, "RAISE"),
                capability(i),
                Word.of(0),
                Word.of(0)));
      }
    }
    return operations;
  }

  private static Word capability(int number) {
    return new Word(number, CapabilityNumbers.NAMES.get(number));
  }

  private static Operation prctl(int option, String text, Word value) {
    return Operation.of(
        Syscall.PRCTL, new Word(option, text), value, Word.of(0), Word.of(0), Word.of(0));
  }

  private static Operation capset(long effective, long permitted, long inheritable) {
    return Operation.of(
        Syscall.CAPSET,
        Struct.of("{VERSION_3}", CAPABILITY_VERSION_3),
        Struct.of(
            String.format(
                Locale.ROOT,
                "{effective=%016x, permitted=%016x, inheritable=%016x}",
                effective,
                permitted,
                inheritable),
            (effective & 0xffffffffL) | permitted << 32,
            (inheritable & 0xffffffffL) | effective >>> 32 << 32,
            permitted >>> 32 | inheritable >>> 32 << 32));
  }

  private static Struct packed(List<Long> groups) {
    long[] words = new long[(groups.size() + 1) / 2];
    for (int i = 0; i < groups.size(); i++) {
      words[i / 2] |= groups.get(i) << (i % 2 * 32);
    }
    return Struct.of(groups.toString(), words);
  }
}
