package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code shm_size}: bytes of /dev/shm. */
final class ShmSizeTest extends AttributeTest {
  @Test
  void forms() {
    becomes("shm_size: \"2147483648\"\n", "shm_size: 2gb");
    becomes("shm_size: \"10000000\"\n", "shm_size: 10000000");
  }

  @Test
  void merges() {
    merge("shm_size: \"2097152\"\n", "shm_size: 1m", "shm_size: 2m");
  }

  @Test
  void refused() {
    refuses("shm_size: big", "s.yml:4:15: services.s.shm_size: 'big' is not a size such as 64m");
  }
}
