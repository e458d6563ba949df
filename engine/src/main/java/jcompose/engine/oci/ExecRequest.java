package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.oci.config.ProcessConfig;

/**
 * What {@code exec} is told.
 *
 * @param process all of it
 * @param detached whether the runtime ends while it runs
 * @param ignorePaused whether it is made in a paused container, where it waits
 * @param cgroup a group below the container's own that it is born in
 * @param pidFile where its id is written
 * @param consoleSocket where its terminal is sent
 * @param preserved how many descriptors from 3 on it inherits
 */
public record ExecRequest(
    ProcessConfig process,
    boolean detached,
    boolean ignorePaused,
    Optional<String> cgroup,
    Optional<Path> pidFile,
    Optional<Path> consoleSocket,
    int preserved) {}
