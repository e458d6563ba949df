package jcompose.composer.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jcompose.composer.image.ImageDetail.Layer;
import jcompose.composer.image.ImageDetail.Step;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;

/** What is in the store. */
public final class ImageCatalog {
  private final Stores stores;

  /** The store under the engine's root folder. */
  public ImageCatalog(EngineDirectories directories) {
    stores = Stores.in(directories, Map.of());
  }

  /** All images, those with names first, by name. */
  public List<ImageSummary> list() {
    Map<String, List<String>> references = references(stores);
    List<ImageSummary> named = new ArrayList<>();
    List<ImageSummary> nameless = new ArrayList<>();
    for (StoredImage image : stores.files().images()) {
      List<String> names = references.getOrDefault(image.digest(), List.of());
      (names.isEmpty() ? nameless : named).add(summary(image, names));
    }
    named.sort((a, b) -> a.references().get(0).compareTo(b.references().get(0)));
    named.addAll(nameless);
    return named;
  }

  /** The images that containers are made of, found by their layers: names may have moved on. */
  public InContainers inContainers() {
    Map<List<Path>, ImageSummary> images = new HashMap<>();
    Map<String, List<String>> references = references(stores);
    for (StoredImage image : stores.files().images()) {
      stores
          .layers()
          .stack(ImageStore.withoutRepetitions(image.diffIds()))
          .ifPresent(
              layers ->
                  images.put(
                      layers, summary(image, references.getOrDefault(image.digest(), List.of()))));
    }
    return new InContainers(images);
  }

  /**
   * Images by what containers have of them.
   *
   * @param byLayers the folders of each, the base first
   */
  public record InContainers(Map<List<Path>, ImageSummary> byLayers) {
    /** Copies the map. */
    public InContainers {
      byLayers = Map.copyOf(byLayers);
    }

    /** That of a container; empty when the store no longer has it, or it was made of a folder. */
    public Optional<ImageSummary> of(ContainerState state) {
      return Optional.ofNullable(byLayers.get(state.spec().root().layers()));
    }
  }

  /** The names that lead to each image, by its digest. */
  static Map<String, List<String>> references(Stores stores) {
    Map<String, List<String>> references = new TreeMap<>();
    for (StoredReference reference : stores.files().references()) {
      references
          .computeIfAbsent(reference.digest(), digest -> new ArrayList<>())
          .add(reference.reference());
    }
    return references;
  }

  /**
   * All that is known of an image.
   *
   * @param name a reference, a path, or the beginning of a digest
   * @throws ImageException when there is none, or more than one
   */
  public ImageDetail inspect(String name) {
    StoredImage image = new ImageLookup(stores).find(name);
    ConfigReader reader = new ConfigReader(image.origin(), image.config());
    List<Descriptor> blobs = image.parts().layers();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < blobs.size(); i++) {
      Descriptor blob = blobs.get(i);
      String diffId = image.diffIds().get(i);
      layers.add(
          new Layer(
              blob.digest(),
              blob.size(),
              diffId,
              stores.layers().find(diffId).map(Path::toString),
              stores.blobs().find(blob).isPresent()));
    }
    List<Step> steps = reader.history(blobs.stream().map(Descriptor::size).toList());
    List<String> names = references(stores).getOrDefault(image.digest(), List.of());
    return new ImageDetail(summary(image, names), image.config(), layers, steps);
  }

  private ImageSummary summary(StoredImage image, List<String> names) {
    ConfigReader reader = new ConfigReader(image.origin(), image.config());
    return new ImageSummary(
        names,
        image.digest(),
        reader.platform(),
        reader.created(),
        image.origin(),
        image.parts().layers().stream().mapToLong(Descriptor::size).sum(),
        image.diffIds().stream().allMatch(id -> stores.layers().find(id).isPresent()));
  }
}
