package jcompose.composer.lock;

/**
 * Something that is not as the lock file has it.
 *
 * @param subject an image, a file or a secret
 * @param words what has become of it
 * @param gone whether only the lock file has it
 */
public record Drift(String subject, String words, boolean gone) {
  @Override
  public String toString() {
    return subject + ": " + words;
  }
}
