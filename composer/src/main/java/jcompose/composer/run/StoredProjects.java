package jcompose.composer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import jcompose.composer.ComposerException;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.state.IoReason;

/** What the disk says of all projects, without their supervisors. */
public final class StoredProjects {
  private StoredProjects() {}

  /**
   * Every project that has containers, or was brought up and not taken down, by its name.
   *
   * @return its containers by their names
   */
  public static SortedMap<String, List<ContainerState>> all(EngineDirectories directories) {
    SortedMap<String, List<ContainerState>> projects = new TreeMap<>();
    claimed(directories).forEach(name -> projects.put(name, new ArrayList<>()));
    for (ContainerState state : ContainerEngine.list(directories)) {
      Labels.projectOf(state.spec().annotations())
          .ifPresent(name -> projects.computeIfAbsent(name, key -> new ArrayList<>()).add(state));
    }
    projects
        .values()
        .forEach(states -> states.sort(Comparator.comparing(state -> state.spec().name())));
    return projects;
  }

  private static List<String> claimed(EngineDirectories directories) {
    Path folder = directories.root().resolve("projects");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> projects = Files.list(folder)) {
      return projects
          .filter(project -> Files.exists(project.resolve("project.json")))
          .map(project -> String.valueOf(project.getFileName()))
          .toList();
    } catch (IOException e) {
      throw new ComposerException(folder + " cannot be listed: " + IoReason.of(e), e);
    }
  }
}
