package jcompose.engine;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.program.TerminalCalls;
import jcompose.engine.spec.ExecSpec;
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
   * @param size of its terminal
   */
  static Program of(
      ResolvedProcess process,
      Set<NamespaceType> joined,
      Machine machine,
      Optional<ExecSpec.Size> size) {
    ProgramBuilder program = new ProgramBuilder();
    ProcessProgram parts = new ProcessProgram(program, process, machine);
    parts.begin();
    Set<NamespaceType> inProgram =
        joined.stream().filter(type -> type != NamespaceType.PID).collect(Collectors.toSet());
    if (!inProgram.isEmpty()) {
      program.add(ProcessCalls.setns(CONTAINER, inProgram.stream().sorted().toList()));
    }
    parts.closeInherited();
    parts.openStreams(false);
    size.filter(given -> process.terminal())
        .ifPresent(given -> program.add(TerminalCalls.resize(0, given.rows(), given.columns())));
    parts.execute();
    return program.build();
  }
}
