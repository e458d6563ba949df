package jcompose.composer.load;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Content;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Volume;

/** The phase that checks services against each other and against the volumes. */
final class References {
  private final Map<String, Draft> drafts;
  private final Profiles profiles;
  private final Problems problems;

  References(Map<String, Draft> drafts, Profiles profiles, Problems problems) {
    this.drafts = drafts;
    this.profiles = profiles;
    this.problems = problems;
  }

  void check(Map<String, Volume> volumes) {
    drafts.forEach(
        (name, draft) -> {
          draft.dependencies().forEach(dependency -> dependency(name, dependency));
          draft.service().mounts().forEach(mount -> volume(name, mount, volumes));
        });
    cycles();
  }

  private void dependency(String name, Dependency dependency) {
    String other = dependency.service();
    if (!drafts.containsKey(other) && !dependency.required()) {
      problems.warn(
          dependency.attribute().position(),
          dependency.attribute().path(),
          "no service '" + other + "'");
    } else if (!drafts.containsKey(other)) {
      dependency
          .attribute()
          .problem("no service '" + other + "'" + Suggestion.of(other, drafts.keySet()));
    } else if (dependency.required() && profiles.enables(name) && !profiles.enables(other)) {
      String names = String.join(", ", profiles.of(other));
      dependency
          .attribute()
          .problem("service '" + other + "' is disabled; enable it with a profile of: " + names);
    }
  }

  private void volume(String name, ServiceMount mount, Map<String, Volume> volumes) {
    if (mount instanceof ServiceMount.Named named && !volumes.containsKey(named.volume())) {
      Collection<String> known = volumes.keySet();
      problems.add(
          mount.position(),
          "services." + name + ".volumes",
          "volume '"
              + named.volume()
              + "' is not declared under the top-level 'volumes'"
              + Suggestion.of(named.volume(), known));
    }
  }

  /** Checks configs and secrets: those of services that are not started may be missing. */
  void grants(Map<String, Content> configs, Map<String, Content> secrets) {
    drafts.forEach(
        (name, draft) -> {
          for (ServiceMount mount : draft.service().mounts()) {
            if (mount instanceof ServiceMount.Grant grant) {
              grant(name, grant, grant.secret() ? secrets : configs);
            }
          }
        });
  }

  private void grant(String name, ServiceMount.Grant grant, Map<String, Content> contents) {
    String kind = grant.secret() ? "secret" : "config";
    Content content = contents.get(grant.source());
    if (content == null) {
      problems.add(
          grant.position(),
          "services." + name + "." + kind + "s",
          kind
              + " '"
              + grant.source()
              + "' is not declared under the top-level '"
              + kind
              + "s'"
              + Suggestion.of(grant.source(), contents.keySet()));
    } else if (content instanceof Content.Unavailable none && profiles.enables(name)) {
      problems.add(none.position(), none.reason());
    }
  }

  /** No two containers may have the same name. */
  void containerNames() {
    Map<String, String> names = new LinkedHashMap<>();
    drafts.forEach(
        (name, draft) -> {
          Optional<String> own = draft.service().container().name();
          String other = own.map(text -> names.putIfAbsent(text, name)).orElse(null);
          if (other != null) {
            problems.add(
                draft.service().positionOf("container_name"),
                "services." + name + ".container_name",
                "service '" + other + "' has the same; a name can only have one container");
          }
        });
  }

  private void cycles() {
    CycleSearch search =
        new CycleSearch(
            name -> dependencies(name).keySet(),
            (from, to, names) ->
                Optional.ofNullable(dependencies(from).get(to))
                    .ifPresent(other -> other.problem("dependency cycle: " + names)));
    search.check(drafts.keySet());
  }

  /** Where a service names each of the others; none when it is unknown. */
  private Map<String, Attribute> dependencies(String name) {
    Map<String, Attribute> dependencies = new LinkedHashMap<>();
    Draft draft = drafts.get(name);
    if (draft != null) {
      draft
          .dependencies()
          .forEach(other -> dependencies.putIfAbsent(other.service(), other.attribute()));
    }
    return dependencies;
  }
}
