package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code working_dir}: where its program starts. */
final class WorkingDirTest extends AttributeTest {
  @Test
  void forms() {
    becomes("working_dir: /code\n", "working_dir: /code");
  }

  @Test
  void merges() {
    merge("working_dir: /b\n", "working_dir: /a", "working_dir: /b");
  }

  @Test
  void refused() {
    refuses("working_dir: [a]", "s.yml:4:18: services.s.working_dir: must be a string, not a list");
  }
}
