package jcompose.composer.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.yaml.SourceText;
import jcompose.engine.state.IoReason;

/** Reads text files, and names them as the user knows them. */
public final class SourceReader {
  /** The operand that means standard input. */
  static final String STANDARD_INPUT = "-";

  // A person's file has kilobytes; a megabyte of YAML takes a tenth of a second.
  private static final int LARGEST = 4 << 20;

  private final Path workingDirectory;
  private final Set<Path> files = new LinkedHashSet<>();

  SourceReader(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /** The absolute path of a file. */
  Path absolute(Path file) {
    return workingDirectory.resolve(file).normalize();
  }

  /** The absolute paths of the files that were read. */
  Set<Path> files() {
    return Set.copyOf(files);
  }

  /** The text of a file, its line ends and byte order mark made plain. */
  public SourceText read(Path file) {
    Path absolute = workingDirectory.resolve(file).normalize();
    String name = name(file);
    files.add(absolute);
    try {
      byte[] bytes = name.equals(STANDARD_INPUT) ? bytes(System.in) : bytes(absolute);
      if (bytes.length > LARGEST) {
        throw new ComposerException(
            name + ": is larger than " + (LARGEST >> 20) + " MiB, which no such file needs");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new SourceText(name, plain(text));
    } catch (NoSuchFileException e) {
      String looked = name.equals(absolute.toString()) ? "" : "; looked for " + absolute;
      throw new ComposerException(name + ": no such file" + looked, e);
    } catch (CharacterCodingException e) {
      throw new ComposerException(name + ": is not text in UTF-8", e);
    } catch (IOException e) {
      String why =
          Files.isDirectory(absolute)
              ? "is a folder, not a file"
              : "cannot be read: " + IoReason.of(e);
      throw new ComposerException(name + ": " + why, e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return bytes(in);
    }
  }

  /** One byte more than is allowed at most, so that an endless file ends as well. */
  private static byte[] bytes(InputStream in) throws IOException {
    return in.readNBytes(LARGEST + 1);
  }

  /** The text of a file, or nothing when it does not exist. */
  public Optional<SourceText> readIfExists(Path file) {
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** A file the user named is named so; one that was found goes by its shorter path. */
  public String name(Path file) {
    if (!file.isAbsolute()) {
      return file.toString();
    }
    String relative = workingDirectory.relativize(file).toString();
    return relative.length() < file.toString().length() ? relative : file.toString();
  }

  private static String plain(String text) {
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return unmarked.replace("\r\n", "\n");
  }
}
