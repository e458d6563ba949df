package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code models}: models that it is told of. */
final class ModelsTest extends AttributeTest {
  ModelsTest() {
    super("models: {m: {model: ai/x}}");
  }

  @Test
  void forms() {
    becomes(
        """
        models:
          m: null
        """,
        "models: [m]");
    becomes(
        """
        models:
          m:
            endpoint_var: URL
            model_var: NAME
        """,
        "models: {m: {endpoint_var: URL, model_var: NAME}}");
  }

  @Test
  void merges() {
    merge(
        """
        models:
          m:
            endpoint_var: U
        """,
        "models: [m]",
        "models: {m: {endpoint_var: U}}");
  }

  @Test
  void refused() {
    refuses(
        "models: m", "s.yml:4:13: services.s.models: must be a mapping or a list, not a string");
    refuses(
        "models: [zz]",
        "s.yml:4:14: services.s.models: model 'zz' is not declared under the "
            + "top-level 'models'");
  }
}
