package jcompose.composer.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import jcompose.engine.state.IoReason;
import org.jspecify.annotations.Nullable;

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
  private final Optional<Path> ca;
  private final List<Path> system;

  /**
   * Those for one registry.
   *
   * @param registry host or host:port
   * @param ca what the settings name besides
   */
  TrustedCertificates(String registry, Optional<Path> ca, Map<String, String> environment) {
    this.ca = ca;
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
    return ca.isPresent() || Files.isDirectory(folder);
  }

  /** Where the user puts a certificate for this registry. */
  Path place() {
    return folder.resolve("ca.crt");
  }

  /** Docker's folder for this registry, which need not be there. */
  Path folder() {
    return folder;
  }

  /**
   * What believes those certificates.
   *
   * @throws ImageException naming a file that cannot be read
   */
  TrustManager[] managers() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      add(trusted, ofJava());
      for (Path file : system) {
        add(trusted, PemCertificates.read(file));
      }
      for (Path file : ofRegistry()) {
        add(trusted, PemCertificates.read(file));
      }
      return managers(trusted);
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

  private static TrustManager[] managers(@Nullable KeyStore trusted)
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
    List<Path> files = new ArrayList<>(ca.stream().toList());
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.crt")) {
      entries.forEach(files::add);
    } catch (IOException failure) {
      throw new ImageException("cannot read " + folder + ": " + IoReason.of(failure), failure);
    }
    return files;
  }
}
