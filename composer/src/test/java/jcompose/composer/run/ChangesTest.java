package jcompose.composer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.load.LoadRequest;
import jcompose.composer.load.ProjectLoader;
import jcompose.composer.model.Service;
import jcompose.composer.plan.Cause;
import jcompose.composer.plan.Changes;
import jcompose.composer.plan.Made;
import jcompose.engine.state.RecordJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is named of a service that changed, with its place. */
class ChangesTest {
  private static final String BEFORE =
      """
      services:
        web:
          image: busybox
          command: [serve, "80"]
          environment:
            MODE: one
            OLD: x
          labels:
            - a=1
            - b=2
          mem_limit: 64m
          deploy: {resources: {limits: {cpus: "1"}}}
          restart: always
          healthcheck: {test: exit 0, interval: 5s}
          volumes: [data:/data]
          extra_hosts: {other: 10.0.0.1}
          depends_on: [db]
        db:
          image: busybox
      volumes: {data: {}}
      """;

  @TempDir Path folder;

  private Service web(String text) throws IOException {
    Files.writeString(folder.resolve("compose.yaml"), text);
    return ProjectLoader.load(
            new LoadRequest(
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                folder,
                Map.of(),
                List.of()))
        .project()
        .services()
        .values()
        .iterator()
        .next();
  }

  private List<String> changes(String... replacements) throws IOException {
    String text = BEFORE;
    for (int i = 0; i < replacements.length; i += 2) {
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    Service now = web(text);
    return described(Changes.between(made(web(BEFORE), "x"), made(now, "x"), now));
  }

  private static List<String> described(List<Cause> causes) {
    return causes.stream()
        .map(Cause::describe)
        .map(words -> words.replaceFirst("\\(/.*/compose.yaml", "(compose.yaml"))
        .toList();
  }

  private static Made made(Service service, String image) {
    return RecordJson.read(
        RecordJson.toBytes(
            new Made(Counting.of(service), image, List.of(), List.of(), List.of("eth0 a"))),
        Made.class);
  }

  @Test
  void namesTheKeyOfAMappingAndOfAList() throws IOException {
    assertEquals(
        List.of("config changed: services.web.environment.MODE (compose.yaml:6:7)"),
        changes("MODE: one", "MODE: two"));
    assertEquals(
        List.of("config changed: services.web.environment.OLD (compose.yaml:5:5)"),
        changes("      OLD: x\n", ""),
        "what is gone has the place of what it was in");
    assertEquals(
        List.of("config changed: services.web.labels.b (compose.yaml:10:9)"),
        changes("b=2", "b=3"));
  }

  @Test
  void namesAttributesAsTheFileDoes() throws IOException {
    assertEquals(
        List.of(
            "config changed: services.web.command (compose.yaml:4:5)",
            "config changed: services.web.restart (compose.yaml:13:5)",
            "config changed: services.web.deploy (compose.yaml:12:5)",
            "config changed: services.web.mem_limit (compose.yaml:11:5)",
            "config changed: services.web.volumes (compose.yaml:15:5)",
            "config changed: services.web.extra_hosts (compose.yaml:16:5)",
            "config changed: services.web.healthcheck.interval (compose.yaml:14:33)",
            "config changed: services.web.image (compose.yaml:3:5)"),
        changes(
                "\"80\"", "\"81\"",
                "64m", "65m",
                "cpus: \"1\"", "cpus: \"2\"",
                "restart: always", "restart: 'no'",
                "interval: 5s", "interval: 6s",
                "data:/data", "data:/data2",
                "10.0.0.1", "10.0.0.2",
                "image: busybox\n    command", "image: debian\n    command")
            .stream()
            .sorted(Comparator.comparing(ChangesTest::order))
            .toList());
  }

  private static int order(String words) {
    return List.of(
            "command",
            "restart",
            "deploy",
            "mem_limit",
            "volumes",
            "extra_hosts",
            "interval",
            "image")
        .indexOf(words.replaceFirst(" \\(.*", "").replaceFirst(".*\\.", ""));
  }

  @Test
  void whatIsNoPartOfAContainerIsNoChange() throws IOException {
    assertEquals(List.of(), changes("depends_on: [db]", "stop_grace_period: 10s"));
    assertEquals(List.of(), changes("services:", "# one line more\nservices:"));
  }

  @Test
  void namesDigestsContentsAndNetworks() throws IOException {
    Service web = web(BEFORE);
    assertEquals(
        List.of(
            "image digest changed: sha256:0123456789ab to sha256:ba9876543210 (compose.yaml:3:5)"),
        described(
            Changes.between(
                made(web, "sha256:0123456789ab0000"), made(web, "sha256:ba98765432100000"), web)));
    Made before = made(web, "x");
    Made moved = new Made(before.service(), "x", List.of(), List.of(), List.of("eth0 b"));
    assertEquals(
        List.of("config changed: services.web.networks (compose.yaml:2:3)"),
        described(Changes.between(before, moved, web)));
  }

  @Test
  void namesTheHookThatChanged() throws IOException {
    String hooks = "restart: always\n    post_start: [{command: a}, {command: b}]\n    pre_stop:";
    String before = BEFORE.replace("restart: always", hooks + " [{command: a}]");
    assertEquals(
        List.of(
            "config changed: services.web.post_start[1] (compose.yaml:14:32)",
            "config changed: services.web.pre_stop (compose.yaml:15:5)"),
        between(
            before,
            before.replace("{command: b}", "{command: c}").replace("[{command: a}]", "[]")));
    assertEquals(
        List.of("config changed: services.web.pre_stop[1] (compose.yaml:15:30)"),
        between(before, before.replace("[{command: a}]", "[{command: a}, {command: x}]")));
    assertEquals(List.of(), between(before, before.replace("[{command: a}]", "[ {command: a}]")));
  }

  private List<String> between(String before, String after) throws IOException {
    Service now = web(after);
    return described(Changes.between(made(web(before), "x"), made(now, "x"), now));
  }
}
