package jcompose.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.IdMapping;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.ResourceChange;
import jcompose.engine.spec.Resources;
import jcompose.engine.testing.Specs;

/** A process with an engine, for {@link KillIT} to kill: says what it does before it does it. */
final class KilledEngine {
  private static final OptionalLong SAME = OptionalLong.empty();

  private KilledEngine() {}

  /** Arguments: the engine's two folders, the root file system, whether users are mapped. */
  public static void main(String[] args) throws IOException {
    EngineDirectories directories = new EngineDirectories(Path.of(args[0]), Path.of(args[1]));
    boolean mapped = Boolean.parseBoolean(args[3]);
    ContainerEngine engine = ContainerEngine.open(directories);
    while (true) {
      Specs specs = Specs.shell(Path.of(args[2]), KillIT.SCRIPT).resources(memory(64 << 20));
      if (mapped) {
        List<IdMapping> ids = List.of(new IdMapping(0, 100000, 65536));
        specs.namespace(NamespaceType.USER, new NamespaceMode.Mapped(ids, ids));
      }
      say("create");
      Container container = engine.create(specs.build());
      say("start");
      container.start();
      say("pause");
      container.pause();
      say("unpause");
      container.unpause();
      say("update");
      container.update(new ResourceChange(memory(48 << 20)));
      say("exec");
      EngineFixture.exec(container, exec());
      say("delete");
      container.delete();
    }
  }

  private static ExecSpec exec() {
    return new ExecSpec(
        List.of("true"),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        false);
  }

  static Resources memory(long bytes) {
    return Resources.of(
        CpuResources.UNLIMITED, MemoryResources.of(OptionalLong.of(bytes), SAME, SAME), SAME);
  }

  private static void say(String operation) {
    System.out.println(operation);
    System.out.flush();
  }
}
