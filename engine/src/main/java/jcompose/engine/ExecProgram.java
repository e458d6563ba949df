package jcompose.engine;

import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.NamespaceType;

/** Writes the program of a further process in a running container. */
final class ExecProgram {
  /** The name of the inherited pidfd of the container's first process. */
  static final String CONTAINER = "container";

  private ExecProgram() {}

  /**
   * The program.
   *
   * @param joined the namespaces in which the container differs from the host
   */
  static Program of(ResolvedProcess process, Set<NamespaceType> joined, Machine machine) {
    ProgramBuilder program = new ProgramBuilder();
    ProcessProgram parts = new ProcessProgram(program, process, machine);
    parts.takeStreams();
    Set<NamespaceType> inProgram =
        joined.stream().filter(type -> type != NamespaceType.PID).collect(Collectors.toSet());
    if (!inProgram.isEmpty()) {
      program.add(ProcessCalls.setns(CONTAINER, inProgram.stream().sorted().toList()));
    }
    parts.closeInherited();
    parts.openStreams(false);
    parts.execute();
    return program.build();
  }
}
