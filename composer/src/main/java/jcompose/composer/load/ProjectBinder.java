package jcompose.composer.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.composer.model.Content;
import jcompose.composer.model.DependsOn;
import jcompose.composer.model.Network;
import jcompose.composer.model.PointToPoint;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.Volume;
import jcompose.composer.tree.Validation;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import org.jspecify.annotations.Nullable;

/** The phase that makes records of the merged file. */
final class ProjectBinder {
  private final Context context;
  private final LoadRequest request;
  private final Attribute root;
  private final boolean networks;

  ProjectBinder(Context context, LoadRequest request, YamlMapping merged) {
    this(context, request, merged, true);
  }

  /**
   * @param networks whether networks are bound, not refused
   */
  ProjectBinder(Context context, LoadRequest request, YamlMapping merged, boolean networks) {
    this.networks = networks;
    this.context = context;
    this.request = request;
    this.root = new Attribute(merged, "", context.problems());
  }

  Project bind(String name, List<Path> files) {
    if (root.node() instanceof YamlMapping file) {
      // binding takes a key without a value for none, which 'config' and Docker Compose refuse
      new Validation(context.problems()::add, problem -> {}).file(file);
    }
    Map<String, Attribute> fields = root.fields(Keys.ofFile(networks));
    Attribute version = fields.get("version");
    if (version != null) {
      context.problems().warn(version.position(), "version", "is obsolete, and ignored");
    }
    Map<String, Service> services = new LinkedHashMap<>();
    Map<String, Volume> volumes = new LinkedHashMap<>();
    Attribute declared = fields.get("volumes");
    if (declared != null) {
      volumes.putAll(new VolumesBinder(context, name).bind(declared));
    }
    Map<String, Content> configs = contents(fields.get("configs"), false);
    Map<String, Content> secrets = contents(fields.get("secrets"), true);
    Attribute models = fields.get("models");
    if (models != null) {
      context
          .problems()
          .warn(models.position(), "models", "without effect: there is no model runner here");
    }
    Map<String, Network> networksByKey = new LinkedHashMap<>();
    if (networks) {
      networksByKey.putAll(
          new NetworksBinder(context.problems(), name).bind(fields.get("networks")));
    }
    Attribute all = fields.get("services");
    if (all == null || (all.isMapping() && all.entries().isEmpty())) {
      root.problems().add(root.position(), "services", "the file has none");
    } else {
      services.putAll(services(all, volumes, configs, secrets));
    }
    List<PointToPoint> links = new ArrayList<>();
    if (networks) {
      ProjectNetworks together = new ProjectNetworks(context.problems(), name, services);
      together.networks(networksByKey);
      links.addAll(together.links(fields.get("links"), declared(all)));
    }
    new ScaleRules(context.problems(), services).check(links);
    context.problems().throwIfAny();
    return new Project(
        name,
        context.directory(),
        files,
        services,
        volumes,
        configs,
        secrets,
        networksByKey,
        links);
  }

  private static Set<String> declared(@Nullable Attribute services) {
    return services == null ? Set.of() : services.entries().keySet();
  }

  private Map<String, Content> contents(@Nullable Attribute declared, boolean secret) {
    return declared == null ? Map.of() : new ContentsBinder(context, secret).bind(declared);
  }

  private Map<String, Service> services(
      Attribute all,
      Map<String, Volume> volumes,
      Map<String, Content> configs,
      Map<String, Content> secrets) {
    Profiles profiles = new Profiles(all.entries());
    profiles.activate(request, context.environment());
    Map<String, Draft> drafts = new LinkedHashMap<>();
    if (all.node() instanceof YamlMapping mapping) {
      for (YamlEntry entry : mapping.entries().values()) {
        drafts.put(
            entry.key(),
            new ServiceBinder(context, all.child(entry), entry.keyPosition(), networks)
                .bind(entry.key(), profiles.enables(entry.key())));
      }
    }
    References references = new References(drafts, profiles, context.problems());
    references.check(volumes);
    references.grants(configs, secrets);
    references.containerNames();
    Map<String, Service> services = new LinkedHashMap<>();
    drafts.forEach(
        (name, draft) -> {
          if (profiles.enables(name)) {
            List<String> needed =
                draft.dependencies().stream()
                    .map(Dependency::service)
                    .filter(other -> drafts.containsKey(other) && profiles.enables(other))
                    .distinct()
                    .toList();
            Map<String, DependsOn> conditions = new LinkedHashMap<>();
            for (Dependency dependency : draft.dependencies()) {
              if (needed.contains(dependency.service())) {
                dependency
                    .how()
                    .ifPresent(how -> conditions.putIfAbsent(dependency.service(), how));
              }
            }
            services.put(name, draft.service().withDependsOn(needed, conditions));
          }
        });
    return services;
  }
}
