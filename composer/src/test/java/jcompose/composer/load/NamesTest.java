package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Conf;
import jcompose.composer.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code hostname}, {@code domainname}, {@code user}, {@code working_dir}, {@code labels}, {@code
 * conf}.
 */
final class NamesTest {
  @TempDir Path folder;

  @Test
  void readsThem() {
    Service service =
        Folder.of(folder)
            .service(
                "hostname: a.b",
                "domainname: c",
                "user: '1000:1000'",
                "working_dir: /x/../y/",
                "labels: [a=1, b]",
                "conf: {hosts: ./h, resolv.conf: /r}");
    assertEquals(Optional.of("a.b"), service.hostname());
    assertEquals(Optional.of("c"), service.domainname());
    assertEquals(Optional.of("1000:1000"), service.user());
    assertEquals(Optional.of("/y"), service.workingDir());
    assertEquals(Map.of("a", "1", "b", ""), service.labels());
    assertEquals(
        new Conf(Optional.of(folder.resolve("h")), Optional.empty(), Optional.of(Path.of("/r"))),
        service.conf());
  }

  @Test
  void refusesBadOnes() {
    assertEquals(
        List.of(
            "stack.yml:4:15: services.web.hostname: must be a string, not a number; write \"12\"",
            "stack.yml:5:17: services.web.domainname: 'a b' is not a host name: at most 64 letters,"
                + " digits, '-', '.'",
            "stack.yml:6:11: services.web.user: 'a:' is not of the form USER[:GROUP]",
            "stack.yml:7:18: services.web.working_dir: 'x' must be an absolute path in the"
                + " container",
            "stack.yml:8:12: services.web.conf.resolvconf: unknown key; did you mean"
                + " 'resolv.conf'?"),
        Folder.of(folder)
            .problems(
                "hostname: 12",
                "domainname: a b",
                "user: 'a:'",
                "working_dir: x",
                "conf: {resolvconf: x}"));
  }
}
