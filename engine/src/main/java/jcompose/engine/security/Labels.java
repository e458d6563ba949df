package jcompose.engine.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.spec.Security;

/** Which label a container's processes get on this machine. */
public final class Labels {
  /** A profile of this name is used where it is loaded. */
  static final String DEFAULT_PROFILE = "jcompose-default";

  private static final String UNCONFINED = "unconfined";

  private final Path sys;

  /** Looks below this folder, which is /sys but in tests. */
  public Labels(Path sys) {
    this.sys = sys;
  }

  /**
   * The label, or none.
   *
   * @throws EngineException when one was asked for that this kernel cannot give
   */
  public Optional<ExecLabel> find(Security security) {
    boolean selinux = Files.exists(sys.resolve("fs/selinux/enforce"));
    if (!selinux && (security.selinuxLabel().isPresent() || security.mountLabel().isPresent())) {
      throw new EngineException(
          "SELinux labels need a kernel with CONFIG_SECURITY_SELINUX that was booted with it, and"
              + " /sys/fs/selinux; leave out 'label=' of security_opt");
    }
    if (security.selinuxLabel().isPresent()) {
      return security.selinuxLabel().map(ExecLabel::selinux);
    }
    boolean apparmor = first("module/apparmor/parameters/enabled").startsWith("Y");
    Optional<String> asked = security.apparmorProfile().filter(name -> !name.equals(UNCONFINED));
    if (security.apparmorProfile().isPresent() && asked.isEmpty()) {
      return Optional.empty();
    }
    if (asked.isPresent() && !apparmor) {
      throw new EngineException(
          "AppArmor profile '"
              + asked.get()
              + "' needs a kernel with CONFIG_SECURITY_APPARMOR that was booted with it; leave out"
              + " 'apparmor=' of security_opt");
    }
    if (asked.isPresent()) {
      if (!isLoaded(asked.get())) {
        throw new EngineException(
            "AppArmor profile '"
                + asked.get()
                + "' is not loaded: load it with apparmor_parser -r FILE");
      }
      return asked.map(ExecLabel::apparmor);
    }
    return apparmor && isLoaded(DEFAULT_PROFILE)
        ? Optional.of(ExecLabel.apparmor(DEFAULT_PROFILE))
        : Optional.empty();
  }

  private boolean isLoaded(String profile) {
    return first("kernel/security/apparmor/profiles")
        .lines()
        .anyMatch(line -> line.startsWith(profile + " ("));
  }

  private String first(String file) {
    try {
      return Files.readString(sys.resolve(file));
    } catch (IOException none) {
      return "";
    }
  }
}
