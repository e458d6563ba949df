package jcompose.composer.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.NamespaceChoice;
import jcompose.engine.spec.NamespaceType;

/**
 * Binds what names a container and its process: host name, domain name, user, working directory.
 */
final class Names {
  /** The kernel's limit for sethostname(2) and setdomainname(2). */
  private static final int MAXIMUM_LENGTH = 64;

  private final Map<String, Attribute> service;
  private final Optional<Attribute> uts;
  private final boolean sharesUts;

  /**
   * @param uts where the UTS namespace was chosen
   */
  Names(
      Map<String, Attribute> service,
      Optional<Attribute> uts,
      Map<NamespaceType, NamespaceChoice> namespaces) {
    this.service = service;
    this.uts = uts;
    this.sharesUts = namespaces.containsKey(NamespaceType.UTS);
  }

  Optional<String> hostname() {
    return hostName("hostname");
  }

  Optional<String> domainname() {
    return hostName("domainname");
  }

  Optional<String> user() {
    Attribute attribute = service.get("user");
    if (attribute == null) {
      return Optional.empty();
    }
    Optional<String> user = attribute.string().filter(text -> !text.isEmpty());
    user.filter(text -> text.startsWith(":") || text.endsWith(":") || hasTwoColons(text))
        .ifPresent(text -> attribute.problem("'" + text + "' is not of the form USER[:GROUP]"));
    return user;
  }

  Optional<String> workingDirectory() {
    Attribute attribute = service.get("working_dir");
    if (attribute == null) {
      return Optional.empty();
    }
    return attribute
        .string()
        .filter(text -> !text.isEmpty())
        .flatMap(text -> ContainerPath.of(attribute, text));
  }

  private static boolean hasTwoColons(String text) {
    return text.indexOf(':') != text.lastIndexOf(':');
  }

  private Optional<String> hostName(String key) {
    Attribute attribute = service.get(key);
    if (attribute == null) {
      return Optional.empty();
    }
    Optional<String> name = attribute.string().filter(text -> !text.isEmpty());
    if (name.isEmpty()) {
      return name;
    }
    boolean valid =
        name.get().chars().allMatch(LongVolume::isNameCharacter)
            && name.get().getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_LENGTH;
    if (!valid) {
      attribute.problem(
          "'" + name.get() + "' is not a host name: at most 64 letters, digits, '-', '.'");
    } else if (sharesUts) {
      String other = uts.map(field -> " at " + field.position()).orElse("");
      attribute.problem("contradicts the UTS namespace that is not its own" + other);
    }
    return name;
  }
}
