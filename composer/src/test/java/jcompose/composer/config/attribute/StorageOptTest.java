package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code storage_opt}: options of the store. */
final class StorageOptTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        storage_opt:
          size: "1G"
        """,
        "storage_opt: {size: '1G'}");
  }

  @Test
  void merges() {
    merge(
        """
        storage_opt:
          size: "2G"
        """,
        "storage_opt: {size: '1G'}",
        "storage_opt: {size: '2G'}");
  }

  @Test
  void refused() {
    refuses(
        "storage_opt: [a]", "s.yml:4:18: services.s.storage_opt: must be a mapping, not a list");
  }
}
