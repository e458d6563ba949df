package jcompose.engine;

import java.util.Optional;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.log.LogLimits;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.ExecSpec;

/** A container's output goes to its log. */
record LogRoute(EngineParts parts, ContainerSpec spec, ContainerFolder folder)
    implements StreamRoute {
  @Override
  public StreamFifos.Use use() {
    return spec.log().discarded() ? StreamFifos.Use.DISCARDED : StreamFifos.Use.LOGGED;
  }

  @Override
  public void fifos(StreamFifos fifos) {
    if (!spec.log().discarded()) {
      parts
          .pump()
          .attach(
              spec.id(),
              folder.runFile(ProcessProgram.STDOUT),
              folder.runFile(ProcessProgram.STDERR),
              folder.log(),
              LogLimits.of(spec.log()));
    }
  }

  @Override
  public void terminal(Descriptor master) {
    parts.pump().attachTerminal(spec.id(), master.number(), folder.log(), LogLimits.of(spec.log()));
  }

  @Override
  public Optional<ExecSpec.Size> size() {
    return Optional.empty();
  }
}
