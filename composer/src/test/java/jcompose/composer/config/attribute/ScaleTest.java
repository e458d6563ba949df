package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code scale}: how many containers. */
final class ScaleTest extends AttributeTest {
  @Test
  void forms() {
    becomes("scale: 3\n", "scale: 3");
    becomes("scale: 2\n", "scale: '2'");
  }

  @Test
  void merges() {
    merge("scale: 2\n", "scale: 1", "scale: 2");
  }

  @Test
  void refused() {
    refuses("scale: x", "s.yml:4:12: services.s.scale: 'x' is not a whole number");
    refuses(
        """
        scale: 2
        deploy: {replicas: 3}
        """,
        "s.yml:4:12: services.s.scale: contradicts deploy.replicas at s.yml:5:24");
  }
}
