package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.LayerSource;

/** Looks at how an archive begins. */
public final class ArchiveNames {
  private ArchiveNames() {}

  /** The names of the first entries, their bytes as characters. */
  public static List<String> first(LayerSource source, int most) throws IOException {
    List<String> names = new ArrayList<>();
    try (ArchiveStream stream = ArchiveStream.start(source.open(), Long.MAX_VALUE)) {
      TarReader tar = new TarReader(stream);
      while (names.size() < most) {
        TarEntry entry = tar.next();
        if (entry == null) {
          break;
        }
        names.add(new String(entry.name(), ISO_8859_1));
      }
    }
    return names;
  }
}
