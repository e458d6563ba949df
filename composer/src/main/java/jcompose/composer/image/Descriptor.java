package jcompose.composer.image;

import java.util.regex.Pattern;

/**
 * Names a blob, as the OCI image specification's descriptors do.
 *
 * @param mediaType empty where nothing says it
 * @param digest {@code sha256:} and 64 hex digits
 * @param size in bytes
 */
public record Descriptor(String mediaType, String digest, long size) {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** Whether a text is a digest of the only kind that is used. */
  static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }
}
