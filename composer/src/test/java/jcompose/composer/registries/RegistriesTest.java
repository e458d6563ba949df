package jcompose.composer.registries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings file: what it says, and what is said of one that is wrong. */
final class RegistriesTest {
  @TempDir Path folder = Path.of("");

  private Registries read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("r.yml"), text);
    return Registries.fromEnvironment(Map.of("JCOMPOSE_REGISTRIES", file.toString()));
  }

  private String refused(String text) {
    ComposerException refused = assertThrows(ComposerException.class, () -> read(text));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void everySetting() throws IOException {
    Registries registries =
        read(
            """
            registries:
              docker.io:
                mirror: [mirror.example.org:5000, 'cache.example.org/hub']
              r.example.org:5000:
                ca: certs/ca.pem
                client_certificate: /etc/ssl/me.pem
                client_key: me.key
                connections: 2
              old.example.org: {insecure: true, mirror: other.example.org}
              both.example.org: {client_certificate: both.pem}
              nothing.example.org:
            """);
    assertEquals(
        List.of("mirror.example.org:5000", "cache.example.org/hub"),
        registries.of("docker.io").mirrors());
    RegistrySettings certificates = registries.of("r.example.org:5000");
    assertEquals(Optional.of(folder.resolve("certs/ca.pem")), certificates.ca());
    assertEquals(Optional.of(Path.of("/etc/ssl/me.pem")), certificates.clientCertificate());
    assertEquals(Optional.of(folder.resolve("me.key")), certificates.clientKey());
    assertEquals(Optional.of(2), certificates.connections());
    assertFalse(certificates.isInsecure());
    assertTrue(registries.of("old.example.org").isInsecure());
    assertEquals(List.of("other.example.org"), registries.of("old.example.org").mirrors());
    assertEquals(
        Optional.of(folder.resolve("both.pem")), registries.of("both.example.org").clientKey());
    assertEquals(RegistrySettings.NONE, registries.of("nothing.example.org"));
    assertEquals(RegistrySettings.NONE, registries.of("r.example.org"));
  }

  @Test
  void dockerHubByAllItsNames() throws IOException {
    assertEquals(
        List.of("m.org"),
        read("registries: {index.docker.io: {mirror: [m.org]}}").of("docker.io").mirrors());
  }

  @Test
  void theUsersFileCountsOverTheSystems() throws IOException {
    RegistrySettings system =
        read("registries: {r.org: {mirror: [a.org], client_certificate: c, client_key: k}}")
            .of("r.org");
    RegistrySettings user =
        read("registries: {r.org: {mirror: [], connections: 3, client_certificate: both}}")
            .of("r.org");
    RegistrySettings all = user.over(system);
    assertEquals(List.of(), all.mirrors());
    assertEquals(Optional.of(3), all.connections());
    assertEquals(all.clientCertificate(), all.clientKey(), "a key belongs to its certificate");
    assertEquals(system, RegistrySettings.NONE.over(system));
  }

  @Test
  void whereTheUsersFileLies() throws IOException {
    Path config = Files.createDirectories(folder.resolve("config/jcompose"));
    Files.writeString(config.resolve("registries.yml"), "registries: {x.org: {insecure: true}}");
    assertTrue(
        Registries.fromEnvironment(Map.of("XDG_CONFIG_HOME", folder.resolve("config").toString()))
            .of("x.org")
            .isInsecure());
    Path home = Files.createDirectories(folder.resolve("home/.config/jcompose"));
    Files.writeString(home.resolve("registries.yml"), "registries: {y.org: {insecure: true}}");
    assertTrue(
        Registries.fromEnvironment(Map.of("HOME", folder.resolve("home").toString()))
            .of("y.org")
            .isInsecure());
  }

  @Test
  void everythingThatIsWrongIsToldAtItsPlace() {
    Path file = folder.resolve("r.yml");
    String said =
        """
        FILE:1:1: registres: unknown key; did you mean 'registries'?
        registres: {}
        ^
        FILE:3:3: registries: 'https://r.org/' is not a registry's host or host:port; write 'r.org'
          https://r.org/: {}
          ^
        FILE:5:5: registries.r.org.mirrors: unknown key; did you mean 'mirror'?
            mirrors: []
            ^
        FILE:6:15: registries.r.org.insecure: must be true or false
            insecure: maybe
                      ^
        FILE:7:18: registries.r.org.connections: must be a number from 1 to 64
            connections: 0
                         ^\
        """;
    assertEquals(
        said.replace("FILE", file.toString()),
        refused(
            """
            registres: {}
            registries:
              https://r.org/: {}
              r.org:
                mirrors: []
                insecure: maybe
                connections: 0
            """));
  }

  @Test
  void mirrorsAndPairs() {
    String said =
        refused(
            """
            registries:
              r.org:
                mirror: ['https://m.org/', 'm.org/UPPER', 5]
                client_key: k
              s.org: {insecure: true, ca: x}
              t.org: 1
              index.docker.io: {}
              docker.io: {}
            """);
    for (String expected :
        List.of(
            ":3:14: registries.r.org.mirror: 'https://m.org/' is not a host, host:port or"
                + " host/path; write 'm.org'",
            ":3:32: registries.r.org.mirror: 'm.org/UPPER' is not",
            ":3:47: registries.r.org.mirror: must be a string, not a number",
            ":4:17: registries.r.org.client_key: needs a 'client_certificate' beside it",
            ":5:31: registries.s.org.ca: says whom to trust, 'insecure' anybody",
            ":6:10: registries.t.org: must be a mapping, not a number",
            ":8:3: registries: 'docker.io' and another key are one registry")) {
      assertTrue(said.contains(expected), expected + " in\n" + said);
    }
  }

  @Test
  void filesThatCannotBeRead() throws IOException {
    Path none = folder.resolve("none.yml");
    ComposerException missing =
        assertThrows(
            ComposerException.class,
            () -> Registries.fromEnvironment(Map.of("JCOMPOSE_REGISTRIES", none.toString())));
    assertTrue(String.valueOf(missing.getMessage()).contains(none + ": no such file"));
    assertTrue(refused("registries: [").contains("invalid YAML"));
    Path binary = Files.write(folder.resolve("b.yml"), new byte[] {(byte) 0xff, 0});
    ComposerException notText =
        assertThrows(
            ComposerException.class,
            () -> Registries.fromEnvironment(Map.of("JCOMPOSE_REGISTRIES", binary.toString())));
    assertTrue(String.valueOf(notText.getMessage()).contains("is not text in UTF-8"));
  }
}
