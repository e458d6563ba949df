package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.model.Position;
import jcompose.composer.model.ServiceMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tmpfs}. */
final class TmpfsTest {
  @TempDir Path folder;

  private static final String DEFAULTS = "noexec,nosuid,nodev";

  @Test
  void takesAStringOrAList() {
    assertEquals(
        List.of(new ServiceMount.Tmpfs("/a", DEFAULTS, false, new Position("stack.yml", 4, 12))),
        Folder.of(folder).service("tmpfs: /a").mounts());
    assertEquals(
        List.of(
            new ServiceMount.Tmpfs(
                "/a", DEFAULTS + ",size=64m,mode=1777", true, new Position("stack.yml", 4, 13)),
            new ServiceMount.Tmpfs(
                "/b", "nosuid,nodev,exec", false, new Position("stack.yml", 4, 45))),
        Folder.of(folder).service("tmpfs: ['/a:size=64m,mode=1777,ro',     '/b:exec']").mounts());
  }

  @Test
  void refusesUnknownOptions() {
    assertEquals(
        List.of(
            "stack.yml:4:13: services.web.tmpfs[0]: unknown option 'sise=1'; did you mean 'size'?",
            "stack.yml:4:26: services.web.tmpfs[1]: option 'mode' needs a value: mode=VALUE"),
        Folder.of(folder).problems("tmpfs: ['/a:sise=1', '/b:mode']"));
  }
}
