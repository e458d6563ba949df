package jcompose.composer.image;

/**
 * Where a reference led when it was last pulled.
 *
 * @param reference in full
 * @param digest of the manifest for this platform
 */
record StoredReference(String reference, String digest) {}
