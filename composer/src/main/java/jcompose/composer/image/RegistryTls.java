package jcompose.composer.image;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import jcompose.composer.registries.RegistrySettings;
import org.jspecify.annotations.Nullable;

/**
 * How https is spoken with one registry and whom it leads to: whose certificates are believed, and
 * who this machine is, which only the registry itself is told.
 */
final class RegistryTls {
  private final String server;
  private final boolean insecure;
  private final TrustedCertificates trusted;
  private final List<ClientCertificate> ours;
  private volatile boolean asked;
  private @Nullable SSLSocketFactory forServer;
  private @Nullable SSLSocketFactory forOthers;

  /**
   * Nothing is read yet but folders.
   *
   * @param server host or host:port
   */
  RegistryTls(String server, RegistrySettings settings, TrustedCertificates trusted) {
    this.server = server;
    this.trusted = trusted;
    insecure = settings.isInsecure();
    ours = ClientCertificate.find(settings, trusted.folder());
  }

  /** Whether this machine has anything to say who it is. */
  boolean isKnown() {
    return !ours.isEmpty();
  }

  /** Whether a server wanted to know who this machine is. */
  boolean wasAsked() {
    return asked;
  }

  /**
   * Sets a connection up that is not made yet.
   *
   * @throws ImageException naming a file that cannot be read or used
   */
  void prepare(HttpsURLConnection connection) {
    boolean own = connection.getURL().getAuthority().equals(server);
    connection.setSSLSocketFactory(sockets(own && !ours.isEmpty()));
    if (insecure) {
      connection.setHostnameVerifier((host, session) -> true);
    }
  }

  /**
   * Made late: reading all the certificates takes longer than asking a registry over http. The same
   * ones each time: the JDK uses no connection again that another factory made.
   */
  private synchronized SSLSocketFactory sockets(boolean known) {
    SSLSocketFactory made = known ? forServer : forOthers;
    if (made == null) {
      made = make(known);
      if (known) {
        forServer = made;
      } else {
        forOthers = made;
      }
    }
    return made;
  }

  private SSLSocketFactory make(boolean known) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = {
        new AskedKeyManager(ClientCertificate.manager(known ? ours : List.of()), () -> asked = true)
      };
      TrustManager[] trust = insecure ? new TrustManager[] {new Anybody()} : trusted.managers();
      context.init(keys, trust, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException failure) {
      throw new ImageException(
          "certificates cannot be prepared for https: " + failure.getMessage(), failure);
    }
  }

  /** Believes everybody, as the user has asked for in the settings. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
