package jcompose.composer.image;

import java.util.Optional;

/**
 * Where a reference led when it was last pulled.
 *
 * @param reference in full, or a file's or folder's absolute path
 * @param digest of the manifest for the platform that was asked for
 * @param index the digest that the reference itself led to: the index's where there is one
 * @param fingerprint what told the file or folder from an older one
 */
record StoredReference(
    String reference, String digest, String index, Optional<String> fingerprint) {}
