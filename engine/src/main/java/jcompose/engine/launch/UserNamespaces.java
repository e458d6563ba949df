package jcompose.engine.launch;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.IdMapping;
import jcompose.engine.spec.NamespaceType;

/** Makes user namespaces that nobody is in, for the kernel to map the ids of files by. */
public final class UserNamespaces {
  private UserNamespaces() {}

  /**
   * A namespace with these ids, by a process that ends at once; the caller closes it.
   *
   * @param name what messages call the process
   * @throws jcompose.engine.EngineException when the kernel makes none, or refuses the ids
   */
  public static Descriptor make(String name, List<IdMapping> uids, List<IdMapping> gids) {
    try (ChildMapping mapping = new ChildMapping(uids, gids)) {
      Launch launch =
          new Launch(
                  name,
                  program(),
                  Set.of(NamespaceType.USER),
                  OptionalInt.empty(),
                  mapping.descriptors())
              .with(mapping);
      Child child = Launcher.launch(launch);
      ProcessEnd.await(child.pidfd());
      Descriptor.owning(child.pidfd()).close();
      return mapping.takeNamespace();
    }
  }

  /** What the process does. */
  public static Program program() {
    return new ProgramBuilder().add(ChildMapping.operations()).add(ProcessCalls.exit()).build();
  }
}
