package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jcompose.composer.model.Content;
import jcompose.composer.model.Position;
import jcompose.composer.model.Project;
import jcompose.composer.model.ServiceMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code configs} and {@code secrets}, of the file and of a service. */
final class GrantsTest {
  @TempDir Path path;

  private Folder folder(String service, String rest) {
    return Folder.of(path)
        .with(Map.of("HOME", "/home/ada", "TOKEN", "t0p"))
        .write("stack.yml", "services:\n  web: {image: a, " + service + "}\n" + rest);
  }

  private static ServiceMount grant(
      boolean secret, String source, String target, int owner, int mode, int column) {
    return new ServiceMount.Grant(
        secret, source, target, owner, owner, mode, new Position("stack.yml", 2, column));
  }

  @Test
  void bothFormsWithTheirDefaults() {
    Project project =
        folder(
                "secrets: [s, {source: s, target: t, uid: \"5\", gid: 5, mode: 0440}],"
                    + " configs: [c, {source: c, target: d/e, mode: '555'}]",
                "secrets: {s: {environment: TOKEN}}\nconfigs: {c: {file: ./c}}\n")
            .load("stack.yml")
            .project();
    assertEquals(
        List.of(
            grant(false, "c", "/c", 0, 0444, 97),
            grant(false, "c", "/d/e", 0, 0555, 100),
            grant(true, "s", "/run/secrets/s", 0, 0444, 29),
            grant(true, "s", "/run/secrets/t", 5, 0440, 32)),
        Objects.requireNonNull(project.services().get("web")).mounts());
    assertEquals(Map.of("s", new Content.OfVariable("TOKEN")), project.secrets());
    assertEquals(Map.of("c", new Content.OfFile(path.resolve("c"))), project.configs());
  }

  @Test
  void valuesOfSecretsAreBesideTheProject() {
    Loaded loaded =
        folder(
                "secrets: [s]",
                """
                secrets: {s: {environment: TOKEN}}
                configs:
                  c: {environment: TOKEN}
                  d: {content: 'is $TOKEN'}
                """)
            .load("stack.yml");
    assertEquals(Map.of("TOKEN", "t0p"), loaded.variables());
    assertEquals(
        Map.of("c", new Content.Text("t0p"), "d", new Content.Text("is t0p")),
        loaded.project().configs());
  }

  @Test
  void whatIsWrongIsToldAtItsPlace() {
    assertEquals(
        List.of(
            "stack.yml:2:29: services.web.secrets: secret 'tokn' is not declared under the"
                + " top-level 'secrets'; did you mean 'token'?",
            "stack.yml:2:35: services.web.secrets[1]: needs 'source'",
            "stack.yml:2:70: services.web.secrets[2].uid: must be the number of a user or group,"
                + " for example \"1000\"",
            "stack.yml:4:3: secrets.both: has both 'file' and 'environment'; leave one out",
            "stack.yml:5:3: secrets.none: needs 'file' or 'environment'",
            "stack.yml:6:28: secrets.drawn.driver: is for a store of Swarm's, which is not here:"
                + " the content would differ"),
        folder(
                "secrets: [tokn, {target: /x}, {source: token, uid: me}]",
                """
                secrets:
                  both: {file: a, environment: B}
                  none: {}
                  drawn: {file: a, driver: vault}
                  token: {file: a}
                """)
            .problemsOf("stack.yml"));
  }

  @Test
  void whatCannotBeHadMattersOnlyToThoseWhoUseIt() {
    String rest = "secrets: {out: {external: true}, unset: {environment: UNSET}}\n";
    assertEquals(List.of(), folder("command: x", rest).load("stack.yml").warnings());
    assertEquals(
        List.of(
            "stack.yml:3:27: secrets.out.external: there is no store of secrets here; use 'file'"
                + " or 'environment'",
            "stack.yml:3:55: secrets.unset.environment: the variable 'UNSET' is not set"),
        folder("secrets: [out, unset]", rest).problemsOf("stack.yml"));
  }

  @Test
  void twoAtOnePlace() {
    assertEquals(
        List.of("stack.yml:2:53: '/x' is mounted already, at stack.yml:2:29"),
        folder(
                "configs: [{source: c, target: x}, {source: c, target: /x}]",
                "configs: {c: {content: y}}\n")
            .problemsOf("stack.yml"));
  }
}
