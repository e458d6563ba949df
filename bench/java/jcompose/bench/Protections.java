package jcompose.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import jcompose.engine.Capabilities;
import jcompose.engine.Container;
import jcompose.engine.ContainerEngine;
import jcompose.engine.EngineDirectories;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Namespaces;
import jcompose.engine.spec.NetworkFiles;
import jcompose.engine.spec.ProcessAttributes;
import jcompose.engine.spec.ProcessSpec;
import jcompose.engine.spec.Resources;
import jcompose.engine.spec.Root;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.spec.Security;

/** What a filter and masked paths cost: containers with and without them take turns. */
public final class Protections {
  private static final int WARM_UP = 100;
  private static final SplittableRandom IDS = new SplittableRandom();
  private static final Security NONE =
      new Security(
          Optional.of(new Seccomp.Unconfined()),
          Optional.of("unconfined"),
          Optional.empty(),
          Optional.empty(),
          Optional.of(List.of()),
          Optional.of(List.of()));

  private Protections() {}

  /** Arguments: a root file system, a folder for the engine, how many rounds. */
  public static void main(String[] arguments) {
    Path rootfs = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    Map<String, Security> kinds =
        Map.of(
            "all protections", Security.DEFAULT,
            "no filter", Security.DEFAULT.withSeccomp(new Seccomp.Unconfined()),
            "no filter, no masked paths", NONE);
    Map<String, List<Double>> took = new TreeMap<>();
    EngineDirectories directories =
        new EngineDirectories(folder.resolve("root"), folder.resolve("run"));
    try (ContainerEngine engine = ContainerEngine.open(directories)) {
      for (int i = -WARM_UP; i < rounds; i++) {
        for (Map.Entry<String, Security> kind : kinds.entrySet()) {
          Container container = engine.create(spec(rootfs, kind.getValue()));
          long from = System.nanoTime();
          container.start();
          double millis = (System.nanoTime() - from) / 1e6;
          container.exit().join();
          container.delete();
          if (i >= 0) {
            took.computeIfAbsent(kind.getKey(), name -> new ArrayList<>()).add(millis);
          }
        }
      }
    }
    took.forEach(
        (kind, values) -> {
          Collections.sort(values);
          System.out.printf(
              "| %-42s | %9.2f | %9.2f |%n",
              kind, values.get(values.size() / 2), values.get(0));
        });
  }

  private static ContainerSpec spec(Path rootfs, Security security) {
    byte[] id = new byte[32];
    IDS.nextBytes(id);
    return new ContainerSpec(
        HexFormat.of().formatHex(id),
        "bench",
        new Root(List.of(rootfs), false),
        new ProcessSpec(
            List.of("/bin/true"),
            List.of("PATH=/bin"),
            "/",
            "",
            List.of(),
            Capabilities.DOCKER_DEFAULT,
            false,
            false,
            false,
            ProcessAttributes.DEFAULT),
        Optional.empty(),
        Optional.empty(),
        NetworkFiles.GENERATED,
        List.of(),
        List.of(),
        Namespaces.PRIVATE,
        Resources.UNLIMITED,
        security,
        Optional.empty(),
        Map.of(),
        false,
        false,
        Map.of());
  }
}
