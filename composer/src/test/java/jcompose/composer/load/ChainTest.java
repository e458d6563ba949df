package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a value came into the project, below what is wrong with it. */
final class ChainTest {
  @TempDir Path path;

  private Folder folder;

  @BeforeEach
  void enter() {
    folder = Folder.of(path);
  }

  @Test
  void includedFilesNameTheFilesThatIncludeThem() {
    folder
        .write("stack.yml", "include:\n  - sub/a.yml\nservices: {}\n")
        .write("sub/a.yml", "include: [{path: b.yml}]\n")
        .write("sub/b.yml", "services:\n  web:\n    image: a\n    prots: [80]\n");
    assertEquals(
        """
        sub/b.yml:4:5: services.web.prots: unknown key; did you mean 'ports'?
            prots: [80]
            ^
          included from sub/a.yml:1:18
          included from stack.yml:2:5\
        """,
        folder.message("stack.yml"));
  }

  @Test
  void whatIsNotYamlNamesThemAsWell() {
    folder.write("stack.yml", "include: [a.yml]\nservices: {}\n").write("a.yml", "services: [\n");
    assertEquals("  included from stack.yml:1:11", lastLine("stack.yml"));
    folder
        .write("stack.yml", "services:\n  web: {extends: {service: b, file: b.yml}}\n")
        .write("b.yml", "services: {b: {image: !c d}}\n");
    assertEquals("  extended by services.web (stack.yml:2:37)", lastLine("stack.yml"));
  }

  @Test
  void aServiceNamesThoseThatExtendIt() {
    folder
        .write("stack.yml", "services:\n  web:\n    extends: {file: base.yml, service: mid}\n")
        .write(
            "base.yml",
            """
            services:
              root:
                image: a
                prots: [80]
              mid:
                extends: root
                labels: {a: b}
            """);
    assertEquals(
        """
        base.yml:4:5: services.web.prots: unknown key; did you mean 'ports'?
            prots: [80]
            ^
          extended by services.mid (base.yml:6:14)
          extended by services.web (stack.yml:3:14)\
        """,
        folder.message("stack.yml"));
  }

  @Test
  void eachServiceHasItsOwnWay() {
    folder.write(
        "stack.yml",
        """
        services:
          a.b:
            image: a
            cpus: many
          a:
            extends: a.b
          c:
            extends: a.b
            cpus: more
        """);
    assertEquals(
        """
        stack.yml:4:11: services.a.b.cpus: 'many' is not a number of processors
            cpus: many
                  ^
        stack.yml:4:11: services.a.cpus: 'many' is not a number of processors
            cpus: many
                  ^
          extended by services.a (stack.yml:6:14)
        stack.yml:9:11: services.c.cpus: 'more' is not a number of processors
            cpus: more
                  ^\
        """,
        folder
            .message("stack.yml")
            .replaceAll("(?<='many' |'more' )is not .*", "is not a number of processors"));
  }

  @Test
  void aFileNamesWhatItIsLaidOver() {
    folder
        .write("stack.yml", "services:\n  web:\n    image: a\n")
        .write("over.yml", "services:\n  web:\n    prots: [80]\n  db:\n    iamge: b\n");
    assertEquals(
        """
        over.yml:3:5: services.web.prots: unknown key; did you mean 'ports'?
            prots: [80]
            ^
          merged over services.web (stack.yml:2:3)
        over.yml:4:3: services.db: needs 'image' or 'rootfs'
          db:
          ^
          merged over stack.yml:1:1
        over.yml:5:5: services.db.iamge: unknown key; did you mean 'image'?
            iamge: b
            ^
          merged over stack.yml:1:1\
        """,
        folder
            .message("stack.yml", "over.yml")
            .replaceAll("needs .*", "needs 'image' or 'rootfs'"));
  }

  @Test
  void filesOfVariablesNameTheService() {
    folder
        .write("stack.yml", "services:\n  web:\n    image: a\n    env_file: [web.env]\n")
        .write("web.env", "A B=1\n");
    assertEquals(
        """
        web.env:1:1: variable name 'A B' has a space
        A B=1
        ^
          read for services.web.env_file[0] (stack.yml:4:16)\
        """,
        folder.message("stack.yml"));
  }

  private String lastLine(String file) {
    return folder.message(file).lines().reduce("", (before, line) -> line);
  }
}
