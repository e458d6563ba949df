package jcompose.engine.spec;

import java.util.List;
import java.util.Optional;

/**
 * What confines a container besides namespaces, cgroups and capabilities. Everything empty is the
 * default; a privileged container has none of it.
 *
 * @param seccomp the filter of its system calls
 * @param apparmorProfile an AppArmor profile that is loaded, or {@code unconfined}
 * @param selinuxLabel the SELinux label of its processes, {@code user:role:type:level}
 * @param mountLabel the SELinux label of its files
 * @param maskedPaths what it must not read, in place of the default
 * @param readonlyPaths what it must not write, in place of the default
 */
public record Security(
    Optional<Seccomp> seccomp,
    Optional<String> apparmorProfile,
    Optional<String> selinuxLabel,
    Optional<String> mountLabel,
    Optional<List<String>> maskedPaths,
    Optional<List<String>> readonlyPaths) {
  /** What a container has that asks for nothing. */
  public static final Security DEFAULT =
      new Security(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Copies the lists. */
  public Security {
    maskedPaths = maskedPaths.map(List::copyOf);
    readonlyPaths = readonlyPaths.map(List::copyOf);
  }

  /** The same with another filter. */
  public Security withSeccomp(Seccomp other) {
    return new Security(
        Optional.of(other), apparmorProfile, selinuxLabel, mountLabel, maskedPaths, readonlyPaths);
  }
}
