package jcompose.composer.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import jcompose.composer.ComposerException;
import jcompose.composer.image.ImageReferences;
import jcompose.composer.image.ImageStore;
import jcompose.composer.load.Loaded;
import jcompose.composer.model.Conf;
import jcompose.composer.model.Content;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Source;
import jcompose.engine.state.IoReason;

/** What a project is made of besides its Compose files. */
final class ProjectInputs {
  private final Loaded loaded;

  ProjectInputs(Loaded loaded) {
    this.loaded = loaded;
  }

  /** The images' names in the lock file, to their references as the project has them. */
  Map<String, String> images() {
    Map<String, String> images = new TreeMap<>();
    for (Service service : loaded.project().services().values()) {
      if (service.source() instanceof Source.Image image) {
        images.put(name(image.reference()), image.reference());
      }
      for (ServiceMount mount : service.mounts()) {
        if (mount instanceof ServiceMount.OfImage image) {
          images.put(name(image.image()), image.image());
        }
      }
    }
    return images;
  }

  /** The images of one service, by their names in the lock file. */
  Set<String> imagesOf(String service) {
    Service one = loaded.project().services().get(service);
    Set<String> names = new TreeSet<>();
    if (one != null && one.source() instanceof Source.Image image) {
      names.add(name(image.reference()));
    }
    return names;
  }

  /** What an image is called in the lock file. */
  String name(String reference) {
    return ImageStore.isPath(reference)
        ? shown(Path.of(reference))
        : ImageReferences.parse(reference).toString();
  }

  /** The digest of each file. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    loaded.variableFiles().forEach(file -> files.put(shown(file), digest(file)));
    Project project = loaded.project();
    for (Service service : project.services().values()) {
      Conf conf = service.conf();
      conf.hosts().ifPresent(file -> files.put(shown(file), digest(file)));
      conf.hostname().ifPresent(file -> files.put(shown(file), digest(file)));
      conf.resolvConf().ifPresent(file -> files.put(shown(file), digest(file)));
    }
    for (Content config : project.configs().values()) {
      if (config instanceof Content.OfFile of) {
        files.put(shown(of.file()), digest(of.file()));
      }
    }
    return files;
  }

  Set<String> secrets() {
    return loaded.project().secrets().keySet();
  }

  /** As seen from the project's folder, unless they have nothing in common. */
  private String shown(Path file) {
    Path folder = loaded.project().directory();
    if (file.startsWith(folder)) {
      return "./" + folder.relativize(file);
    }
    boolean neighbours =
        file.getNameCount() > 1
            && folder.getNameCount() > 0
            && file.getName(0).equals(folder.getName(0));
    return (neighbours ? folder.relativize(file) : file).toString();
  }

  private static String digest(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return "sha256:" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    } catch (NoSuchFileException missing) {
      throw new ComposerException(file + ": no such file", missing);
    } catch (IOException failure) {
      throw new ComposerException(file + ": cannot be read: " + IoReason.of(failure), failure);
    }
  }
}
