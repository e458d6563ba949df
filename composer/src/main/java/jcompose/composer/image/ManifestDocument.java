package jcompose.composer.image;

/**
 * A manifest or index as a registry sent it.
 *
 * @param digest {@code sha256:...} of the bytes
 * @param mediaType what the registry says it is, for example {@code
 *     application/vnd.oci.image.index.v1+json}; empty when it says nothing
 * @param bytes as they came; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier: never compared, printed or put into a map
record ManifestDocument(String digest, String mediaType, byte[] bytes) {}
