package jcompose.composer.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line says about the project to load.
 *
 * @param files the {@code -f} files in order; empty to find them; {@code -} is standard input
 * @param projectName the {@code -p} option
 * @param profiles the {@code --profile} options
 * @param envFiles the {@code --env-file} options, in place of {@code .env}
 * @param projectDirectory the {@code --project-directory} option
 * @param workingDirectory the absolute folder that the user is in
 * @param environment the user's environment
 * @param services the services named on the command line: their profiles are active
 */
public record LoadRequest(
    List<Path> files,
    Optional<String> projectName,
    List<String> profiles,
    Optional<List<Path>> envFiles,
    Optional<Path> projectDirectory,
    Path workingDirectory,
    Map<String, String> environment,
    List<String> services) {
  /** Copies the collections. */
  public LoadRequest {
    files = List.copyOf(files);
    profiles = List.copyOf(profiles);
    envFiles = envFiles.map(List::copyOf);
    environment = Map.copyOf(environment);
    services = List.copyOf(services);
  }

  /** The profiles of the command line, or else of the environment. */
  public List<String> activeProfiles(Map<String, String> variables) {
    return profiles.isEmpty()
        ? FileFinder.split(variables.getOrDefault("COMPOSE_PROFILES", ""), ",")
        : profiles;
  }
}
