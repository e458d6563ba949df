package jcompose.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a container's first process, or an exec's process, ended.
 *
 * @param code its exit code, 128 + n for a signal; 255 when it could not be learned
 * @param signal the signal that ended it
 * @param oomKilled whether the memory limit killed something in the container
 * @param finishedAt when the end was seen
 * @param memoryPeak the most bytes that it had at once, where the memory limit killed something
 * @param note why the code could not be learned
 */
public record ExitStatus(
    int code,
    OptionalInt signal,
    boolean oomKilled,
    OptionalLong memoryPeak,
    Instant finishedAt,
    Optional<String> note) {}
