package jcompose.engine.oci.config;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The section {@code linux.seccomp}. */
public record SeccompConfig(
    String defaultAction,
    OptionalInt defaultErrnoRet,
    List<String> architectures,
    List<String> flags,
    Optional<String> listenerPath,
    Optional<String> listenerMetadata,
    List<Rule> syscalls) {
  /** What happens to some system calls. */
  public record Rule(
      List<String> names, String action, OptionalInt errnoRet, List<Condition> args) {
    /** Copies the lists. */
    public Rule {
      names = List.copyOf(names);
      args = List.copyOf(args);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("names: is missing or empty");
      }
    }
  }

  /** What an argument must be. */
  public record Condition(int index, BigInteger value, Optional<BigInteger> valueTwo, String op) {
    /** Checks the index. */
    public Condition {
      if (index < 0 || index > 5) {
        throw new IllegalArgumentException("index " + index + " is not from 0 to 5");
      }
    }
  }

  /** Copies the lists. */
  public SeccompConfig {
    architectures = List.copyOf(architectures);
    flags = List.copyOf(flags);
    syscalls = List.copyOf(syscalls);
  }
}
