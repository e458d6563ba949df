package jcompose.engine.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.launch.KernelVersion;

/**
 * What becomes of some system calls.
 *
 * @param names the calls
 * @param verdict what becomes of them
 * @param args conditions on their arguments, all of which must hold; those on one argument are
 *     alternatives
 * @param includes where the rule holds
 * @param excludes where it does not
 */
public record SeccompRule(
    List<String> names,
    SeccompVerdict verdict,
    List<Condition> args,
    Selector includes,
    Selector excludes) {

  /** Copies the lists. */
  public SeccompRule {
    names = List.copyOf(names);
    args = List.copyOf(args);
  }

  /** How an argument is compared. */
  public enum Comparison {
    NE(1),
    LT(2),
    LE(3),
    EQ(4),
    GE(5),
    GT(6),
    MASKED_EQ(7);

    static final String PREFIX = "SCMP_CMP_";

    /** Libseccomp's number for it: scmp_compare. */
    final int number;

    Comparison(int number) {
      this.number = number;
    }
  }

  /**
   * A condition on one argument.
   *
   * @param index 0 to 5
   * @param value what it is compared with; the mask of MASKED_EQ
   * @param valueTwo what MASKED_EQ compares the masked argument with
   */
  public record Condition(int index, long value, long valueTwo, Comparison op) {}

  /**
   * Containers and machines.
   *
   * @param caps capabilities in the bounding set
   * @param arches architectures, as in Go's GOARCH
   * @param minKernel the oldest kernel
   */
  public record Selector(Set<String> caps, Set<String> arches, Optional<KernelVersion> minKernel) {
    static final Selector NONE = new Selector(Set.of(), Set.of(), Optional.empty());

    /** Copies the sets. */
    public Selector {
      caps = Set.copyOf(caps);
      arches = Set.copyOf(arches);
    }
  }

  /** Whether it holds: every include does, no exclude does. */
  boolean holds(Set<String> caps, String arch, KernelVersion kernel) {
    boolean included =
        caps.containsAll(includes.caps())
            && (includes.arches().isEmpty() || includes.arches().contains(arch))
            && includes.minKernel().map(oldest -> isAtLeast(kernel, oldest)).orElse(true);
    boolean excluded =
        excludes.caps().stream().anyMatch(caps::contains)
            || excludes.arches().contains(arch)
            || excludes.minKernel().map(oldest -> isAtLeast(kernel, oldest)).orElse(false);
    return included && !excluded;
  }

  private static boolean isAtLeast(KernelVersion kernel, KernelVersion oldest) {
    return kernel.isAtLeast(oldest.major(), oldest.minor());
  }

  /** The same for some of its calls. */
  SeccompRule only(List<String> calls) {
    return new SeccompRule(calls, verdict, args, includes, excludes);
  }

  /** Whether two conditions are on the same argument. */
  boolean hasAlternatives() {
    return args.stream().map(Condition::index).distinct().count() < args.size();
  }
}
