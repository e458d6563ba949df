package jcompose.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import jcompose.composer.config.ConfigOptions;
import jcompose.composer.config.ConfigText;
import jcompose.composer.config.ResolvedConfig;
import jcompose.composer.load.LoadRequest;
import jcompose.composer.load.ProjectLoader;

/** How long a file of many services takes to load, as {@code up} and as {@code config} do it. */
public final class Loading {
  private static final int WARM_UP = 10;

  private Loading() {}

  /** Arguments: a folder, how many services, how many rounds. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int services = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    Files.writeString(folder.resolve("base.yml"), "services:\n  base:\n    init: true\n    labels: {a: b}\n");
    Files.writeString(folder.resolve("compose.yaml"), file(services));
    LoadRequest request =
        new LoadRequest(
            List.of(),
            Optional.of("bench"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            folder,
            Map.of("TAG", "7"),
            List.of());
    ConfigOptions all = new ConfigOptions(true, true, true, true, true);
    Map<String, Supplier<Integer>> kinds = new TreeMap<>();
    kinds.put("up: records", () -> ProjectLoader.load(request).project().services().size());
    kinds.put(
        "config: YAML",
        () -> ConfigText.yaml(ResolvedConfig.load(request, all).root(), true).length());
    Map<String, List<Double>> took = new TreeMap<>();
    for (int i = -WARM_UP; i < rounds; i++) {
      for (Map.Entry<String, Supplier<Integer>> kind : kinds.entrySet()) {
        long from = System.nanoTime();
        kind.getValue().get();
        double millis = (System.nanoTime() - from) / 1e6;
        if (i == -WARM_UP) {
          took.computeIfAbsent(kind.getKey() + ", the first time", name -> new ArrayList<>()).add(millis);
        } else if (i >= 0) {
          took.computeIfAbsent(kind.getKey(), name -> new ArrayList<>()).add(millis);
        }
      }
    }
    took.forEach(
        (kind, values) -> {
          Collections.sort(values);
          System.out.printf(
              Locale.ROOT, "| %-42s | %9.1f | %9.1f |%n", kind, values.get(values.size() / 2), values.get(0));
        });
  }

  /** Services of about twenty lines, in chains of ten that wait for each other. */
  private static String file(int services) {
    StringBuilder text = new StringBuilder("x-common: &common\n  stop_grace_period: 5s\n  read_only: true\nservices:\n");
    for (int i = 0; i < services; i++) {
      text.append("  service-").append(i).append(":\n")
          .append("    <<: *common\n")
          .append("    extends: {file: base.yml, service: base}\n")
          .append("    image: registry.example.com/team/app-").append(i).append(":${TAG:-1}\n")
          .append("    command: [serve, --port, '80', '--name', \"app-").append(i).append("\"]\n")
          .append("    environment:\n");
      for (int j = 0; j < 5; j++) {
        text.append("      VARIABLE_").append(j).append(": value-${TAG}-").append(i).append('\n');
      }
      text.append("    volumes:\n      - ./data/").append(i).append(":/data:ro\n      - state:/state\n")
          .append("    labels:\n      team: a\n      tier: \"").append(i % 3).append("\"\n")
          .append("    mem_limit: 64m\n    cpus: 0.5\n    ulimits: {nofile: 1024}\n");
      if (i % 10 > 0) {
        text.append("    depends_on: [service-").append(i - 1).append("]\n");
      }
    }
    return text.append("volumes: {state: }\n").toString();
  }
}
