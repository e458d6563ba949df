package jcompose.composer.lock;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import jcompose.composer.ComposerException;
import jcompose.composer.image.ImageStore;
import jcompose.composer.image.Platform;
import jcompose.composer.load.Loaded;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Source;
import jcompose.composer.yaml.SourceText;
import jcompose.engine.state.AtomicFile;

/** A project's lock file: made, compared and obeyed. */
public final class ProjectLock {
  private final Loaded loaded;
  private final ProjectInputs inputs;
  private final Path file;

  /**
   * The lock file of a project.
   *
   * @throws ComposerException when the project came from standard input, beside which is no place
   */
  public ProjectLock(Loaded loaded) {
    this.loaded = loaded;
    this.inputs = new ProjectInputs(loaded);
    this.file = place(loaded.project());
  }

  /** Beside the first Compose file: {@code stack.lock} for {@code stack.yml}. */
  private static Path place(Project project) {
    Path first = project.files().get(0);
    String name = String.valueOf(first.getFileName());
    if (name.equals("-")) {
      return project.directory().resolve("compose.lock");
    }
    int dot = name.lastIndexOf('.');
    return first.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".lock");
  }

  /** Where it is, or would be. */
  public Path file() {
    return file;
  }

  /**
   * What it says, empty when there is none.
   *
   * @throws ComposerException when it is damaged
   */
  public Optional<LockFile> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = new String(AtomicFile.read(file), StandardCharsets.UTF_8);
    return Optional.of(LockText.read(new SourceText(file.toString(), text)));
  }

  /**
   * A lock file for the project as it is: images that were locked stay, new ones are looked up.
   *
   * @param before what is kept of
   * @param renew names of images, as the lock file has them, that are looked up again
   * @param lookUp gives a reference's digests
   */
  public LockFile make(
      Optional<LockFile> before, Predicate<String> renew, Function<String, LockedImage> lookUp) {
    Map<String, LockedImage> images = new TreeMap<>();
    inputs
        .images()
        .forEach(
            (name, reference) -> {
              LockedImage known = before.map(lock -> lock.images().get(name)).orElse(null);
              boolean kept =
                  known != null && !renew.test(name) && known.source().equals(LockedImage.REGISTRY);
              images.put(name, kept ? known : lookUp.apply(reference));
            });
    return new LockFile(images, inputs.files(), inputs.secrets());
  }

  /** What the lock file calls an image of the project. */
  public String name(String reference) {
    return inputs.name(reference);
  }

  /** The text of a lock file. */
  public static String text(LockFile lock) {
    return LockText.write(lock);
  }

  /** The images of a service as the lock file names them. */
  public Set<String> imagesOf(String service) {
    return inputs.imagesOf(service);
  }

  /** Writes it, unless it says that already; whether it was written. */
  public boolean write(LockFile lock) {
    byte[] text = LockText.write(lock).getBytes(StandardCharsets.UTF_8);
    if (Files.exists(file) && java.util.Arrays.equals(AtomicFile.read(file), text)) {
      return false;
    }
    SharedFile.write(file, text);
    return true;
  }

  /**
   * What is not as the lock file has it, as far as this machine's files tell.
   *
   * @param isLocked asked of every image that is a file here: whether it still has the digest
   */
  public List<Drift> drift(LockFile lock, Predicate<Map.Entry<String, LockedImage>> isLocked) {
    List<Drift> drift = new ArrayList<>();
    Map<String, String> images = inputs.images();
    compare(lock.images().keySet(), images.keySet(), "image", drift);
    lock.images()
        .forEach(
            (name, image) -> {
              String reference = images.get(name);
              if (reference != null && !isLocked.test(Map.entry(reference, image))) {
                drift.add(new Drift(name, "leads to another image than the locked one", false));
              }
            });
    Map<String, String> files = inputs.files();
    compare(lock.files().keySet(), files.keySet(), "file", drift);
    files.forEach(
        (name, digest) -> {
          String locked = lock.files().get(name);
          if (locked != null && !locked.equals(digest)) {
            drift.add(new Drift(name, "has changed", false));
          }
        });
    compare(lock.secrets(), inputs.secrets(), "secret", drift);
    return drift;
  }

  /**
   * The same for a part of the project: profiles and services that are not wanted now leave the
   * rest of the lock file unused, which is no drift.
   */
  public List<Drift> driftOfPart(
      LockFile lock, Predicate<Map.Entry<String, LockedImage>> isLocked) {
    return drift(lock, isLocked).stream().filter(drift -> !drift.gone()).toList();
  }

  private static void compare(
      Set<String> locked, Set<String> actual, String kind, List<Drift> drift) {
    Set<String> all = new TreeSet<>(locked);
    all.addAll(actual);
    for (String name : all) {
      if (!locked.contains(name)) {
        drift.add(new Drift(name, "is a new " + kind, false));
      } else if (!actual.contains(name)) {
        drift.add(new Drift(name, "is no longer used by the project", true));
      }
    }
  }

  /**
   * The project with the images that the lock file fixes.
   *
   * @throws ComposerException when an image is locked, but not for the platform that is wanted
   */
  public Loaded obey(LockFile lock) {
    Map<String, Service> services = new LinkedHashMap<>();
    loaded.project().services().forEach((name, service) -> services.put(name, obey(lock, service)));
    return loaded.with(loaded.project().withServices(services));
  }

  private Service obey(LockFile lock, Service service) {
    Platform platform = service.pull().platform().map(Platform::parse).orElseGet(Platform::current);
    Source source = service.source();
    if (source instanceof Source.Image image) {
      source =
          new Source.Image(image.reference(), digest(lock, image.reference(), platform, service));
    }
    List<ServiceMount> mounts = new ArrayList<>();
    for (ServiceMount mount : service.mounts()) {
      mounts.add(
          mount instanceof ServiceMount.OfImage image
              ? new ServiceMount.OfImage(
                  image.image(),
                  digest(lock, image.image(), Platform.current(), service),
                  image.target(),
                  image.subpath(),
                  image.position())
              : mount);
    }
    return service.withImages(source, mounts);
  }

  private Optional<String> digest(
      LockFile lock, String reference, Platform platform, Service service) {
    LockedImage image = lock.images().get(inputs.name(reference));
    if (image == null) {
      return Optional.empty();
    }
    String digest = image.platforms().get(platform.toString());
    if (digest == null) {
      throw new ComposerException(
          service.positionOf("image")
              + ": image: '"
              + reference
              + "' is locked for "
              + String.join(", ", image.platforms().keySet())
              + ", not for "
              + platform
              + (ImageStore.isPath(reference) ? "" : "; 'jcompose lock --update' asks again"));
    }
    return Optional.of(digest);
  }
}
