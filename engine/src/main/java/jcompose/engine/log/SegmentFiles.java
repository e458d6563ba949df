package jcompose.engine.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.engine.EngineException;
import jcompose.engine.state.IoReason;

/**
 * The files of one stream in a container's log folder: {@code stdout.1.log}, its index {@code
 * stdout.1.idx}, {@code stdout.2.log} ...
 *
 * <p>The bytes of a stream are those of its files in the order of their numbers.
 */
record SegmentFiles(Path directory, LogStream stream) {
  Path log(long number) {
    return directory.resolve(stream.fileName() + "." + number + ".log");
  }

  Path index(long number) {
    return directory.resolve(stream.fileName() + "." + number + ".idx");
  }

  /** The numbers of the files that are there, ascending. */
  long[] numbers() throws IOException {
    Pattern name = Pattern.compile(stream.fileName() + "\\.([0-9]{1,18})\\.log");
    java.util.stream.LongStream.Builder numbers = java.util.stream.LongStream.builder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher matcher = name.matcher(String.valueOf(file.getFileName()));
        if (matcher.matches()) {
          numbers.add(Long.parseLong(matcher.group(1)));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return new long[0];
    }
    return numbers.build().sorted().toArray();
  }

  /**
   * Makes the folder when it is missing, for followers to watch.
   *
   * @return whether it was there
   */
  boolean makeFolder() {
    if (Files.isDirectory(directory)) {
      return true;
    }
    try {
      Files.createDirectories(directory);
      return false;
    } catch (IOException failure) {
      throw new EngineException("cannot make " + directory + ": " + IoReason.of(failure), failure);
    }
  }

  /** Whether the folder has files of this stream or the other. */
  boolean any() {
    String[] names = directory.toFile().list();
    return names != null && names.length > 0;
  }

  /** Removes the oldest files until only so many are left. */
  void keep(int segments) throws IOException {
    long[] numbers = numbers();
    for (int i = 0; i < numbers.length - segments; i++) {
      Files.deleteIfExists(log(numbers[i]));
      Files.deleteIfExists(index(numbers[i]));
    }
  }
}
