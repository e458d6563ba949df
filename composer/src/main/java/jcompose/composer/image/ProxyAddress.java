package jcompose.composer.image;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that a variable names; the password is in no text of it.
 *
 * @param variable for example {@code HTTPS_PROXY}
 * @param proxy where it listens, not yet looked up
 * @param name host:port
 * @param credentials who one is to it; the same object each time, or no connection is used again
 */
record ProxyAddress(
    String variable, Proxy proxy, String name, Optional<Authenticator> credentials) {
  private static final int HTTP_PORT = 80;
  private static final int SOCKS_PORT = 1080;

  static {
    // else the JDK keeps user and password from proxies that tunnel https
    String property = "jdk.http.auth.tunneling.disabledSchemes";
    if (System.getProperty(property) == null) {
      System.setProperty(property, "");
    }
  }

  /**
   * Reads one.
   *
   * @param text {@code [http://][user:password@]host[:port]} or {@code socks5://host[:port]}
   * @throws ImageException without the text, which may have a password in it
   */
  static ProxyAddress parse(String variable, String text) {
    URI uri;
    try {
      uri = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException malformed) {
      throw refused(variable, "");
    }
    String host = uri.getHost();
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean socks = scheme.equals("socks5") || scheme.equals("socks5h");
    if (host == null) {
      throw refused(variable, "");
    }
    if (!socks && !scheme.equals("http")) {
      throw refused(variable, "; proxies that speak " + scheme + " are not supported");
    }
    String user = uri.getUserInfo();
    if (socks && user != null) {
      throw refused(variable, "; users of socks5 proxies are not supported");
    }
    int port = uri.getPort() < 0 ? (socks ? SOCKS_PORT : HTTP_PORT) : uri.getPort();
    Proxy proxy =
        new Proxy(
            socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
            InetSocketAddress.createUnresolved(host, port));
    return new ProxyAddress(
        variable, proxy, host + ":" + port, Optional.ofNullable(user).map(Login::new));
  }

  private static ImageException refused(String variable, String why) {
    return new ImageException(
        "the variable "
            + variable
            + " does not hold a proxy's address (http://[user:password@]host:port)"
            + why);
  }

  /** A connection through it that is not made yet. */
  HttpURLConnection open(URL url) throws IOException {
    Proxy resolved =
        proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address
            ? new Proxy(
                proxy.type(), new InetSocketAddress(address.getHostString(), address.getPort()))
            : proxy;
    HttpURLConnection connection = (HttpURLConnection) url.openConnection(resolved);
    credentials.ifPresent(connection::setAuthenticator);
    return connection;
  }

  @Override
  public String toString() {
    return "the proxy " + name + " (of " + variable + ")";
  }

  /**
   * User and password, for proxies alone. The JDK asks twenty times for others when they are
   * refused, and remembers them once they are not: nobody need be told twice.
   */
  private static final class Login extends Authenticator {
    private final String user;
    private final char[] password;
    private final Set<Thread> told = Collections.newSetFromMap(new ConcurrentHashMap<>());

    Login(String userInfo) {
      int colon = userInfo.indexOf(':');
      user = colon < 0 ? userInfo : userInfo.substring(0, colon);
      password = (colon < 0 ? "" : userInfo.substring(colon + 1)).toCharArray();
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return getRequestorType() == RequestorType.PROXY && told.add(Thread.currentThread())
          ? new PasswordAuthentication(user, password)
          : null;
    }
  }
}
