package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.oci.config.ProcessConfig.Capabilities;
import jcompose.engine.program.Operation;
import jcompose.engine.security.CapabilityNumbers;
import jcompose.engine.security.CredentialCalls;
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
        operations.add(CredentialCalls.drop(i));
      }
    }
    operations.add(CredentialCalls.keep());
    operations.addAll(CredentialCalls.become(uid, gid, groups));
    return operations;
  }

  /** Gives up everything else; as little as possible comes after the filter. */
  List<Operation> giveUp() {
    List<Operation> operations = new ArrayList<>();
    if (noNewPrivileges) {
      operations.addAll(lower());
      operations.add(CredentialCalls.noNewPrivileges());
      filter.map(SystemCallFilter::install).ifPresent(operations::add);
      return operations;
    }
    if (filter.isPresent()) {
      if (uid != 0) {
        long all = mask(List.of("CAP_SYS_ADMIN")) | permitted;
        operations.add(CredentialCalls.capset(all, all, inheritable));
      }
      operations.add(filter.get().install());
    }
    operations.addAll(lower());
    return operations;
  }

  private List<Operation> lower() {
    List<Operation> operations = new ArrayList<>();
    operations.add(CredentialCalls.capset(effective, permitted, inheritable));
    for (int i = 0; i < CapabilityNumbers.NAMES.size(); i++) {
      if ((ambient & permitted & inheritable & 1L << i) != 0) {
        operations.add(CredentialCalls.raiseAmbient(i));
      }
    }
    return operations;
  }
}
