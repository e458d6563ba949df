package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.composer.model.ContainerSettings;
import jcompose.composer.model.PullSettings;
import jcompose.composer.model.PullSettings.Policy;
import jcompose.engine.spec.LogSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names a container, what is kept of its output, and when its image is fetched. */
final class ContainerSettingsTest {
  @TempDir Path path;

  private LogSettings logging(String text) {
    return Folder.of(path).service("logging: " + text).container().logging();
  }

  private PullSettings pull(String... lines) {
    return Folder.of(path).service(lines).pull();
  }

  private static PullSettings refresh(Duration after) {
    return new PullSettings(Policy.REFRESH, after, Optional.empty());
  }

  @Test
  void namesAndAnnotations() {
    assertEquals(
        new ContainerSettings(
            Optional.of("web-1"),
            OptionalInt.empty(),
            false,
            Map.of("k", "v"),
            LogSettings.DEFAULT),
        Folder.of(path)
            .service("container_name: web-1", "attach: false", "annotations: [k=v]")
            .container());
    assertEquals(
        List.of(
            "stack.yml:4:21: services.web.container_name: '-x' is not a name: two or more"
                + " letters, digits, '_', '.', '-', the first a letter or digit"),
        Folder.of(path).problems("container_name: -x"));
  }

  @Test
  void twoServicesCannotHaveOneName() {
    Folder.of(path)
        .write(
            "stack.yml",
            """
            services:
              a: {image: x, container_name: box}
              b: {image: x, container_name: box}
            """);
    assertEquals(
        List.of(
            "stack.yml:3:17: services.b.container_name: service 'a' has the same; a name can only"
                + " have one container"),
        Folder.of(path).problemsOf("stack.yml"));
  }

  @Test
  void labelsOfFilesAreBelowItsOwn() {
    Folder.of(path).write("l", "# comment\na=1\nb=\"2\"\n");
    assertEquals(
        Map.of("a", "own", "b", "2"),
        Folder.of(path).service("label_file: l", "labels: {a: own}").labels());
    assertEquals(
        List.of("stack.yml:4:18: services.web.label_file[0]: label file 'gone' does not exist"),
        Folder.of(path).problems("label_file: [gone]"));
  }

  @Test
  void sizesOfLogs() {
    assertEquals(LogSettings.DEFAULT, logging("{driver: json-file}"));
    assertEquals(
        new LogSettings(false, 10 << 20, 3), logging("{options: {max-size: 10m, max-file: 3}}"));
    assertEquals(new LogSettings(false, 5 << 20, 2), logging("{options: {max-size: 10m}}"));
    assertEquals(new LogSettings(false, 20 << 20, 5), logging("{driver: local}"));
    assertEquals(LogSettings.NONE, logging("{driver: none}"));
  }

  @Test
  void otherDriversAndOptionsOfLogs() {
    assertEquals(
        List.of(
            "stack.yml:4:23: services.web.logging.driver: 'syslog' would send the output"
                + " elsewhere, which nothing here does; use 'json-file' or 'local', and let the"
                + " other program read 'jcompose logs -f'"),
        Folder.of(path).problems("logging: {driver: syslog}"));
    assertEquals(
        List.of(
            "stack.yml:4:35: services.web.logging.options.max-sise: unknown option; did you mean"
                + " 'max-size'?"),
        Folder.of(path).problems("logging: {options: {max-sise: 10m}}"));
    assertEquals(
        1, Folder.of(path).loadService("logging: {options: {compress: 'true'}}").warnings().size());
  }

  @Test
  void whenAnImageIsFetched() {
    assertEquals(PullSettings.DEFAULT, pull("pull_policy: if_not_present"));
    assertEquals(Policy.ALWAYS, pull("pull_policy: always").policy());
    assertEquals(Policy.NEVER, pull("pull_policy: never").policy());
    assertEquals(refresh(Duration.ofDays(1)), pull("pull_policy: daily"));
    assertEquals(refresh(Duration.ofDays(7)), pull("pull_policy: weekly"));
    assertEquals(refresh(Duration.ofMinutes(90)), pull("pull_policy: every_1h30m"));
    assertEquals(
        refresh(Duration.ofHours(3)), pull("pull_policy: refresh", "pull_refresh_after: 3h"));
    assertEquals(Optional.of("linux/arm64"), pull("platform: linux/arm64").platform());
  }

  @Test
  void whatNobodyFetches() {
    assertEquals(
        List.of(
            "stack.yml:4:18: services.web.pull_policy: there is no builder here; build the image"
                + " with another tool and leave this out",
            "stack.yml:5:15: services.web.platform: 'windows/amd64': this is Linux, and runs"
                + " nothing else"),
        Folder.of(path).problems("pull_policy: build", "platform: windows/amd64"));
    assertEquals(
        List.of(
            "stack.yml:4:18: services.web.pull_policy: 'alway' is not one of always, never,"
                + " missing, if_not_present, build, refresh, daily, weekly, every_24h; did you mean"
                + " 'always'?"),
        Folder.of(path).problems("pull_policy: alway"));
  }
}
