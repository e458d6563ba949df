package jcompose.composer.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives out the tokens (RFC 7519) that a real docker-registry demands and verifies. One user may do
 * anything; anybody may pull what is below {@code public/}.
 */
public final class TokenServer implements AutoCloseable {
  /** For how long the registry takes tokens that have expired, since clocks differ. */
  private static final int LEEWAY_SECONDS = 60;

  private static final Pattern SCOPE = Pattern.compile("repository:([^:]+):([a-z,]+)");

  private final HttpServer server;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Path signer;
  private final String user;
  private final String password;
  private final String refreshToken;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int seconds = 300;
  private volatile ScriptedRegistry.Script script = request -> false;

  private TokenServer(
      HttpServer server, Path signer, String user, String password, String refreshToken) {
    this.server = server;
    this.signer = signer;
    this.user = user;
    this.password = password;
    this.refreshToken = refreshToken;
  }

  /**
   * Starts one on a free loopback port.
   *
   * @param signer a folder with {@code cert.pem} and {@code key.pem}, as {@link TestAuthority#sign}
   *     makes it
   * @param refreshToken what stands for user and password, as after a login in a browser
   */
  public static TokenServer start(Path signer, String user, String password, String refreshToken) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TokenServer tokens = new TokenServer(server, signer, user, password, refreshToken);
      server.createContext("/", tokens::handle);
      server.setExecutor(tokens.workers);
      server.start();
      return tokens;
    } catch (IOException failure) {
      throw new AssertionError("no HTTP server on the loopback address", failure);
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * What stands below {@code auth:} in the configuration of a registry that wants these tokens.
   *
   * @param authority who signed the signer's certificate
   */
  public String configuration(TestAuthority authority) {
    return "token:\n    realm: http://"
        + address()
        + "/token\n    service: test-registry\n    issuer: test-issuer\n    rootcertbundle: "
        + authority.certificate()
        + "\n";
  }

  /** How long the registry takes the tokens that are given out from now on. */
  public void lifetime(int lifetimeSeconds) {
    seconds = lifetimeSeconds;
  }

  /** Misbehaves from now on; forgets the requests so far. */
  public void script(ScriptedRegistry.Script misbehaviour) {
    script = misbehaviour;
    requests.clear();
  }

  /** The requests since the script was set, as {@code GET scope=...}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String form =
          exchange.getRequestMethod().equals("POST")
              ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
              : String.valueOf(exchange.getRequestURI().getRawQuery());
      requests.add(exchange.getRequestMethod() + " " + form);
      if (script.answer(exchange)) {
        return;
      }
      String decoded = URLDecoder.decode(form, StandardCharsets.UTF_8);
      boolean known = isKnown(exchange, decoded);
      if (!known && exchange.getRequestHeaders().containsKey("Authorization")) {
        ScriptedRegistry.send(
            exchange,
            401,
            Map.of(),
            "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"incorrect user or"
                + " password\"}]}");
        return;
      }
      ScriptedRegistry.send(
          exchange,
          200,
          Map.of("Content-Type", "application/json"),
          "{\"token\":\"" + token(decoded, known) + "\",\"expires_in\":60}");
    } catch (GeneralSecurityException failure) {
      throw new AssertionError(failure);
    }
  }

  private boolean isKnown(HttpExchange exchange, String form) {
    String login = user + ":" + password;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || form.contains("&refresh_token=" + refreshToken);
  }

  private String token(String form, boolean known) throws GeneralSecurityException, IOException {
    Matcher scope = SCOPE.matcher(form);
    String access = "";
    if (scope.find() && (known || scope.group(1).startsWith("public/"))) {
      String actions = known ? scope.group(2).replace(",", "\",\"") : "pull";
      access =
          "{\"type\":\"repository\",\"name\":\""
              + scope.group(1)
              + "\",\"actions\":[\""
              + actions
              + "\"]}";
    }
    long now = Instant.now().getEpochSecond();
    String header =
        "{\"typ\":\"JWT\",\"alg\":\"ES256\",\"x5c\":[\""
            + Base64.getEncoder().encodeToString(certificate())
            + "\"]}";
    String claims =
        "{\"iss\":\"test-issuer\",\"aud\":\"test-registry\",\"sub\":\"x\",\"jti\":\"1\",\"nbf\":"
            + (now - 100)
            + ",\"iat\":"
            + (now - 100)
            + ",\"exp\":"
            + (now + seconds - LEEWAY_SECONDS)
            + ",\"access\":["
            + access
            + "]}";
    String signed = base64(header) + "." + base64(claims);
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] certificate() throws GeneralSecurityException, IOException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(
            new ByteArrayInputStream(Files.readAllBytes(signer.resolve("cert.pem"))))
        .getEncoded();
  }

  private PrivateKey key() throws GeneralSecurityException, IOException {
    String pem = Files.readString(signer.resolve("key.pem"));
    byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
