package jcompose.engine.oci;

import java.util.List;
import java.util.Optional;
import jcompose.engine.Machine;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.HooksConfig.Hook;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.program.Argument.Inherited;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.security.SystemCallFilter;

/** The program of a hook that is the host's: it runs beside the container or in its namespaces. */
final class HookProgram {
  /** The names of inherited descriptors. */
  static final String INPUT = "hook input";

  static final String OUTPUT = "hook output";
  static final String CONTAINER = "container";

  private HookProgram() {}

  /**
   * The program.
   *
   * @param joined CLONE_NEW* of the container's namespaces to join; 0 for none
   */
  static Program of(Hook hook, long joined, Machine machine) {
    ProgramBuilder program = begun(joined);
    machine.ignored().forEach(signal -> program.add(ProcessCalls.resetSignal(signal)));
    program.add(ProcessCalls.unblockSignals());
    List<String> args = hook.args().isEmpty() ? List.of(hook.path()) : hook.args();
    program.add(ProcessCalls.execve(List.of(hook.path()), args, hook.env()));
    return program.build();
  }

  /** The program of a hook that is the container's own, with the rights of its process. */
  static Program inside(
      ProcessConfig process,
      Hook hook,
      long joined,
      Machine machine,
      Optional<SystemCallFilter> filter) {
    ProgramBuilder program = begun(joined);
    ProcessEntry entry = new ProcessEntry(program, process, machine, 3, filter);
    entry.session();
    entry.become();
    entry.execute(List.of(hook.path()));
    return program.build();
  }

  private static ProgramBuilder begun(long joined) {
    ProgramBuilder program = new ProgramBuilder();
    program.add(
        ProcessCalls.dup(INPUT, 0), ProcessCalls.dup(OUTPUT, 1), ProcessCalls.dup(OUTPUT, 2));
    if (joined != 0) {
      program.add(
          Operation.of(
              Syscall.SETNS, new Inherited(CONTAINER), new Word(joined, "its namespaces")));
    }
    return program.closeFrom(3);
  }
}
