package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestRegistry;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Test;

/** {@code config} as the user runs it: each option, its output loaded again, its exit codes. */
@RequiresRoot
@LeavesNothing
class ConfigIT {
  private static Jcompose shop(Sandbox sandbox) {
    return Jcompose.in(sandbox)
        .file(".env", "TAG=7\n")
        .file("web.env", "FROM_FILE=1\n")
        .file(
            "compose.yaml",
            """
            services:
              web:
                image: nginx:${TAG:-1}
                env_file: web.env
                environment: {PRICE: $$5}
                ports: ["80:8080"]
                volumes: ["./site:/site:ro", "data:/data"]
                depends_on: [db]
                networks: [front]
                models: [llm]
              db:
                image: postgres
                mem_limit: 64m
              debug:
                image: tools
                profiles: [dev]
            networks: {front: {}}
            volumes: {data: , unused: }
            models: {llm: {model: a/b}}
            """);
  }

  @Test
  void printsYamlThatLoadsAgain(Sandbox sandbox) {
    Jcompose jcompose = shop(sandbox);
    String first = jcompose.ok("config");
    assertTrue(first.startsWith("name: shop\nservices:\n"), first);
    assertTrue(first.contains("source: " + jcompose.folder() + "/site\n"), first);
    assertTrue(first.contains("image: nginx:7\n"), first);
    assertTrue(first.contains("PRICE: \"$$5\"\n"), first);
    assertTrue(first.contains("FROM_FILE: \"1\"\n"), first);
    assertFalse(first.contains("debug"), first);
    assertFalse(first.contains("unused"), first);
    Jcompose again = Jcompose.in(sandbox, "elsewhere");
    again.file("compose.yaml", first);
    assertEquals(first, again.ok("config"));
    again.file("compose.yaml", jcompose.ok("config", "--format", "json"));
    assertEquals(first, again.ok("config"));
    assertEquals(jcompose.ok("config", "--format", "json"), again.ok("config", "--format=json"));
  }

  @Test
  void lists(Sandbox sandbox) {
    Jcompose jcompose = shop(sandbox);
    assertEquals("db\nweb\n", jcompose.ok("config", "--services"));
    assertEquals("db\ndebug\nweb\n", jcompose.ok("--profile", "dev", "config", "--services"));
    assertEquals("nginx:7\npostgres\n", jcompose.ok("config", "--images"));
    assertEquals("data\n", jcompose.ok("config", "--volumes"));
    assertEquals("default\nfront\n", jcompose.ok("config", "--networks"));
    assertEquals("llm\n", jcompose.ok("config", "--models"));
    assertEquals("dev\n", jcompose.ok("config", "--profiles"));
    assertEquals("db\n", jcompose.ok("config", "--services", "db"));
    assertTrue(jcompose.ok("config", "--environment").lines().toList().contains("TAG=7"));
    assertEquals(
        List.of("NAME   REQUIRED   DEFAULT VALUE   ALTERNATE VALUE", "TAG    false      1"),
        jcompose.ok("config", "--variables").lines().toList());
  }

  @Test
  void hashes(Sandbox sandbox) {
    Jcompose jcompose = shop(sandbox);
    String all = jcompose.ok("config", "--hash", "*");
    assertTrue(all.matches("db [0-9a-f]{64}\nweb [0-9a-f]{64}\n"), all);
    assertEquals(all, jcompose.ok("config", "--hash", "db,web"));
    String db = jcompose.ok("config", "--hash", "db");
    assertTrue(all.startsWith(db), db);
    Result unknown = jcompose.run("config", "--hash", "dbb");
    assertEquals(1, unknown.exit());
    assertTrue(unknown.err().contains("no such service: dbb; did you mean 'db'?"), unknown.err());
  }

  @Test
  void leavesPhasesOut(Sandbox sandbox) {
    Jcompose jcompose = shop(sandbox);
    String raw = jcompose.ok("config", "--no-interpolate");
    assertTrue(raw.contains("nginx:${TAG:-1}"), raw);
    assertTrue(raw.contains("PRICE: \"$$5\"\n"), raw);
    String relative = jcompose.ok("config", "--no-path-resolution");
    assertTrue(relative.contains("source: \"./site\"\n"), relative);
    String bare = jcompose.ok("config", "--no-normalize");
    assertTrue(bare.startsWith("name: shop\n"), bare);
    assertFalse(bare.contains("default"), bare);
    String files = jcompose.ok("config", "--no-env-resolution");
    assertTrue(files.contains("path: " + jcompose.folder() + "/web.env\n"), files);
    jcompose.file("compose.yaml", "services: {a: {image: i, depends_on: [b]}}\n");
    assertEquals(1, jcompose.run("config").exit());
    assertEquals(0, jcompose.run("config", "--no-consistency").exit());
  }

