package jcompose.engine.launch;

/**
 * A process that was made and executes its program.
 *
 * @param pid its id in this process's PID namespace
 * @param pidfd a descriptor that stands for it, which the receiver closes
 */
public record Child(int pid, int pidfd) {}
