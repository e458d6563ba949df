package jcompose.composer.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import jcompose.engine.state.IoReason;

/**
 * Whose certificates are believed: those of Java, of the system, and of Docker's folder for one
 * registry, {@code /etc/docker/certs.d/HOST:PORT/*.crt}.
 */
final class TrustedCertificates {
  /** In place of Docker's folder. */
  private static final String FOLDER_VARIABLE = "JCOMPOSE_CERTS";

  /** In place of the system's file, as for OpenSSL and Go's programs. */
  private static final String FILE_VARIABLE = "SSL_CERT_FILE";

  private static final List<String> SYSTEM_FILES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt", // Debian, Arch, Alpine
          "/etc/pki/tls/certs/ca-bundle.crt", // Fedora
          "/etc/ssl/ca-bundle.pem"); // openSUSE

  private final Path folder;
  private final List<Path> system;

  /**
   * Those for one registry.
   *
   * @param registry host or host:port
   */
  TrustedCertificates(String registry, Map<String, String> environment) {
    String folders = environment.getOrDefault(FOLDER_VARIABLE, "");
    folder = Path.of(folders.isEmpty() ? "/etc/docker/certs.d" : folders).resolve(registry);
    String file = environment.getOrDefault(FILE_VARIABLE, "");
    system =
        file.isEmpty()
            ? SYSTEM_FILES.stream().map(Path::of).filter(Files::exists).limit(1).toList()
            : List.of(Path.of(file));
  }

  /** Whether the user has said anything of this registry, and so that it speaks https. */
  boolean areGiven() {
    return Files.isDirectory(folder);
  }

  /** Where the user puts a certificate for this registry. */
  Path place() {
    return folder.resolve("ca.crt");
  }

  /**
   * Connections that believe those certificates.
   *
   * @throws ImageException naming a file that cannot be read
   */
  SSLSocketFactory connections() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      add(trusted, ofJava());
      for (Path file : system) {
        add(trusted, read(file));
      }
      for (Path file : ofRegistry()) {
        add(trusted, read(file));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trusted), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException failure) {
      throw new ImageException(
          "certificates cannot be prepared for https: " + failure.getMessage(), failure);
    }
  }

  private static void add(KeyStore trusted, Collection<? extends Certificate> certificates)
      throws GeneralSecurityException {
    for (Certificate certificate : certificates) {
      trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
    }
  }

  private static TrustManager[] managers(@org.jspecify.annotations.Nullable KeyStore trusted)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static List<Certificate> ofJava() throws GeneralSecurityException {
    List<Certificate> certificates = new ArrayList<>();
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager trust) {
        certificates.addAll(List.of(trust.getAcceptedIssuers()));
      }
    }
    return certificates;
  }

  private List<Path> ofRegistry() {
    List<Path> files = new ArrayList<>();
    if (!areGiven()) {
      return files;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(".cert") || name.endsWith(".key")) {
          throw new ImageException(
              entry + ": certificates of clients are not supported yet; move it away");
        }
        if (name.endsWith(".crt")) {
          files.add(entry);
        }
      }
    } catch (IOException failure) {
      throw new ImageException("cannot read " + folder + ": " + IoReason.of(failure), failure);
    }
    return files;
  }

  private static Collection<? extends Certificate> read(Path file) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (certificates.isEmpty()) {
        throw new ImageException(file + ": there is no certificate in it");
      }
      return certificates;
    } catch (IOException failure) {
      throw new ImageException("cannot read " + file + ": " + IoReason.of(failure), failure);
    } catch (CertificateException malformed) {
      throw new ImageException(
          file + ": is not a certificate in PEM form: " + malformed.getMessage(), malformed);
    }
  }
}
