package jcompose.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorInput;
import jcompose.engine.linux.DescriptorOutput;
import jcompose.engine.spec.ExecSpec;
import org.jspecify.annotations.Nullable;

/** A container's streams are in this process. */
final class AttachedRoute implements StreamRoute, AutoCloseable {
  private final Optional<ExecSpec.Size> size;
  private final List<Descriptor> taken = new ArrayList<>();
  private @Nullable ExecStreams streams;

  AttachedRoute(Optional<ExecSpec.Size> size) {
    this.size = size;
  }

  @Override
  public StreamFifos.Use use() {
    return StreamFifos.Use.ATTACHED;
  }

  @Override
  public void fifos(StreamFifos fifos) {
    OutputStream stdin =
        fifos
            .takeInput()
            .<OutputStream>map(writer -> new DescriptorOutput(keep(writer)))
            .orElseGet(OutputStream::nullOutputStream);
    streams =
        new ExecStreams(
            stdin,
            new DescriptorInput(keep(fifos.reading(ProcessProgram.STDOUT))),
            new DescriptorInput(keep(fifos.reading(ProcessProgram.STDERR))),
            Optional.empty());
  }

  @Override
  public void terminal(Descriptor master) {
    streams =
        new ExecStreams(
            new DescriptorOutput(keep(master.duplicate())),
            new DescriptorInput(keep(master.duplicate())),
            InputStream.nullInputStream(),
            Optional.of(keep(master.duplicate())));
  }

  private Descriptor keep(Descriptor descriptor) {
    taken.add(descriptor);
    return descriptor;
  }

  @Override
  public Optional<ExecSpec.Size> size() {
    return size;
  }

  Attachment attachment() {
    if (streams == null) {
      throw new IllegalStateException("started without streams");
    }
    return new Attachment(streams);
  }

  /** After a start that failed. */
  @Override
  public void close() {
    taken.forEach(Descriptor::close);
  }
}
