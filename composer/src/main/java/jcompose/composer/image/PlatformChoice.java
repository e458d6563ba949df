package jcompose.composer.image;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.composer.image.Manifest.Entry;

/** Which of an index's images a platform gets. */
final class PlatformChoice {
  private static final List<String> ARM = List.of("v8", "v7", "v6", "v5");

  private PlatformChoice() {}

  /**
   * The entry for a platform: the same variant, else the nearest older one that the platform runs,
   * else one without a variant.
   */
  static Optional<Entry> of(List<Entry> entries, Platform platform) {
    List<Entry> fitting =
        entries.stream()
            .filter(
                entry -> platform.matches(entry.platform().os(), entry.platform().architecture()))
            .toList();
    for (String variant : variants(platform)) {
      for (Entry entry : fitting) {
        if (entry.platform().variant().equals(variant)) {
          return Optional.of(entry);
        }
      }
    }
    return platform.variant().isEmpty() ? fitting.stream().findFirst() : Optional.empty();
  }

  /** Variants that a platform runs, the best first. */
  private static Set<String> variants(Platform platform) {
    Set<String> variants = new LinkedHashSet<>();
    variants.add(platform.variant());
    if (platform.architecture().equals("arm")) {
      String newest = platform.variant().isEmpty() ? "v7" : platform.variant();
      int from = ARM.indexOf(newest);
      variants.addAll(from < 0 ? List.of() : ARM.subList(from, ARM.size()));
    }
    if (platform.architecture().equals("arm64") && platform.variant().isEmpty()) {
      variants.add("v8");
    }
    if (platform.variant().isEmpty() || platform.variant().equals("v8")) {
      variants.add("");
    }
    return variants;
  }

  /** What an index has, for messages. */
  static String offered(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> !entry.isOther())
        .map(entry -> entry.platform().toString())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