  @Test
  void writesToAFileOrNowhere(Sandbox sandbox) throws IOException {
    Jcompose jcompose = shop(sandbox);
    String printed = jcompose.ok("config");
    assertEquals("", jcompose.ok("config", "-o", "out.yml"));
    assertEquals(printed, Files.readString(jcompose.folder().resolve("out.yml")));
    assertEquals("", jcompose.ok("config", "-q"));
    assertEquals("[]\n", jcompose.ok("config", "-q", "--format", "json"));
  }

  @Test
  void tellsWhatIsWrongAsData(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file("compose.yaml", "include: [a.yml]\nservices: {}\n")
            .file("a.yml", "services:\n  a:\n    image: $NONE\n    prots: [80]\n");
    Result result = jcompose.run("config", "--format", "json");
    assertEquals(1, result.exit());
    assertEquals("", result.err());
    assertEquals(
        """
        [
          {
            "severity": "error",
            "file": "a.yml",
            "line": 2,
            "column": 3,
            "path": "services.a",
            "message": "needs 'image', 'build' or 'rootfs'",
            "chain": [
              {
                "kind": "include",
                "file": "compose.yaml",
                "line": 1,
                "column": 11
              }
            ]
          },
          {
            "severity": "warning",
            "file": "a.yml",
            "line": 3,
            "column": 12,
            "message": "variable 'NONE' is not set; it is taken as empty",
            "chain": [
              {
                "kind": "include",
                "file": "compose.yaml",
                "line": 1,
                "column": 11
              }
            ]
          },
          {
            "severity": "error",
            "file": "a.yml",
            "line": 4,
            "column": 5,
            "path": "services.a.prots",
            "message": "unknown key; did you mean 'ports'?",
            "suggestion": "ports",
            "chain": [
              {
                "kind": "include",
                "file": "compose.yaml",
                "line": 1,
                "column": 11
              }
            ]
          }
        ]
        """,
        result.out());
    assertEquals(result.out(), jcompose.run("config", "-q", "--format", "json").out());
    Result text = jcompose.run("config");
    assertEquals("", text.out());
    assertTrue(text.err().endsWith("    ^\n  included from compose.yaml:1:11\n"), text.err());
    Result missing = jcompose.run("-f", "none.yml", "config", "--format", "json");
    assertEquals(1, missing.exit());
    assertTrue(missing.out().contains("\"message\": \"none.yml: no such file"), missing.out());
  }

  @Test
  void refusesOptionsThatMakeNoSense(Sandbox sandbox) {
    Jcompose jcompose = shop(sandbox);
    assertEquals(2, jcompose.run("config", "--format", "xml").exit());
    assertEquals(2, jcompose.run("config", "--formt").exit());
    assertEquals(1, jcompose.run("config", "nothing").exit());
  }

  @Test
  void printsTheSchema(Sandbox sandbox) {
    String schema = Jcompose.in(sandbox).ok("schema");
    assertTrue(schema.startsWith("{\n  \"$schema\": "), schema);
  }

  @Test
  @RequiresCommand({"busybox", "docker-registry"})
  void pinsImages(Sandbox sandbox) {
    TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"));
    TestImages images = new TestImages(registry, "app");
    String digest = images.push("1", TestImages.OCI, "{}", new TestArchive().file("a", "b"));
    String name = registry.address() + "/app";
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file(
                "compose.yaml",
                "services:\n  a: {image: "
                    + name
                    + ":1}\n  b: {image: "
                    + name
                    + "@"
                    + digest
                    + "}\n");
    assertEquals(
        name + ":1@" + digest + "\n" + name + "@" + digest + "\n",
        jcompose.ok("config", "--images", "--resolve-image-digests"));
    jcompose.file("compose.yaml", "services:\n  a:\n    image: " + name + ":2\n");
    Result result = jcompose.run("config", "--resolve-image-digests");
    assertEquals(1, result.exit());
    assertTrue(result.err().startsWith("compose.yaml:3:12: image: "), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    registry.close();
  }
}
