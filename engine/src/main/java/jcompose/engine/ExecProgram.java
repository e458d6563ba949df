package jcompose.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.program.AttributeCalls;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.CpuAffinity;
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
    Optional<CpuAffinity> affinity = process.attributes().execCpuAffinity();
    affinity
        .flatMap(CpuAffinity::initial)
        .ifPresent(processors -> program.add(AttributeCalls.affinity(processors)));
    Set<NamespaceType> inProgram =
        joined.stream().filter(type -> type != NamespaceType.PID).collect(Collectors.toSet());
    List<NamespaceType> namespaces = inProgram.stream().sorted().toList();
    OptionalInt oomScore = process.attributes().oomScoreAdj();
    if (oomScore.isPresent()) {
      // Before it joins: the container may have put something else on its own /proc.
      int container = parts.closeInheritedBut(CONTAINER);
      AttributeCalls.oomScore(program, oomScore.getAsInt());
      if (!namespaces.isEmpty()) {
        program.add(ProcessCalls.setns(container, namespaces));
      }
    } else if (!namespaces.isEmpty()) {
      program.add(ProcessCalls.setns(CONTAINER, namespaces));
    }
    parts.closeInherited();
    parts.openStreams(false);
    parts.resize(size);
    affinity
        .flatMap(CpuAffinity::last)
        .ifPresent(processors -> program.add(AttributeCalls.affinity(processors)));
    parts.execute();
    return program.build();
  }
}
