package jcompose.engine.oci;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.EngineException;
import jcompose.engine.launch.ForkedChild;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.DescriptorInput;
import jcompose.engine.linux.DescriptorOutput;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Pipe;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.linux.Readiness;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.HooksConfig.Hook;
import jcompose.engine.program.Program;
import jcompose.engine.state.RecordJson;

/** Runs the hooks of one stage, one after the other, with the container's state as their input. */
final class HookRun {
  private static final long CLONE_VFORK = 0x4000;
  private static final int SIGKILL = 9;
  private static final long FOR_EVER = Long.MAX_VALUE / 2;
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_SHOWN = 4096;

  private final String stage;
  private final StateReport state;

  HookRun(String stage, StateReport state) {
    this.stage = stage;
    this.state = state;
  }

  /** How a hook's process is made: what it joins, and its program. */
  record Place(Runnable beforehand, Map<String, Integer> inherited, HookWriter program) {}

  /** Writes a hook's program. */
  interface HookWriter {
    Program of(Hook hook);
  }

  /**
   * Runs them all.
   *
   * @throws EngineException when one cannot be run, fails, or takes longer than its timeout
   */
  void run(List<Hook> hooks, Place place) {
    for (Hook hook : hooks) {
      run(hook, place);
    }
  }

  private void run(Hook hook, Place place) {
    Pipe input = Pipe.open();
    Pipe output = Pipe.open();
    try (input;
        output) {
      Map<String, Integer> inherited = new java.util.HashMap<>(place.inherited());
      inherited.put(HookProgram.INPUT, input.reading().number());
      inherited.put(HookProgram.OUTPUT, output.writing().number());
      Launch launch =
          new Launch(
              stage + " hook " + hook.path(),
              place.program().of(hook),
              Set.of(),
              OptionalInt.empty(),
              inherited);
      ForkedChild child = Launcher.fork(launch, Optional.empty(), place.beforehand(), CLONE_VFORK);
      input.reading().close();
      output.writing().close();
      if (!child.executed()) {
        child.explainEnd();
      }
      HookOutput words = HookOutput.collect(new DescriptorInput(output.reading().duplicate()));
      feed(input);
      end(hook, child, words);
    }
  }

  /** A hook need not read it. */
  private void feed(Pipe input) {
    try (OutputStream stream = new DescriptorOutput(input.writing().duplicate())) {
      input.writing().close();
      stream.write(RecordJson.toBytes(state));
    } catch (IOException closed) {
      // it has ended, or closed its input
    }
  }

  private void end(Hook hook, ForkedChild child, HookOutput words) {
    long patience = hook.timeout().isPresent() ? hook.timeout().getAsInt() * SECOND : FOR_EVER;
    boolean inTime;
    try (Readiness end = new Readiness(child.pidfd())) {
      inTime = end.await(patience);
    }
    if (!inTime) {
      Kernel.call(Syscall.PIDFD_SEND_SIGNAL, child.pidfd(), SIGKILL, 0, 0);
    }
    ProcessEnd end = ProcessEnd.await(child.pidfd());
    child.close();
    if (!inTime) {
      throw new EngineException(
          stage
              + " hook "
              + hook.path()
              + ": killed after its timeout of "
              + hook.timeout().getAsInt()
              + " s");
    }
    if (end.code() != 0) {
      throw new EngineException(
          stage
              + " hook "
              + hook.path()
              + ": "
              + (end.signal().isPresent()
                  ? "killed by signal " + end.signal().getAsInt()
                  : "exit code " + end.code())
              + words.quoted(MOST_SHOWN));
    }
  }
}
