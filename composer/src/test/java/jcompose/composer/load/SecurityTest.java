package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcompose.composer.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cap_add}, {@code cap_drop}, {@code privileged}, {@code read_only}, {@code tty}, {@code
 * stdin_open}.
 */
final class SecurityTest {
  @TempDir Path folder;

  @Test
  void namesCapabilitiesInOneWay() {
    Service service =
        Folder.of(folder).service("cap_add: [net_admin, CAP_BPF, NET_ADMIN]", "cap_drop: [all]");
    assertEquals(List.of("CAP_NET_ADMIN", "CAP_BPF"), service.capAdd());
    assertEquals(List.of("ALL"), service.capDrop());
  }

  @Test
  void refusesUnknownCapabilities() {
    assertEquals(
        List.of(
            "stack.yml:4:15: services.web.cap_add[0]: unknown capability 'CAP_NET_ADMN'; did you"
                + " mean 'NET_ADMIN'?"),
        Folder.of(folder).problems("cap_add: [CAP_NET_ADMN]"));
  }

  @Test
  void readsBooleansAlsoFromStringsAndVariables() {
    Service service =
        Folder.of(folder)
            .with(Map.of("T", "true"))
            .service("privileged: ${T}", "read_only: 'yes'", "tty: off", "stdin_open: True");
    assertEquals(
        List.of(true, true, false, true),
        List.of(service.privileged(), service.readOnly(), service.tty(), service.stdinOpen()));
  }

  @Test
  void refusesOtherWords() {
    assertEquals(
        List.of(
            "stack.yml:4:17: services.web.privileged: must be true or false, not 'maybe'",
            "stack.yml:5:10: services.web.tty: must be true or false, not a number"),
        Folder.of(folder).problems("privileged: maybe", "tty: 1"));
  }
}
