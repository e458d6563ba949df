package jcompose.composer.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import jcompose.composer.ComposerException;
import jcompose.engine.StreamDigest;
import jcompose.engine.state.IoReason;

/** The digests of what is in a project's folder. */
final class FileDigest {
  private FileDigest() {}

  /** Of a file's content, or of where a link leads. */
  static String of(Path file) {
    try {
      if (Files.isSymbolicLink(file)) {
        return of("link " + Files.readSymbolicLink(file));
      }
      MessageDigest digest = StreamDigest.sha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return text(digest);
    } catch (IOException failure) {
      throw new ComposerException(file + ": cannot be read: " + IoReason.of(failure), failure);
    }
  }

  static String of(String text) {
    MessageDigest digest = StreamDigest.sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return text(digest);
  }

  private static String text(MessageDigest digest) {
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }
}
