package jcompose.composer.bundle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a bundle: its first file, {@code bundle.json}. Whatever else is in there has its
 * digest here, so that the digest of this alone tells one bundle from another.
 *
 * @param version of the format
 * @param name the project's
 * @param platform that the images are for
 * @param files the Compose files in order, from the project's folder
 * @param lock the lock file, from the project's folder
 * @param images the digest of each image's manifest, by what the lock file calls it
 * @param contents the digest of each file below {@code project/}; of a link, the digest of where it
 *     leads
 * @param secrets the names of the secrets that the project wants and the bundle has not
 */
public record BundleDescription(
    int version,
    String name,
    String platform,
    List<String> files,
    String lock,
    Map<String, String> images,
    Map<String, String> contents,
    List<String> secrets) {
  /** The format that this program writes. */
  public static final int VERSION = 1;

  static final String FILE = "bundle.json";
  static final String PROJECT = "project/";
  static final String IMAGES = "images/";

  /** Copies and sorts. */
  public BundleDescription {
    files = List.copyOf(files);
    images = java.util.Collections.unmodifiableMap(new TreeMap<>(images));
    contents = java.util.Collections.unmodifiableMap(new TreeMap<>(contents));
    secrets = secrets.stream().sorted().toList();
  }
}
