package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import jcompose.engine.EngineException;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.oci.config.ProcessConfig.Capabilities;
import jcompose.engine.oci.config.ProcessConfig.User;
import jcompose.engine.security.CapabilityNumbers;

/**
 * What differs in an exec from the container's own process.
 *
 * @param user {@code uid[:gid]}
 * @param env entries that are added
 * @param capabilities that it has besides
 */
public record ExecOptions(
    List<String> args,
    boolean terminal,
    Optional<String> user,
    Optional<String> cwd,
    List<String> env,
    List<String> capabilities,
    List<String> groups,
    boolean noNewPrivileges,
    Optional<String> apparmorProfile,
    Optional<String> selinuxLabel) {
  /** Copies the lists. */
  public ExecOptions {
    args = List.copyOf(args);
    env = List.copyOf(env);
    capabilities = List.copyOf(capabilities);
    groups = List.copyOf(groups);
  }

  /** The process that results. */
  public ProcessConfig over(ProcessConfig own) {
    List<String> entries = new ArrayList<>(own.env());
    entries.addAll(env);
    return new ProcessConfig(
        Optional.of(terminal),
        Optional.empty(),
        Optional.of(user(own.userOrRoot())),
        args,
        entries,
        cwd.orElse(own.cwd()),
        own.capabilities().map(this::added).or(() -> Optional.of(added(NONE))),
        own.rlimits(),
        Optional.of(noNewPrivileges || own.noNewPrivileges().orElse(false)),
        apparmorProfile.or(own::apparmorProfile),
        own.oomScoreAdj(),
        own.scheduler(),
        selinuxLabel.or(own::selinuxLabel),
        own.ioPriority(),
        own.execCPUAffinity());
  }

  private static final Capabilities NONE =
      new Capabilities(List.of(), List.of(), List.of(), List.of(), List.of());

  private Capabilities added(Capabilities own) {
    List<String> names = new ArrayList<>();
    for (String name : capabilities) {
      try {
        names.add(CapabilityNumbers.canonical(name));
      } catch (IllegalArgumentException unknown) {
        throw new EngineException("--cap: " + unknown.getMessage(), unknown);
      }
    }
    return new Capabilities(
        both(own.bounding(), names),
        both(own.effective(), names),
        own.inheritable(),
        both(own.permitted(), names),
        own.ambient());
  }

  private static List<String> both(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }

  private User user(User own) {
    List<Long> all = new ArrayList<>(own.additionalGids());
    for (String group : groups) {
      all.add(number(group, "--additional-gids"));
    }
    if (user.isEmpty()) {
      return new User(own.uid(), own.gid(), own.umask(), all);
    }
    String[] parts = user.get().split(":", -1);
    if (parts.length > 2) {
      throw new EngineException("--user '" + user.get() + "' is not UID or UID:GID");
    }
    return new User(
        OptionalLong.of(number(parts[0], "--user")),
        parts.length == 2 ? OptionalLong.of(number(parts[1], "--user")) : own.gid(),
        OptionalInt.empty(),
        all);
  }

  private static long number(String text, String option) {
    if (!text.matches("\\d{1,10}")) {
      throw new EngineException(option + " '" + text + "' is not a number");
    }
    return Long.parseLong(text);
  }
}
