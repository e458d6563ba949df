package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.console.Screen;
import jcompose.composer.load.LoadRequest;
import jcompose.composer.load.Loaded;
import jcompose.composer.load.ProjectLoader;
import jcompose.composer.model.Project;
import jcompose.composer.run.ProjectClaim;
import jcompose.composer.supervisor.SupervisorClient;
import jcompose.engine.EngineDirectories;

/**
 * What every command works with.
 *
 * @param globals the options before the command
 * @param screen where it prints
 * @param directories where state lies
 * @param environment the user's
 * @param workingDirectory the absolute folder that the user is in
 */
record Context(
    Globals globals,
    Screen screen,
    EngineDirectories directories,
    Map<String, String> environment,
    Path workingDirectory) {

  /** The project that the files say, its warnings shown, its services checked to be there. */
  Project load(Operands operands) {
    Loaded loaded = ProjectLoader.load(request(operands));
    loaded.warnings().forEach(screen::warning);
    Project project = loaded.project();
    for (String service : operands.services()) {
      if (!project.services().containsKey(service)) {
        throw new ComposerException(
            "no such service: "
                + service
                + "; the project has "
                + String.join(", ", project.services().keySet()));
      }
    }
    return project;
  }

  /**
   * The project's name alone, for commands about containers that are there.
   *
   * <p>A name that was not given with -p must be this folder's own: a neighbour of the same name is
   * not touched by mistake.
   */
  String projectName(Operands operands) {
    LoadRequest request = request(operands);
    String name = ProjectLoader.projectName(request);
    if (globals.projectName().isEmpty()) {
      claimed(name).ifPresent(project -> requireSameFolder(name, project, request));
    }
    return name;
  }

  /** The project as it was last brought up. */
  Optional<Project> claimed(String name) {
    return new ProjectClaim(directories, name).read();
  }

  private static void requireSameFolder(String name, Project claimed, LoadRequest request) {
    Path folder = ProjectLoader.projectDirectory(request);
    if (!claimed.directory().equals(folder)) {
      throw new ComposerException(
          "project '"
              + name
              + "' was brought up from "
              + claimed.directory()
              + ", not from "
              + folder
              + "; say -p "
              + name
              + " if you mean that one");
    }
  }

  SupervisorClient supervisor(String project) {
    return new SupervisorClient(directories, project);
  }

  private LoadRequest request(Operands operands) {
    List<Path> files = new ArrayList<>(globals.files());
    files.addAll(operands.files());
    return new LoadRequest(
        files,
        globals.projectName(),
        globals.profiles(),
        globals.envFiles(),
        globals.projectDirectory(),
        workingDirectory,
        environment,
        operands.services());
  }
}
