package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code use_api_socket}: Docker's own socket. */
final class UseApiSocketTest extends AttributeTest {
  @Test
  void forms() {
    becomes("use_api_socket: true\n", "use_api_socket: true");
  }

  @Test
  void merges() {
    merge("", "use_api_socket: true", "use_api_socket: false");
  }

  @Test
  void refused() {
    refuses("use_api_socket: x", "s.yml:4:21: services.s.use_api_socket: 'x' is not true or false");
  }
}
