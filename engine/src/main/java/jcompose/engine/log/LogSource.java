package jcompose.engine.log;

import java.nio.file.Path;

/**
 * Where a container's log is.
 *
 * @param containerId given to {@link LogConsumer}
 * @param directory the folder that {@link LogPump#attach} was given
 */
public record LogSource(String containerId, Path directory) {}
