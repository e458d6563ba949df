package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.SecurityOptions;
import jcompose.composer.model.Service;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.spec.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cap_add}, {@code cap_drop}, {@code privileged}, {@code read_only}, {@code tty}, {@code
 * stdin_open}, {@code security_opt}.
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

  @Test
  void readsSecurityOptionsInOldAndNewForms() {
    SecurityOptions options =
        Folder.of(folder)
            .write("p.json", "{\"defaultAction\": \"SCMP_ACT_ALLOW\"}")
            .service(
                "security_opt:",
                "  - no-new-privileges",
                "  - seccomp:p.json",
                "  - apparmor=lab",
                "  - label=type:svirt_t",
                "  - label:level:s0:c1,c2",
                "  - systempaths=unconfined")
            .securityOpt();
    assertEquals(
        new SecurityOptions(
            true,
            new Security(
                Optional.of(
                    new Seccomp.Profile("p.json", "{\"defaultAction\": \"SCMP_ACT_ALLOW\"}")),
                Optional.of("lab"),
                Optional.of("system_u:system_r:svirt_t:s0:c1,c2"),
                Optional.empty(),
                Optional.of(List.of()),
                Optional.of(List.of()))),
        options);
  }

  @Test
  void goesWithoutAFilterOnlyWhenAsked() {
    assertEquals(
        Optional.of(new Seccomp.Unconfined()),
        Folder.of(folder)
            .service("security_opt: ['no-new-privileges:false', seccomp=unconfined]")
            .securityOpt()
            .security()
            .seccomp());
    assertEquals(
        SecurityOptions.NONE,
        Folder.of(folder).service("security_opt: [seccomp=builtin, label=disable]").securityOpt());
  }

  @Test
  void masksAndUnmasks() {
    Security security =
        Folder.of(folder)
            .service("security_opt: ['unmask=/proc/sys:/proc/kcore', 'mask=/proc/cpuinfo']")
            .securityOpt()
            .security();
    assertEquals(
        List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sysrq-trigger"),
        security.readonlyPaths().orElseThrow());
    List<String> masked = security.maskedPaths().orElseThrow();
    assertEquals("/proc/cpuinfo", masked.get(masked.size() - 1));
    assertEquals(false, masked.contains("/proc/kcore"));
  }

  @Test
  void refusesSecurityOptionsThatAreNone() {
    assertEquals(
        List.of(
            "stack.yml:5:9: services.web.security_opt[0]: 'secomp' is no security option; did you"
                + " mean 'seccomp'?",
            "stack.yml:6:9: services.web.security_opt[1]: 'apparmor' needs a value, as in"
                + " apparmor=unconfined",
            "stack.yml:7:9: services.web.security_opt[2]: 'no-new-privileges' is true or false, not"
                + " 'maybe'",
            "stack.yml:8:9: services.web.security_opt[3]: 'systempaths' can only be 'unconfined',"
                + " not 'all'"),
        Folder.of(folder)
            .problems(
                "security_opt:",
                "  - secomp=unconfined",
                "  - apparmor",
                "  - no-new-privileges=maybe",
                "  - systempaths=all"));
  }

  @Test
  void saysWhereASeccompProfileIsWrong() {
    assertEquals(
        List.of(
            "stack.yml:4:20: services.web.security_opt[0]: seccomp profile p.json:2:19: action"
                + " 'SCMP_ACT_ALOW' does not exist; did you mean 'SCMP_ACT_ALLOW'?"),
        Folder.of(folder)
            .write("p.json", "{\n \"defaultAction\": \"SCMP_ACT_ALOW\"}")
            .problems("security_opt: [seccomp=p.json]"));
    String missing = Folder.of(folder).problems("security_opt: [seccomp=none.json]").get(0);
    assertEquals(true, missing.contains("seccomp profile none.json: no such file"), missing);
  }
}
