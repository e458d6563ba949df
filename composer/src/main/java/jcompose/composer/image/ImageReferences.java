package jcompose.composer.image;

import java.util.regex.Pattern;

/** Reads image references by the rules of Docker. */
public final class ImageReferences {
  private static final String HUB = "docker.io";
  private static final Pattern COMPONENT =
      Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:\\[[0-9a-fA-F:]+\\]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::[0-9]{1,5})?");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int LONGEST_REPOSITORY = 255;

  private ImageReferences() {}

  /**
   * A reference in full: {@code busybox} is {@code docker.io/library/busybox:latest}.
   *
   * @throws ImageException naming the reference and what is wrong with it
   */
  public static ImageReference parse(String text) {
    String rest = text;
    String digest = "";
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
      if (!DIGEST.matcher(digest).matches()) {
        throw invalid(text, "its digest is not sha256: with 64 hex digits");
      }
    }
    String tag = "";
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
      if (!TAG.matcher(tag).matches()) {
        throw invalid(text, "its tag '" + tag + "' is not made of letters, digits, _ . and -");
      }
    }
    int slash = rest.indexOf('/');
    String first = slash < 0 ? "" : rest.substring(0, slash);
    boolean named = isRegistry(first);
    String registry = named ? first : HUB;
    String repository = named ? rest.substring(slash + 1) : rest;
    if (registry.equals("index.docker.io")) {
      registry = HUB;
    }
    if (!REGISTRY.matcher(registry).matches()) {
      throw invalid(text, "'" + registry + "' is not a registry's host or host:port");
    }
    if (registry.equals(HUB) && repository.indexOf('/') < 0) {
      repository = "library/" + repository;
    }
    checkRepository(text, repository);
    return new ImageReference(
        registry, repository, tag.isEmpty() && digest.isEmpty() ? "latest" : tag, digest);
  }

  /** What stands before the first slash is a host only if it looks like one. */
  private static boolean isRegistry(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(java.util.Locale.ROOT));
  }

  private static void checkRepository(String text, String repository) {
    if (repository.length() > LONGEST_REPOSITORY) {
      throw invalid(text, "its repository is longer than " + LONGEST_REPOSITORY + " characters");
    }
    for (String component : repository.split("/", -1)) {
      if (component.isEmpty()) {
        throw invalid(text, "a part of its name is empty");
      }
      if (!COMPONENT.matcher(component).matches()) {
        String lower = component.toLowerCase(java.util.Locale.ROOT);
        throw invalid(
            text,
            "'"
                + component
                + "' is not made of lower-case letters, digits and single . _ - between them"
                + (COMPONENT.matcher(lower).matches() ? "; did you mean '" + lower + "'?" : ""));
      }
    }
  }

  private static ImageException invalid(String text, String why) {
    return new ImageException("image reference '" + text + "' is not valid: " + why);
  }
}
