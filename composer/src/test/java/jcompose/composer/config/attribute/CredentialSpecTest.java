package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code credential_spec}: Windows' accounts. */
final class CredentialSpecTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        credential_spec:
          file: a.json
        """,
        "credential_spec: {file: a.json}");
    becomes(
        """
        credential_spec:
          registry: my-credential-spec
        """,
        "credential_spec: {registry: my-credential-spec}");
  }

  @Test
  void merges() {
    merge(
        """
        credential_spec:
          file: b
        """,
        "credential_spec: {file: a}",
        "credential_spec: {file: b}");
  }

  @Test
  void refused() {
    refuses(
        "credential_spec: a",
        "s.yml:4:22: services.s.credential_spec: must be a mapping, not a string");
    refuses(
        "credential_spec: {fiel: a}",
        "s.yml:4:23: services.s.credential_spec.fiel: unknown key; did you mean " + "'file'?");
  }
}
