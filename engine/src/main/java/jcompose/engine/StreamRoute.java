package jcompose.engine;

import java.util.Optional;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.spec.ExecSpec;

/** Where a container's streams lead on this side. */
interface StreamRoute {
  /** What its FIFOs are made for. */
  StreamFifos.Use use();

  /** Takes the other ends of its FIFOs, before a process has it. */
  void fifos(StreamFifos fifos);

  /**
   * Takes the output of its terminal in place of FIFOs.
   *
   * @param master stays open as long as it runs
   */
  void terminal(Descriptor master);

  /** The size of its terminal when it begins. */
  Optional<ExecSpec.Size> size();
}
