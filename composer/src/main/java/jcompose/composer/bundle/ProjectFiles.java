package jcompose.composer.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jcompose.composer.ComposerException;
import jcompose.composer.image.ImageStore;
import jcompose.composer.load.Loaded;
import jcompose.composer.model.Conf;
import jcompose.composer.model.Content;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Source;
import jcompose.engine.state.IoReason;

/** The files that a project needs and that lie in its folder. */
final class ProjectFiles {
  private final Project project;
  private final Path folder;
  private final Map<String, Path> found = new TreeMap<>();
  private final List<String> elsewhere = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  /**
   * Gathers them.
   *
   * @param withSecrets whether the files of secrets are among them
   * @throws ComposerException when a Compose or env file lies outside of the folder
   */
  ProjectFiles(Loaded loaded, boolean withSecrets) {
    project = loaded.project();
    folder = project.directory();
    for (Path file : loaded.files()) {
      required(file);
    }
    for (Path file : loaded.variableFiles()) {
      required(file);
    }
    for (Service service : project.services().values()) {
      conf(service.conf());
      if (service.source() instanceof Source.Rootfs rootfs) {
        elsewhere.add(rootfs.directory().toString());
      }
      if (service.source() instanceof Source.Image image) {
        image(service, image.reference());
      }
      for (ServiceMount mount : service.mounts()) {
        if (mount instanceof ServiceMount.Bind bind) {
          optional(bind.source());
        }
      }
    }
    project.configs().values().forEach(this::content);
    project
        .secrets()
        .forEach(
            (name, secret) -> {
              if (secret instanceof Content.OfVariable variable) {
                elsewhere.add("the variable " + variable.name() + " of secret " + name);
              } else if (withSecrets) {
                content(secret);
              } else if (secret instanceof Content.OfFile file) {
                leftOut.add(name);
                found.keySet().removeIf(path -> folder.resolve(path).equals(file.file()));
              }
            });
  }

  /** The files and links by their names from the project's folder, sorted. */
  Map<String, Path> files() {
    return found;
  }

  /** What the project takes from the machine that it runs on. */
  List<String> elsewhere() {
    return elsewhere.stream().distinct().sorted().toList();
  }

  /** The names of the secrets whose files are not among these. */
  List<String> secretsLeftOut() {
    return leftOut;
  }

  private void required(Path file) {
    if (!file.startsWith(folder)) {
      throw outside(
          file.toString(), "name a folder above with --project-directory, or move the file");
    }
    add(file);
  }

  private ComposerException outside(String what, String remedy) {
    return new ComposerException(
        what
            + " is not below the project's folder "
            + folder
            + ": a bundle holds that folder's files only; "
            + remedy);
  }

  /** It is among the bundle's images, but looked for by its path. */
  private void image(Service service, String reference) {
    if (ImageStore.isPath(reference) && !Path.of(reference).normalize().startsWith(folder)) {
      throw outside(
          service.positions().getOrDefault("image", service.position()) + ": image " + reference,
          "move the image there, or name a folder above with --project-directory");
    }
  }

  private void conf(Conf conf) {
    conf.hosts().ifPresent(this::optional);
    conf.hostname().ifPresent(this::optional);
    conf.resolvConf().ifPresent(this::optional);
  }

  private void content(Content content) {
    if (content instanceof Content.OfFile file) {
      optional(file.file());
    }
  }

  private void optional(Path file) {
    if (!file.startsWith(folder)) {
      elsewhere.add(file.toString());
    } else if (file.equals(folder)) {
      elsewhere.add(file + " (the whole project folder)");
    } else if (Files.isDirectory(file)) {
      below(file);
    } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      add(file);
    }
  }

  private void below(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).forEach(this::add);
    } catch (IOException failure) {
      throw new ComposerException(directory + ": cannot be read: " + IoReason.of(failure), failure);
    }
  }

  private void add(Path file) {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file)) {
      found.put(folder.relativize(file).toString(), file);
    } else {
      elsewhere.add(file + " (neither a file nor a link)");
    }
  }
}
