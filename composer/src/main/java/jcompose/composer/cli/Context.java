package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.bundle.Bundle;
import jcompose.composer.bundle.BundleFolder;
import jcompose.composer.console.Screen;
import jcompose.composer.image.PullListener;
import jcompose.composer.load.LoadRequest;
import jcompose.composer.load.Loaded;
import jcompose.composer.load.NoSuchServiceException;
import jcompose.composer.load.ProjectLoader;
import jcompose.composer.model.Project;
import jcompose.composer.run.Labels;
import jcompose.composer.run.ProjectClaim;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.SupervisorClient;
import jcompose.engine.ContainerState;
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

  /** The project that the files say, its warnings shown. */
  Project load(Operands operands) {
    return loadAll(operands).project();
  }

  /** The same with the values of variables that secrets name. */
  Loaded loadAll(Operands operands) {
    bundle(operands).ifPresent(bundle -> bundle.require(PullListener.SILENT));
    Loaded loaded = ProjectLoader.load(request(operands));
    loaded.warnings().forEach(screen::warning);
    return loaded;
  }

  /** The same with the services of all profiles. */
  Loaded loadWhole(Operands operands) {
    LoadRequest some = request(new Operands(operands.files(), List.of()));
    LoadRequest all =
        new LoadRequest(
            some.files(),
            some.projectName(),
            List.of("*"),
            some.envFiles(),
            some.projectDirectory(),
            some.workingDirectory(),
            some.environment(),
            some.services());
    Loaded loaded = ProjectLoader.load(all);
    loaded.warnings().forEach(screen::warning);
    return loaded;
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

  /**
   * Refuses services that neither the containers know, nor the project as it was brought up, nor
   * the files.
   *
   * @param services as the command line names them
   */
  void requireServices(String project, Operands operands, Collection<String> services) {
    Set<String> existing = new LinkedHashSet<>();
    for (ContainerState state : StoredStack.states(directories, project)) {
      existing.add(Labels.from(state.spec().annotations()).service());
    }
    if (existing.containsAll(services)) {
      return;
    }
    Set<String> known = ProjectLoader.serviceNames(request(operands));
    claimed(project).ifPresent(claimed -> known.addAll(claimed.services().keySet()));
    known.addAll(existing);
    for (String service : services) {
      if (!known.contains(service)) {
        throw new NoSuchServiceException(service, known);
      }
    }
  }

  /** The services that the files have, whatever containers there are. */
  Set<String> declaredServices(Operands operands) {
    return ProjectLoader.serviceNames(request(operands));
  }

  /** Where the bundle among the operands lies, or will. */
  private Optional<BundleFolder> bundle(Operands operands) {
    Optional<Path> file = operands.bundle();
    if (file.isPresent() && !globals.files().isEmpty()) {
      throw new UsageException(file.get() + " is a whole project: -f cannot be given with it");
    }
    return file.map(
        path ->
            new BundleFolder(
                directories, environment, Bundle.open(workingDirectory.resolve(path))));
  }

  SupervisorClient supervisor(String project) {
    return new SupervisorClient(directories, project);
  }

  /** What the command line says about the project to load. */
  LoadRequest request(Operands operands) {
    List<Path> files = new ArrayList<>(globals.files());
    files.addAll(bundle(operands).map(BundleFolder::files).orElse(operands.files()));
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
