package jcompose.composer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.ComposerException;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.engine.EngineDirectories;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.state.IoReason;

/**
 * The configs and secrets of one container, as files of its run folder that are mounted into it.
 * They are there as long as the container is, so that it can be started again when the supervisor
 * that knew the secrets is gone. Their folder is root's alone; the files have the owner and mode
 * that the container sees.
 */
record GrantedFiles(EngineDirectories directories, String id, Service service) {
  private static final String FOLDER = "granted";

  /** Whether it has any secret. */
  static boolean anySecret(Service service) {
    return service.mounts().stream()
        .anyMatch(mount -> mount instanceof ServiceMount.Grant grant && grant.secret());
  }

  /** What is mounted for a grant. */
  Mount mount(ServiceMount.Grant grant) {
    return new Mount.Bind(
        file(grant), grant.target(), List.of("bind", "ro", "nosuid", "nodev"), Optional.empty());
  }

  /** Whether a mount is one of these, of any container. */
  static boolean owns(EngineDirectories directories, Path source) {
    return source.startsWith(directories.run()) && source.toString().contains("/" + FOLDER + "/");
  }

  /** What is wrong with the owners, each with its place. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (ServiceMount.Grant grant : grants()) {
      if (owner(grant).isEmpty() || group(grant).isEmpty()) {
        problems.add(
            grant.position()
                + ": services."
                + service.name()
                + (grant.secret() ? ".secrets" : ".configs")
                + ": owner "
                + grant.uid()
                + ":"
                + grant.gid()
                + " does not exist in its user namespace");
      }
    }
    return problems;
  }

  /** Writes them, anew when they are there; call it before each start. */
  void write(Contents contents) {
    List<ServiceMount.Grant> grants = grants();
    if (grants.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(directories.containerRun(id));
      if (!Files.isDirectory(folder())) {
        Files.createDirectory(
            folder(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      for (ServiceMount.Grant grant : grants) {
        write(file(grant), grant, contents.bytes(grant));
      }
    } catch (IOException e) {
      throw new ComposerException(
          service.position()
              + ": services."
              + service.name()
              + ": its configs and secrets cannot be written to "
              + folder()
              + ": "
              + IoReason.of(e),
          e);
    }
  }

  private void write(Path file, ServiceMount.Grant grant, byte[] content) throws IOException {
    Files.deleteIfExists(file); // an exec of a run before may hold the old one
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, content, StandardOpenOption.WRITE);
    Files.setAttribute(file, "unix:uid", (int) owner(grant).orElseThrow());
    Files.setAttribute(file, "unix:gid", (int) group(grant).orElseThrow());
    Files.setAttribute(file, "unix:mode", grant.mode());
  }

  private List<ServiceMount.Grant> grants() {
    List<ServiceMount.Grant> grants = new ArrayList<>();
    for (ServiceMount mount : service.mounts()) {
      if (mount instanceof ServiceMount.Grant grant) {
        grants.add(grant);
      }
    }
    return grants;
  }

  private Path folder() {
    return directories.containerRun(id).resolve(FOLDER);
  }

  private Path file(ServiceMount.Grant grant) {
    return folder().resolve(Integer.toString(grants().indexOf(grant)));
  }

  private OptionalLong owner(ServiceMount.Grant grant) {
    return users().map(users -> users.hostUid(grant.uid())).orElse(OptionalLong.of(grant.uid()));
  }

  private OptionalLong group(ServiceMount.Grant grant) {
    return users().map(users -> users.hostGid(grant.gid())).orElse(OptionalLong.of(grant.gid()));
  }

  private Optional<NamespaceMode.Mapped> users() {
    return service.namespaces().get(NamespaceType.USER) instanceof NamespaceChoice.Mapped users
        ? Optional.of(new NamespaceMode.Mapped(users.uids(), users.gids()))
        : Optional.empty();
  }
}
