package jcompose.composer.lock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Position;
import jcompose.composer.tree.Nodes;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.SourceText;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlParser;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;
import jcompose.composer.yaml.YamlText;

/** A lock file as YAML: everything sorted, one fact a line, so that a comparison reads well. */
final class LockText {
  private static final String HEADER =
      """
      # Written by 'jcompose lock'. Keep it beside the file that it is for and commit both;
      # 'jcompose lock --check' tells what has changed since.
      """;
  private static final String VERSION = "1";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Position NOWHERE = new Position("", 1, 1);

  private LockText() {}

  static String write(LockFile lock) {
    Nodes images = Nodes.at(NOWHERE);
    lock.images()
        .forEach(
            (name, image) -> {
              Nodes platforms = Nodes.at(NOWHERE);
              image.platforms().forEach(platforms::put);
              images.put(
                  name,
                  Nodes.at(NOWHERE)
                      .put("source", image.source())
                      .put("digest", image.digest())
                      .put("platforms", platforms.mapping())
                      .mapping());
            });
    Nodes files = Nodes.at(NOWHERE);
    lock.files().forEach(files::put);
    List<YamlNode> secrets = new ArrayList<>();
    lock.secrets().forEach(name -> secrets.add(YamlScalar.string(name, NOWHERE)));
    Nodes root = Nodes.at(NOWHERE).put("version", Long.parseLong(VERSION));
    root.put("images", images.mapping());
    if (!lock.files().isEmpty()) {
      root.put("files", files.mapping());
    }
    if (!secrets.isEmpty()) {
      root.put("secrets", new YamlSequence(secrets, NOWHERE));
    }
    return HEADER + YamlText.of(root.mapping());
  }

  /**
   * Reads one.
   *
   * @throws ComposerException naming the line that is not one of a lock file
   */
  static LockFile read(SourceText source) {
    List<String> lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("<<<<<<< ")) {
        throw new ComposerException(
            new Position(source.name(), i + 1, 1)
                + ": a merge conflict is left here: take one side, then 'jcompose lock' adds what"
                + " is missing");
      }
    }
    List<Problem> problems = new ArrayList<>();
    List<YamlNode> documents = YamlParser.parse(source, problems::add);
    if (!problems.isEmpty()) {
      throw broken(problems.get(0).position(), problems.get(0).words());
    }
    YamlMapping root =
        mapping(
            documents.isEmpty()
                ? YamlScalar.none(new Position(source.name(), 1, 1))
                : documents.get(0));
    String version = root.get("version").map(LockText::text).orElse("");
    if (!version.equals(VERSION)) {
      throw broken(
          root.position(),
          version.isEmpty()
              ? "it has no 'version'"
              : "its version is " + version + ", which this jcompose does not know");
    }
    return new LockFile(images(root), digests(root, "files"), secrets(root));
  }

  private static Map<String, LockedImage> images(YamlMapping root) {
    Map<String, LockedImage> images = new LinkedHashMap<>();
    for (YamlEntry entry : entries(root, "images")) {
      YamlMapping image = mapping(entry.value());
      String digest =
          image
              .get("digest")
              .map(LockText::digest)
              .orElseThrow(() -> broken(image.position(), "it needs a 'digest'"));
      images.put(
          entry.key(),
          new LockedImage(
              image.get("source").map(LockText::text).orElse(LockedImage.REGISTRY),
              digest,
              digests(image, "platforms")));
    }
    return images;
  }

  private static Map<String, String> digests(YamlMapping parent, String key) {
    Map<String, String> digests = new LinkedHashMap<>();
    for (YamlEntry entry : entries(parent, key)) {
      digests.put(entry.key(), digest(entry.value()));
    }
    return digests;
  }

  private static Set<String> secrets(YamlMapping root) {
    Set<String> names = new TreeSet<>();
    YamlNode node = root.get("secrets").orElse(null);
    if (node instanceof YamlSequence list) {
      list.items().forEach(item -> names.add(text(item)));
    } else if (node != null) {
      throw broken(node.position(), "'secrets' must be a list");
    }
    return names;
  }

  private static Iterable<YamlEntry> entries(YamlMapping parent, String key) {
    YamlNode node = parent.get(key).orElse(null);
    return node == null || node.isNothing() ? List.of() : mapping(node).entries().values();
  }

  private static YamlMapping mapping(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return mapping;
    }
    throw broken(node.position(), "a mapping must stand here, not " + node.kind());
  }

  private static String digest(YamlNode node) {
    String text = text(node);
    if (!DIGEST.matcher(text).matches()) {
      throw broken(node.position(), "'" + text + "' is not sha256: with 64 hex digits");
    }
    return text;
  }

  private static String text(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar.text();
    }
    throw broken(node.position(), "a text must stand here, not " + node.kind());
  }

  private static ComposerException broken(Position position, String words) {
    return new ComposerException(
        position
            + ": the lock file is damaged: "
            + words
            + "; mend it, or remove it and run 'jcompose lock'");
  }
}
