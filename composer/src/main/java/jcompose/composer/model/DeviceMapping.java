package jcompose.composer.model;

import java.nio.file.Path;

/**
 * One entry of {@code devices:}.
 *
 * @param source the host's node
 * @param target its absolute path in the container
 * @param permissions a part of {@code rwm}
 * @param position where it stands in the file
 */
public record DeviceMapping(Path source, String target, String permissions, Position position) {}
