package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code restart}: what happens after its end. */
final class RestartTest extends AttributeTest {
  @Test
  void forms() {
    becomes("restart: \"no\"\n", "restart: 'no'");
    becomes("restart: always\n", "restart: always");
    becomes("restart: on-failure:3\n", "restart: on-failure:3");
    becomes("restart: unless-stopped\n", "restart: unless-stopped");
  }

  @Test
  void merges() {
    merge("restart: unless-stopped\n", "restart: always", "restart: unless-stopped");
  }

  @Test
  void refused() {}
}
