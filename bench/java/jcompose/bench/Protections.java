package jcompose.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jcompose.engine.Container;
import jcompose.engine.ContainerEngine;
import jcompose.engine.EngineDirectories;
import jcompose.engine.spec.Resources;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.spec.Security;

/** What a filter and masked paths cost: containers with and without them take turns. */
public final class Protections {
  private static final int WARM_UP = 500;
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
          Container container = engine.create(Containers.ofTrue(rootfs, Resources.UNLIMITED, kind.getValue()));
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
}
