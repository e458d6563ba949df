package jcompose.engine.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the kernel keeps of a process besides who it is; an empty one is inherited, the umask is
 * 022.
 *
 * @param rlimits limits of the process, each named once
 * @param oomScoreAdj how readily the OOM killer chooses it, -1000 (never) to 1000 (first)
 * @param umask bits that new files never get, 0 to 0777
 * @param personality the execution domain
 * @param scheduler how its threads are scheduled
 * @param ioPriority the priority of its reads and writes
 * @param execCpuAffinity the processors of an exec's process
 */
public record ProcessAttributes(
    List<Rlimit> rlimits,
    OptionalInt oomScoreAdj,
    OptionalInt umask,
    Optional<Personality> personality,
    Optional<Scheduler> scheduler,
    Optional<IoPriority> ioPriority,
    Optional<CpuAffinity> execCpuAffinity) {
  /** Nothing but what is usual. */
  public static final ProcessAttributes DEFAULT =
      new ProcessAttributes(
          List.of(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Copies the list and checks the ranges. */
  public ProcessAttributes {
    rlimits = List.copyOf(rlimits);
    Set<String> seen = new HashSet<>();
    for (Rlimit rlimit : rlimits) {
      if (!seen.add(rlimit.type())) {
        throw new IllegalArgumentException("rlimit '" + rlimit.type() + "' is given twice");
      }
    }
    if (oomScoreAdj.isPresent()
        && (oomScoreAdj.getAsInt() < -1000 || oomScoreAdj.getAsInt() > 1000)) {
      throw new IllegalArgumentException(
          "oom_score_adj " + oomScoreAdj.getAsInt() + " is not from -1000 to 1000");
    }
    if (umask.isPresent() && (umask.getAsInt() & ~0777) != 0) {
      throw new IllegalArgumentException(
          "umask 0" + Integer.toOctalString(umask.getAsInt()) + " is not from 0 to 0777");
    }
  }
}
