package jcompose.composer.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import jcompose.composer.ComposerException;
import jcompose.engine.EngineException;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A bundle's archive and what it says of itself.
 *
 * @param file its absolute path
 * @param digest of its description
 */
public record Bundle(Path file, String digest, BundleDescription description) {
  private static final int MOST_OF_A_DESCRIPTION = 16 << 20;

  /**
   * Reads how an archive begins.
   *
   * @throws ComposerException when it is no bundle
   */
  public static Bundle open(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw noBundle(file, "it is no file");
    }
    try (InputStream in = Files.newInputStream(file);
        TarArchiveInputStream tar = new TarArchiveInputStream(new Beginning(in))) {
      TarArchiveEntry first = tar.getNextEntry();
      if (first == null || !first.getName().equals(BundleDescription.FILE)) {
        throw noBundle(file, "it does not begin with " + BundleDescription.FILE);
      }
      String text = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
      BundleDescription description =
          RecordJson.read(text.getBytes(StandardCharsets.UTF_8), BundleDescription.class);
      if (description.version() != BundleDescription.VERSION) {
        throw noBundle(
            file, "its format is of version " + description.version() + ", which is not known");
      }
      if (!description.name().matches("[a-z0-9][a-z0-9_-]*") || description.files().isEmpty()) {
        throw noBundle(file, "its description names no project");
      }
      for (String name : description.files()) {
        if (name.startsWith("/") || !Path.of(name).normalize().equals(Path.of(name))) {
          throw noBundle(file, "its Compose file '" + name + "' is not in the project's folder");
        }
      }
      return new Bundle(file, FileDigest.of(text), description);
    } catch (NoSuchFileException missing) {
      throw new ComposerException(file + ": no such file", missing);
    } catch (EngineException damaged) {
      throw noBundle(file, BundleDescription.FILE + ": " + damaged.getMessage());
    } catch (IOException failure) {
      throw noBundle(file, IoReason.of(failure));
    }
  }

  private static ComposerException noBundle(Path file, String why) {
    return new ComposerException(
        file + " is not a bundle that 'jcompose bundle save' wrote: " + why);
  }

  /** Ends an archive that begins with more than any description has. */
  private static final class Beginning extends java.io.FilterInputStream {
    private long left = MOST_OF_A_DESCRIPTION;

    Beginning(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = left <= 0 ? -1 : super.read(into, offset, (int) Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }
  }
}
