package jcompose.composer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Docker's rules for names of images. */
final class ImageReferencesTest {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  private static void assertFull(String expected, String text) {
    assertEquals(expected, ImageReferences.parse(text).toString());
  }

  @Test
  void dockerHub() {
    assertFull("docker.io/library/busybox:latest", "busybox");
    assertFull("docker.io/library/busybox:1.36", "busybox:1.36");
    assertFull("docker.io/library/busybox:latest", "docker.io/busybox");
    assertFull("docker.io/library/busybox:latest", "index.docker.io/library/busybox");
    assertFull("docker.io/me/app:latest", "me/app");
    assertFull("docker.io/library/busybox@" + DIGEST, "busybox@" + DIGEST);
    assertFull("docker.io/library/busybox:1@" + DIGEST, "busybox:1@" + DIGEST);
    assertEquals(DIGEST, ImageReferences.parse("busybox:1@" + DIGEST).qualifier());
  }

  @Test
  void otherRegistries() {
    assertFull("localhost/app:latest", "localhost/app");
    assertFull("localhost:5000/app:latest", "localhost:5000/app");
    assertFull("127.0.0.1:5000/a/b/c:1", "127.0.0.1:5000/a/b/c:1");
    assertFull("quay.io/a/b__c-d.e:x_Y", "quay.io/a/b__c-d.e:x_Y");
    assertFull("[::1]:5000/app:latest", "[::1]:5000/app");
  }

  @Test
  void onlyThisMachineSpeaksHttp() {
    for (String here : new String[] {"localhost/a", "127.9.9.9:1/a", "[::1]:5000/a"}) {
      assertTrue(ImageReferences.parse(here).isLoopback(), here);
    }
    for (String there : new String[] {"a", "127.0.0.1.example.org/a", "localhost.org/a"}) {
      assertFalse(ImageReferences.parse(there).isLoopback(), there);
    }
  }

  @Test
  void invalid() {
    assertInvalid("did you mean 'busybox'", "Busybox");
    assertInvalid("a part of its name is empty", "");
    assertInvalid("a part of its name is empty", "a//b");
    assertInvalid("its tag 'a b'", "x:a b");
    assertInvalid("its tag ''", "x:");
    assertInvalid("64 hex digits", "x@sha256:12");
    assertInvalid("'a---.b'", "a---.b");
    assertInvalid("host:port", "-bad.org/x");
    assertInvalid("longer than 255", "a/".repeat(200) + "b");
  }

  private static void assertInvalid(String words, String text) {
    ImageException failure =
        assertThrows(ImageException.class, () -> ImageReferences.parse(text), text);
    assertTrue(String.valueOf(failure.getMessage()).contains(words), failure.getMessage());
  }
}
