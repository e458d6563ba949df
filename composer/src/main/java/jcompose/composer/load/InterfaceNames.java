package jcompose.composer.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names of network interfaces. */
final class InterfaceNames {
  /** IFNAMSIZ without the NUL at its end. */
  private static final int LONGEST = 15;

  private InterfaceNames() {}

  /** Why the kernel would not take a name (dev_valid_name); empty when it would. */
  static Optional<String> problem(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      return Optional.of("'" + name + "' is longer than the kernel's 15 bytes for an interface");
    }
    boolean wrong =
        name.isEmpty()
            || name.equals(".")
            || name.equals("..")
            || name.chars().anyMatch(c -> c == '/' || c == ':' || c == '%' || c <= ' ');
    if (wrong) {
      return Optional.of("'" + name + "' is not a name of an interface, such as eth1");
    }
    return name.equals("lo") || name.equals("all") || name.equals("default")
        ? Optional.of("'" + name + "' is taken by the kernel")
        : Optional.empty();
  }

  /** The name; reported and empty when it is none. */
  static Optional<String> bind(Attribute attribute) {
    Optional<String> name = attribute.nonEmptyString();
    Optional<String> problem = name.flatMap(InterfaceNames::problem);
    problem.ifPresent(attribute::problem);
    return problem.isPresent() ? Optional.empty() : name;
  }
}
