package jcompose.composer.image;

import java.util.List;
import jcompose.composer.image.Manifest.Entry;

/** The names that images have in an archive. */
final class ImageNames {
  private ImageNames() {}

  /** Whether an entry of a layout is the one that the user means. */
  static boolean isCalled(Entry entry, String name) {
    return isCalled(entry.name(), name) || isCalled(entry.fullName(), name);
  }

  /** Whether a name is the one that the user means: the same, in full the same, or its tag. */
  static boolean isCalled(String actual, String name) {
    return !actual.isEmpty()
        && (actual.equals(name) || full(actual).equals(full(name)) || tag(actual).equals(name));
  }

  private static String full(String name) {
    try {
      return ImageReferences.parse(name).toString();
    } catch (ImageException other) {
      return name;
    }
  }

  private static String tag(String name) {
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.substring(colon + 1) : "";
  }

  /** Tells the user to name one, or that there is none of the name. */
  static ImageException choose(String shown, String name, List<String> names) {
    if (names.isEmpty()) {
      return new ImageException(
          name.isEmpty()
              ? shown + ": there is no image in it"
              : shown + ": its images have no names; leave ':" + name + "' out");
    }
    String list = String.join(", ", names);
    return new ImageException(
        name.isEmpty()
            ? shown + ": there are several images in it; add ':' and one of " + list
            : shown + ": there is no image '" + name + "' in it, but " + list);
  }
}
