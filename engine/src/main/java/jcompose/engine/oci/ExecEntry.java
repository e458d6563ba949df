package jcompose.engine.oci;

import java.util.List;
import java.util.Optional;
import jcompose.engine.Machine;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.AtCalls;
import jcompose.engine.program.AttributeCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.security.SystemCallFilter;

/** Writes the program of a further process in a container. */
final class ExecEntry {
  /** The names of inherited descriptors. */
  static final String CONTAINER = "container";

  static final String SYNC = "sync";
  static final String CONSOLE = "console";

  /** In the order of their numbers in the program. */
  static final List<String> HANDED = List.of(CONTAINER, SYNC, CONSOLE);

  private ExecEntry() {}

  /**
   * The program.
   *
   * @param joined CLONE_NEW* of the container's namespaces, without the PID namespace
   * @param kept how many of the caller's descriptors it inherits
   * @param foreign those of 0, 1 and 2 that shall belong to the process's user
   * @param filter of its system calls
   */
  static Program of(
      ProcessConfig process,
      long joined,
      int kept,
      List<Integer> foreign,
      Machine machine,
      Optional<SystemCallFilter> filter) {
    ProgramBuilder program = new ProgramBuilder();
    int first = 3 + kept;
    List<String> handed = process.hasTerminal() ? HANDED : HANDED.subList(0, 2);
    for (int i = 0; i < handed.size(); i++) {
      program.add(ProcessCalls.dup(handed.get(i), first + i));
    }
    program.closeFrom(first + handed.size());
    int sync = first + HANDED.indexOf(SYNC);
    Optional<ProcessConfig.CpuAffinity> affinity = process.execCPUAffinity();
    affinity
        .flatMap(ProcessConfig.CpuAffinity::initial)
        .ifPresent(processors -> program.add(AttributeCalls.affinity(processors)));
    // its limits are set meanwhile; it ends when nobody is there to do it
    program.add(AtCalls.write(sync, "."), AtCalls.readByte(sync), AtCalls.write(sync, "."));
    SecurityLabels labels = new SecurityLabels(program);
    labels.open(process);
    if (joined != 0) {
      program.add(Operation.of(Syscall.SETNS, Word.of(first), new Word(joined, "its namespaces")));
    }
    program.close(first);
    labels.write();
    ProcessEntry entry = new ProcessEntry(program, process, machine, first, filter);
    entry.session();
    if (process.hasTerminal()) {
      entry.terminal(first + HANDED.indexOf(CONSOLE), false);
    } else {
      foreign.forEach(entry::own);
    }
    affinity
        .flatMap(ProcessConfig.CpuAffinity::final_)
        .ifPresent(processors -> program.add(AttributeCalls.affinity(processors)));
    entry.become();
    entry.execute();
    return program.build();
  }
}
