package jcompose.engine.oci.config;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The section {@code process}, which is also the content of the file that {@code exec -p} takes.
 */
public record ProcessConfig(
    Optional<Boolean> terminal,
    Optional<ConsoleSize> consoleSize,
    Optional<User> user,
    List<String> args,
    List<String> env,
    String cwd,
    Optional<Capabilities> capabilities,
    List<Rlimit> rlimits,
    Optional<Boolean> noNewPrivileges,
    Optional<String> apparmorProfile,
    OptionalInt oomScoreAdj,
    Optional<SchedulerConfig> scheduler,
    Optional<String> selinuxLabel,
    Optional<IoPriority> ioPriority,
    Optional<CpuAffinity> execCPUAffinity) {
  private static final int LEAST_OOM_SCORE = -1000;
  private static final int MOST_OOM_SCORE = 1000;

  /** Rows and columns of a terminal. */
  public record ConsoleSize(int height, int width) {
    /** Checks that the kernel's 16-bit numbers can hold them. */
    public ConsoleSize {
      if (height < 0 || height > 0xffff || width < 0 || width > 0xffff) {
        throw new IllegalArgumentException(height + " x " + width + " is not a terminal's size");
      }
    }
  }

  /** Who it is; what is left out is 0. */
  public record User(
      OptionalLong uid, OptionalLong gid, OptionalInt umask, List<Long> additionalGids) {
    /** Root. */
    static final User ROOT =
        new User(OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), List.of());

    /** Copies the list and checks the numbers. */
    public User {
      additionalGids = List.copyOf(additionalGids);
      Texts.requireId(uid.orElse(0), "uid");
      Texts.requireId(gid.orElse(0), "gid");
      additionalGids.forEach(group -> Texts.requireId(group, "additionalGids:"));
      if (umask.orElse(0) < 0 || umask.orElse(0) > 0777) {
        throw new IllegalArgumentException("umask " + umask.getAsInt() + " is not a file mode");
      }
    }
  }

  /** The five sets by names; one that this machine does not know is told and left out. */
  public record Capabilities(
      List<String> bounding,
      List<String> effective,
      List<String> inheritable,
      List<String> permitted,
      List<String> ambient) {
    /** Copies the lists. */
    public Capabilities {
      bounding = List.copyOf(bounding);
      effective = List.copyOf(effective);
      inheritable = List.copyOf(inheritable);
      permitted = List.copyOf(permitted);
      ambient = List.copyOf(ambient);
    }
  }

  /** A limit of getrlimit(2); 18446744073709551615 is none. */
  public record Rlimit(String type, BigInteger soft, BigInteger hard) {
    /** Checks the name and that the limits are such. */
    public Rlimit {
      Texts.requireOneOf(type, "type", jcompose.engine.spec.Rlimit.types());
      if (soft.signum() < 0 || hard.bitLength() > Long.SIZE || soft.compareTo(hard) > 0) {
        throw new IllegalArgumentException(
            type + ": soft " + soft + " and hard " + hard + " are not 0 <= soft <= hard < 2^64");
      }
    }

    /** The same as the engine has it. */
    public jcompose.engine.spec.Rlimit rlimit() {
      return new jcompose.engine.spec.Rlimit(type, soft.longValue(), hard.longValue());
    }
  }

  /** ioprio_set(2). */
  public record IoPriority(String class_, OptionalInt priority) {
    /** Checks the class and the priority. */
    public IoPriority {
      Texts.requireOneOf(class_, "class", jcompose.engine.spec.IoPriority.classes());
      if (priority.orElse(0) < 0 || priority.orElse(0) > 7) {
        throw new IllegalArgumentException(
            "priority " + priority.getAsInt() + " is not a number from 0 to 7");
      }
    }

    /** The same as the engine has it. */
    public jcompose.engine.spec.IoPriority ioPriority() {
      return new jcompose.engine.spec.IoPriority(class_, priority.orElse(0));
    }
  }

  /** Processors of an exec, before and after it is in the container's cpuset. */
  public record CpuAffinity(Optional<String> initial, Optional<String> final_) {
    /** Checks that both are lists. */
    public CpuAffinity {
      initial.ifPresent(list -> Texts.requireCpus(list, "initial"));
      final_.ifPresent(list -> Texts.requireCpus(list, "final"));
    }
  }

  /** Copies the lists and checks what can be checked without the container. */
  public ProcessConfig {
    args = List.copyOf(args);
    env = List.copyOf(env);
    rlimits = List.copyOf(rlimits);
    Texts.requireAbsolute(cwd, "cwd");
    if (args.isEmpty()) {
      throw new IllegalArgumentException("args: is missing or empty");
    }
    int score = oomScoreAdj.orElse(0);
    if (score < LEAST_OOM_SCORE || score > MOST_OOM_SCORE) {
      throw new IllegalArgumentException(
          "oomScoreAdj " + score + " is not a number from -1000 to 1000");
    }
    Set<String> types = new HashSet<>();
    for (Rlimit rlimit : rlimits) {
      if (!types.add(rlimit.type())) {
        throw new IllegalArgumentException("rlimits: " + rlimit.type() + " is there twice");
      }
    }
  }

  /** The same with another environment. */
  public ProcessConfig withEnv(List<String> entries) {
    return new ProcessConfig(
        terminal,
        consoleSize,
        user,
        args,
        entries,
        cwd,
        capabilities,
        rlimits,
        noNewPrivileges,
        apparmorProfile,
        oomScoreAdj,
        scheduler,
        selinuxLabel,
        ioPriority,
        execCPUAffinity);
  }

  /** Who it is. */
  public User userOrRoot() {
    return user.orElse(User.ROOT);
  }

  /** Whether its standard streams are a new pseudo terminal. */
  public boolean hasTerminal() {
    return terminal.orElse(false);
  }
}
