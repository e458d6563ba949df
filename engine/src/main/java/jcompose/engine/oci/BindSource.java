package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the host tells of a bind mount's source.
 *
 * @param path absolute
 * @param folder whether it is one; else it is mounted on a file
 * @param inherited the name of a descriptor of it that was made beforehand, when its ids are mapped
 */
record BindSource(Path path, boolean folder, Optional<String> inherited) {}
