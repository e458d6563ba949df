package jcompose.composer.image;

import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import java.io.IOException;

/**
 * A manifest or index as a registry sent it.
 *
 * @param digest {@code sha256:...} of the bytes
 * @param mediaType what the registry says it is, for example {@code
 *     application/vnd.oci.image.index.v1+json}; empty when it says nothing
 * @param bytes as they came; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier: never compared, printed or put into a map
record ManifestDocument(String digest, String mediaType, byte[] bytes) {
  /**
   * The same, read by jib.
   *
   * @throws IOException when it is no manifest, saying why
   */
  ManifestTemplate template() throws IOException {
    return ManifestTemplates.read(bytes);
  }
}
