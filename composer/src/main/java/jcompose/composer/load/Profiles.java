package jcompose.composer.load;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;

/** Decides which services are enabled: those without profiles, and those with an active one. */
final class Profiles {
  private final Map<String, List<String>> ofServices = new LinkedHashMap<>();
  private final Set<String> active = new LinkedHashSet<>();

  /** Binds the {@code profiles} of each service. */
  Profiles(Map<String, Attribute> services) {
    services.forEach((name, service) -> ofServices.put(name, profiles(service)));
  }

  private static List<String> profiles(Attribute service) {
    if (!(service.node() instanceof YamlMapping mapping)) {
      return List.of();
    }
    YamlEntry entry = mapping.entries().get("profiles");
    return entry == null ? List.of() : service.child(entry).strings();
  }

  /**
   * Activates profiles: the command line's, or else the environment's, and those of the services
   * that the command line names.
   */
  void activate(LoadRequest request, Map<String, String> environment) {
    active.addAll(request.activeProfiles(environment));
    for (String name : request.services()) {
      List<String> own = ofServices.get(name);
      if (own == null) {
        throw new NoSuchServiceException(name, ofServices.keySet());
      }
      active.addAll(own);
    }
  }

  boolean enables(String service) {
    List<String> own = ofServices.getOrDefault(service, List.of());
    return own.isEmpty() || active.contains("*") || own.stream().anyMatch(active::contains);
  }

  List<String> of(String service) {
    return ofServices.getOrDefault(service, List.of());
  }
}
