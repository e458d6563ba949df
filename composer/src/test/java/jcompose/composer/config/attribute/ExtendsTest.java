package jcompose.composer.config.attribute;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code extends}: another service, of this file or another. */
final class ExtendsTest extends AttributeTest {
  ExtendsTest() {
    super(
        """
          t:
            image: j
            user: u
            command: [a]
        """);
  }

  @BeforeEach
  void files() {
    stack().write("other.yml", "services:\n  o:\n    image: k\n    tty: true\n");
  }

  @Test
  void forms() {
    becomes(
        """
        command:
          - a
        user: u
        """,
        "extends: t");
    becomes(
        """
        command:
          - a
        user: u
        """,
        "extends: {service: t}");
    becomes("tty: true\n", "extends: {file: other.yml, service: o}");
  }

  @Test
  void refused() {
    refuses("extends: tt", "s.yml:4:14: services.s.extends: no service 'tt'; did you mean 't'?");
    refuses("extends: {file: other.yml}", "s.yml:4:14: services.s.extends: needs 'service'");
    refuses(
        "extends: {file: none.yml, service: o}",
        "s.yml:4:21: services.s.extends.file: no such file: /D/none.yml");
    refuses("extends: s", "s.yml:4:14: services.s.extends: a service cannot extend itself: s -> s");
  }
}
