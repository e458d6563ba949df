package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlScalar;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Sysctl;

/** Binds {@code sysctls}, of which only those that belong to a namespace can be the service's. */
final class Sysctls {
  private static final int NEAREST = 3;

  private final Map<NamespaceType, NamespaceChoice> namespaces;

  Sysctls(Map<NamespaceType, NamespaceChoice> namespaces) {
    this.namespaces = namespaces;
  }

  Map<String, String> bind(Attribute attribute) {
    Map<String, String> sysctls = new LinkedHashMap<>();
    for (YamlEntry entry : KeyValues.of(attribute).entries().values()) {
      Attribute value = attribute.child(entry);
      String name = entry.key().strip();
      Optional<String> refusal = refusal(name);
      if (refusal.isPresent()) {
        value.problemAt(entry.keyPosition(), refusal.get());
      } else if (value.node() instanceof YamlScalar scalar
          && !scalar.isNull()
          && !scalar.text().isBlank()) {
        sysctls.put(name, ScalarText.of(scalar).strip());
      } else {
        value.problem("needs a value, for example " + name + "=1");
      }
    }
    return sysctls;
  }

  private Optional<String> refusal(String name) {
    Optional<NamespaceType> type = Sysctl.namespace(name);
    if (type.isEmpty()) {
      String near = name.length() > NEAREST ? Suggestion.of(name, names()) : "";
      return Optional.of(
          "belongs to no namespace, a container cannot have its own"
              + (near.isEmpty() ? "; set it on the host" : near));
    }
    NamespaceChoice choice = namespaces.get(type.get());
    return choice instanceof NamespaceChoice.Host
        ? Optional.of(
            "would change the host, whose "
                + type.get().procName()
                + " namespace the service shares; set it on the host")
        : Optional.empty();
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(Sysctl.names());
    names.addAll(List.of("net.core.somaxconn", "net.ipv4.ip_forward", "fs.mqueue.msg_max"));
    return names;
  }
}
