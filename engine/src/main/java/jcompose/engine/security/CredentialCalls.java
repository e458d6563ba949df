package jcompose.engine.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;

/** Operations that change who a process is and what it may do: credentials(7), capabilities(7). */
public final class CredentialCalls {
  private static final int PR_SET_KEEPCAPS = 8;
  private static final int PR_CAPBSET_DROP = 24;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_CAP_AMBIENT = 47;
  private static final int PR_CAP_AMBIENT_RAISE = 2;
  private static final long CAPABILITY_VERSION_3 = 0x20080522;
  private static final Word ZERO = Word.of(0);

  private CredentialCalls() {}

  /** Takes a capability out of the bounding set. */
  public static Operation drop(int capability) {
    return Operation.of(Syscall.PRCTL, new Word(PR_CAPBSET_DROP, "CAPBSET_DROP"), word(capability));
  }

  /** Keeps capabilities while the user changes; execve ends it. */
  public static Operation keep() {
    return prctl(PR_SET_KEEPCAPS, "SET_KEEPCAPS");
  }

  /** Lets execve never raise privileges again. */
  public static Operation noNewPrivileges() {
    return prctl(PR_SET_NO_NEW_PRIVS, "SET_NO_NEW_PRIVS");
  }

  /** Becomes a user, and stays out of reach of the container's processes. */
  public static List<Operation> become(long uid, long gid, List<? extends Number> groups) {
    return List.of(
        Operation.of(Syscall.SETGROUPS, Word.of(groups.size()), packed(groups)),
        Operation.of(Syscall.SETRESGID, Word.of(gid), Word.of(gid), Word.of(gid)),
        Operation.of(Syscall.SETRESUID, Word.of(uid), Word.of(uid), Word.of(uid)),
        // A change of user makes the memory, which may still be the parent's, dumpable on machines
        // with fs.suid_dumpable=1.
        ProcessCalls.makeNonDumpable());
  }

  /** Sets three of the five capability sets, as masks. */
  public static Operation capset(long effective, long permitted, long inheritable) {
    String sets =
        effective == permitted && inheritable == 0
            ? String.format(Locale.ROOT, "{effective=permitted=%016x, inheritable=0}", effective)
            : String.format(
                Locale.ROOT,
                "{effective=%016x, permitted=%016x, inheritable=%016x}",
                effective,
                permitted,
                inheritable);
    return Operation.of(
        Syscall.CAPSET,
        Struct.of("{VERSION_3}", CAPABILITY_VERSION_3),
        Struct.of(
            sets,
            (effective & 0xffffffffL) | permitted << 32,
            (inheritable & 0xffffffffL) | effective >>> 32 << 32,
            permitted >>> 32 | inheritable >>> 32 << 32));
  }

  /** Lets a capability outlive an execve of a program that brings none. */
  public static Operation raiseAmbient(int capability) {
    return Operation.of(
        Syscall.PRCTL,
        new Word(PR_CAP_AMBIENT, "CAP_AMBIENT"),
        new Word(PR_CAP_AMBIENT_RAISE, "RAISE"),
        word(capability),
        ZERO,
        ZERO);
  }

  private static Word word(int capability) {
    return new Word(capability, CapabilityNumbers.NAMES.get(capability));
  }

  private static Operation prctl(int option, String name) {
    return Operation.of(Syscall.PRCTL, new Word(option, name), Word.of(1), ZERO, ZERO, ZERO);
  }

  private static Struct packed(List<? extends Number> groups) {
    List<Long> shown = new ArrayList<>();
    long[] words = new long[(groups.size() + 1) / 2];
    for (int i = 0; i < groups.size(); i++) {
      long group = groups.get(i).longValue() & 0xffffffffL;
      words[i / 2] |= group << (i % 2 * 32);
      shown.add(group);
    }
    return Struct.of(shown.toString(), words);
  }
}
