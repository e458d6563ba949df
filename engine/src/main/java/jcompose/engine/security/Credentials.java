package jcompose.engine.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Operation;

/**
 * Who a process is and what it may do.
 *
 * @param uid user id
 * @param gid group id
 * @param groups supplementary group ids
 * @param capabilities the bounding set as a mask; permitted and effective for root only, as Docker
 *     does it
 * @param noNewPrivileges whether execve can never raise privileges
 * @param filter of its system calls
 * @param label of the kernel's security module
 */
public record Credentials(
    int uid,
    int gid,
    List<Integer> groups,
    long capabilities,
    boolean noNewPrivileges,
    Optional<SystemCallFilter> filter,
    Optional<ExecLabel> label) {
  private static final int KEYCTL_JOIN_SESSION_KEYRING = 1;

  private static final List<Operation> DROPS =
      IntStream.range(0, CapabilityNumbers.NAMES.size()).mapToObj(CredentialCalls::drop).toList();

  /** Copies the list. */
  public Credentials {
    groups = List.copyOf(groups);
  }

  /** The operations that a program begins with. */
  public List<Operation> beginning() {
    List<Operation> operations = new ArrayList<>();
    label.ifPresent(given -> operations.addAll(given.operations()));
    // a session keyring of its own, so that the one of whoever started this is out of reach
    operations.add(
        Operation.of(
                Syscall.KEYCTL,
                new Word(KEYCTL_JOIN_SESSION_KEYRING, "JOIN_SESSION_KEYRING"),
                new Word(0, "NULL"))
            .tolerating(Errno.ENOSYS)); // without CONFIG_KEYS there is none to reach
    return operations;
  }

  /**
   * The operations that take them on, the last of which give up the right to go back.
   *
   * @param available the parent's bounding set
   */
  public List<Operation> operations(long available) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < DROPS.size(); i++) {
      if ((available & ~capabilities & 1L << i) != 0) {
        operations.add(DROPS.get(i));
      }
    }
    if (uid != 0) {
      // Until it cannot be traced, it stays stronger than any process of the container that could
      // trace it; and a filter needs CAP_SYS_ADMIN. execve ends this.
      operations.add(CredentialCalls.keep());
    }
    operations.addAll(CredentialCalls.become(uid, gid, groups));
    long kept = uid == 0 ? capabilities & available : 0;
    if (noNewPrivileges) {
      operations.add(capset(kept));
      operations.add(CredentialCalls.noNewPrivileges());
      filter.map(SystemCallFilter::install).ifPresent(operations::add);
      return operations;
    }
    if (filter.isPresent()) {
      if (uid != 0) {
        operations.add(capset(CapabilityNumbers.mask(List.of("CAP_SYS_ADMIN"))));
      }
      operations.add(filter.get().install());
    }
    // the one call besides execve that the filter has to allow
    operations.add(capset(kept));
    return operations;
  }

  private static Operation capset(long mask) {
    return CredentialCalls.capset(mask, mask, 0);
  }
}
