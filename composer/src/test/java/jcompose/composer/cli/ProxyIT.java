package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.TestAuthority;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestProxy;
import jcompose.composer.testing.TestRegistry;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that only a proxy knows the way to. */
@RequiresRoot
@RequiresCommand({"docker-registry", "openssl"})
@LeavesNothing
final class ProxyIT {
  private static final String LOGIN = "me:pass:w@rd";
  private static final String ENCODED = "me:pass:w%40rd";

  private final Map<String, String> environment = new HashMap<>();
  private Path folder;

  @BeforeEach
  void push(Sandbox sandbox) {
    folder = sandbox.folder();
    try (TestRegistry plain = TestRegistry.start(folder.resolve("registry"))) {
      new TestImages(plain, "app")
          .push("1", TestImages.OCI, "{}", new TestArchive().file("w", "w".repeat(1000)));
    }
    environment.putAll(sandbox.environment());
    environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());
    environment.put("JCOMPOSE_REGISTRIES", folder.resolve("registries.yml").toString());
  }

  private TestRegistry https() throws IOException {
    TestAuthority authority = TestAuthority.create(folder.resolve("authority"));
    TestRegistry registry =
        TestRegistry.start(
            folder.resolve("registry"), null, authority.sign("server", "DNS:registry.test", 1));
    settings(registry, "ca: authority/ca.crt");
    return registry;
  }

  private void settings(TestRegistry registry, String setting) throws IOException {
    Files.writeString(
        folder.resolve("registries.yml"),
        "registries: {'" + name(registry) + "': {" + setting + "}}");
  }

  /** By a name that nothing but the test's proxy can do anything with. */
  private static String name(TestRegistry registry) {
    return registry.address().replace("127.0.0.1", "registry.test");
  }

  private Result pull(Sandbox sandbox, TestRegistry registry, String... options) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file("compose.yaml", "services: {a: {image: '" + name(registry) + "/app:1'}}");
    String[] command = Arrays.copyOf(options, options.length + 2);
    command[options.length] = "pull";
    command[options.length + 1] = "-q";
    return HostCommand.run(environment, jcompose.folder(), jcompose.command(command));
  }

  private void pulls(Sandbox sandbox, TestRegistry registry) {
    Result result = pull(sandbox, registry);
    assertEquals(0, result.exit(), result.err());
    assertEquals("", result.err());
  }

  private String fails(Sandbox sandbox, TestRegistry registry) {
    Result result = pull(sandbox, registry, "--debug");
    assertEquals(1, result.exit(), result.err());
    assertFalse(result.err().contains("w@rd") || result.err().contains("w%40rd"), result.err());
    return result.err();
  }

  @Test
  void httpsThroughATunnelWithUserAndPassword(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = https();
        TestProxy proxy = TestProxy.start(LOGIN)) {
      environment.put("HTTPS_PROXY", "http://" + ENCODED + "@" + proxy.address());
      pulls(sandbox, registry);
      assertTrue(proxy.requests().contains("CONNECT " + name(registry)));
      environment.put("HTTPS_PROXY", "http://" + proxy.address());
      String nobody = fails(sandbox, registry);
      assertTrue(
          nobody.contains(
              "cannot reach the registry "
                  + name(registry)
                  + ": the proxy "
                  + proxy.address()
                  + " (of HTTPS_PROXY) wants a user and password"),
          nobody);
      int asked = proxy.requests().size();
      environment.put("HTTPS_PROXY", "http://me:no-w%40rd@" + proxy.address());
      String wrong = fails(sandbox, registry);
      assertTrue(wrong.contains("(of HTTPS_PROXY) refused the user and password"), wrong);
      List<String> all = proxy.requests();
      assertEquals(
          List.of("refused", "refused"),
          all.subList(asked, all.size()),
          "without and with the password, and that is not tried again");
    }
  }

  @Test
  void plainHttpWithUserAndPassword(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = TestRegistry.start(folder.resolve("registry"));
        TestProxy proxy = TestProxy.start(LOGIN)) {
      settings(registry, "insecure: true");
      environment.put("http_proxy", ENCODED + "@" + proxy.address());
      environment.put("HTTPS_PROXY", ENCODED + "@" + proxy.address());
      pulls(sandbox, registry);
      assertTrue(
          proxy.requests().contains("GET http://" + name(registry) + "/v2/app/manifests/1"),
          proxy.requests().toString());
      environment.put("http_proxy", proxy.address());
      String nobody = fails(sandbox, registry);
      assertTrue(nobody.contains("(of HTTP_PROXY) wants a user and password"), nobody);
    }
  }

  @Test
  void aProxyForAll(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = https();
        TestProxy proxy = TestProxy.start()) {
      environment.put("ALL_PROXY", "http://" + proxy.address());
      pulls(sandbox, registry);
      environment.put("ALL_PROXY", "socks5://" + proxy.address());
      pulls(sandbox, registry);
      assertTrue(proxy.requests().contains("SOCKS " + name(registry)));
    }
  }

  @Test
  void hostsThatNeedNone(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = https();
        TestProxy proxy = TestProxy.start()) {
      environment.put("HTTPS_PROXY", proxy.address());
      environment.put("NO_PROXY", "registry.test:1");
      pulls(sandbox, registry);
      int asked = proxy.requests().size();
      environment.put("NO_PROXY", name(registry));
      String said = fails(sandbox, registry);
      assertTrue(said.contains("its name is not known"), said);
      assertEquals(asked, proxy.requests().size());
    }
  }

  @Test
  void proxiesThatAreDownOrNone(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = https()) {
      environment.put("HTTPS_PROXY", "http://" + ENCODED + "@127.0.0.1:1");
      String down = fails(sandbox, registry);
      assertTrue(
          down.contains("the proxy 127.0.0.1:1 (of HTTPS_PROXY) refused the connection"), down);
      environment.put("HTTPS_PROXY", "https://" + ENCODED + "@127.0.0.1:1");
      assertTrue(fails(sandbox, registry).contains("proxies that speak https are not supported"));
      environment.put("HTTPS_PROXY", "http://me:pass w@rd@127.0.0.1:1");
      assertTrue(
          fails(sandbox, registry)
              .contains("the variable HTTPS_PROXY does not hold a proxy's address"));
    }
  }
}
