package jcompose.composer.image;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;

/** A proxy did not do its part. */
final class ProxyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** As the JDK says it. */
  private static final String NO_TUNNEL = "Unable to tunnel through proxy.";

  /** The proxy could not be reached, or did not connect to the server. */
  ProxyException(ProxyAddress proxy, IOException failure) {
    super(proxy + " " + words(proxy, failure), failure);
  }

  /** The proxy wants to know who asks. */
  ProxyException(ProxyAddress proxy) {
    super(proxy + " " + unknown(proxy));
  }

  private static String unknown(ProxyAddress proxy) {
    return proxy.credentials().isPresent()
        ? "refused the user and password in the variable"
        : "wants a user and password: http://user:password@host:port";
  }

  private static String words(ProxyAddress proxy, IOException failure) {
    if (failure instanceof ConnectException) {
      return "refused the connection; is it running?";
    }
    if (failure instanceof UnknownHostException) {
      return "is not known by its name; check the variable";
    }
    String said = String.valueOf(failure.getMessage()).substring(NO_TUNNEL.length());
    return said.contains(" 407") ? unknown(proxy) : "did not connect to it: " + said.strip();
  }

  /** Whether a failure of a connection through a proxy is the proxy's. */
  static boolean isOfProxy(IOException failure) {
    return failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || String.valueOf(failure.getMessage()).startsWith(NO_TUNNEL);
  }
}
