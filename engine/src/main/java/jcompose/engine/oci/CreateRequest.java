package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code create} and {@code run} are told.
 *
 * @param id the container's
 * @param bundle absolute
 * @param config another file than the bundle's config.json
 * @param pidFile where the first process's id is written
 * @param consoleSocket where its terminal is sent
 * @param preserved how many descriptors from 3 on it inherits
 * @param newKeyring whether it gets a session keyring of its own
 */
public record CreateRequest(
    String id,
    Path bundle,
    Optional<Path> config,
    Optional<Path> pidFile,
    Optional<Path> consoleSocket,
    int preserved,
    boolean newKeyring) {}
