package jcompose.composer.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jcompose.composer.ComposerException;
import jcompose.composer.image.ImageImport;
import jcompose.composer.image.ImageStore;
import jcompose.composer.image.PullListener;
import jcompose.engine.BadLayerException;
import jcompose.engine.EngineDirectories;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;
import jcompose.engine.UnpackedArchive;
import jcompose.engine.state.IoReason;

/**
 * Where a bundle's project lies on this machine: {@code bundles/<digest>/<name>} below the root
 * folder. It is there wholly or not at all, and its images are in the store.
 */
public final class BundleFolder {
  private static final int SHORT = 16;

  private final EngineDirectories directories;
  private final Map<String, String> environment;
  private final Bundle bundle;
  private final Path bundles;
  private final Path place;

  /**
   * @param environment sets limits
   */
  public BundleFolder(
      EngineDirectories directories, Map<String, String> environment, Bundle bundle) {
    this.directories = directories;
    this.environment = environment;
    this.bundle = bundle;
    this.bundles = directories.root().resolve("bundles");
    this.place =
        bundles.resolve(bundle.digest().substring("sha256:".length(), "sha256:".length() + SHORT));
  }

  /** The Compose files, absolute, in order; nothing is unpacked for it. */
  public List<Path> files() {
    return bundle.description().files().stream().map(project()::resolve).toList();
  }

  private Path project() {
    return place.resolve(bundle.description().name());
  }

  /**
   * Unpacks the project and its images unless both are there.
   *
   * @param listener told of warnings about images
   * @throws ComposerException when the archive is not what its description says
   */
  public void require(PullListener listener) {
    boolean unpacked = Files.isDirectory(project());
    if (unpacked && hasImages()) {
      return;
    }
    inside(
        content -> {
          List<String> problems = problems(content);
          if (!problems.isEmpty()) {
            throw new ComposerException(
                bundle.file() + " is damaged: " + String.join("; ", problems));
          }
          new ImageImport(directories, environment)
              .read(images(content), bundle.file().toString(), wantedImages(), listener);
          if (!unpacked) {
            publish(content);
          }
          return List.of();
        });
  }

  /** What is not as the description says, a line each; images are compared by their digests. */
  public List<String> verify() {
    return inside(
        content -> {
          List<String> problems = new ArrayList<>(problems(content));
          problems.addAll(
              ImageImport.damage(
                  images(content), bundle.file().toString(), bundle.description().images()));
          return problems;
        });
  }

  private static Path images(Path content) {
    return content.resolve(BundleDescription.IMAGES);
  }

  private boolean hasImages() {
    ImageStore store = new ImageStore(directories, environment);
    return wantedImages().entrySet().stream()
        .allMatch(
            image ->
                store.find(image.getKey(), java.util.Optional.of(image.getValue())).isPresent());
  }

  /**
   * The digests of the images by what they are called here: paths begin at the project's folder.
   */
  private Map<String, String> wantedImages() {
    Map<String, String> wanted = new LinkedHashMap<>();
    bundle
        .description()
        .images()
        .forEach(
            (name, digest) ->
                wanted.put(
                    ImageStore.isPath(name) ? project().resolve(name).normalize().toString() : name,
                    digest));
    return wanted;
  }

  private interface Reading {
    List<String> of(Path content) throws IOException;
  }

  private List<String> inside(Reading reading) {
    LayerStore layers = new LayerStore(directories);
    try (UnpackedArchive unpacked =
        layers.unpack(() -> Files.newInputStream(bundle.file()), LayerLimits.of(environment))) {
      return reading.of(unpacked.folder());
    } catch (BadLayerException bad) {
      throw new ComposerException(bundle.file() + ": " + bad.getMessage(), bad);
    } catch (IOException failure) {
      throw new ComposerException(
          bundle.file() + ": cannot be unpacked: " + IoReason.of(failure), failure);
    }
  }

  private List<String> problems(Path content) throws IOException {
    List<String> problems = new ArrayList<>();
    Path project = content.resolve(BundleDescription.PROJECT);
    Set<String> present = new TreeSet<>();
    if (Files.isDirectory(project)) {
      try (Stream<Path> files = Files.walk(project)) {
        files
            .filter(file -> !Files.isDirectory(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
            .forEach(file -> present.add(project.relativize(file).toString()));
      }
    }
    Map<String, String> wanted = bundle.description().contents();
    for (String name : present) {
      if (!wanted.containsKey(name)) {
        problems.add("'" + name + "' is not in its description");
      }
    }
    wanted.forEach(
        (name, digest) -> {
          if (!present.contains(name)) {
            problems.add("'" + name + "' is missing");
          } else if (!FileDigest.of(project.resolve(name)).equals(digest)) {
            problems.add("'" + name + "' is not what was saved");
          }
        });
    return problems;
  }

  private void publish(Path content) throws IOException {
    Path named = content.resolve("named");
    Files.createDirectory(named);
    Files.move(
        content.resolve(BundleDescription.PROJECT), named.resolve(bundle.description().name()));
    Files.createDirectories(bundles);
    // there may be secrets among the files
    Files.setPosixFilePermissions(bundles, PosixFilePermissions.fromString("rwx------"));
    try {
      Files.move(named, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException other) {
      if (!Files.isDirectory(project())) {
        throw other; // nobody else has put it there meanwhile
      }
    }
  }
}
