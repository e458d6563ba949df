package jcompose.composer.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import jcompose.composer.registries.RegistrySettings;
import jcompose.engine.state.IoReason;

/**
 * Who this machine is to a registry that wants to know it.
 *
 * @param certificate in PEM form, with those that lead to its authority after it
 * @param key its private key in PEM form
 */
record ClientCertificate(Path certificate, Path key) {
  /**
   * What the settings name, else what lies in Docker's folder for the registry: {@code NAME.cert}
   * with {@code NAME.key}.
   *
   * @throws ImageException when one lies there without the other
   */
  static List<ClientCertificate> find(RegistrySettings settings, Path folder) {
    if (settings.clientCertificate().isPresent()) {
      Path named = settings.clientCertificate().get();
      return List.of(new ClientCertificate(named, settings.clientKey().orElse(named)));
    }
    List<ClientCertificate> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.{cert,key}")) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        boolean isKey = name.endsWith(".key");
        String stem = name.substring(0, name.lastIndexOf('.'));
        Path other = folder.resolve(stem + (isKey ? ".cert" : ".key"));
        if (!Files.exists(other)) {
          throw new ImageException(
              entry + ": there is no " + other + " that belongs to it; put it there");
        }
        if (!isKey) {
          found.add(new ClientCertificate(entry, other));
        }
      }
    } catch (IOException failure) {
      throw new ImageException("cannot read " + folder + ": " + IoReason.of(failure), failure);
    }
    return found;
  }

  /** What says who this machine is; without any, that it is nobody. */
  static X509KeyManager manager(List<ClientCertificate> all) throws GeneralSecurityException {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      for (ClientCertificate one : all) {
        Certificate[] chain = PemCertificates.read(one.certificate()).toArray(new Certificate[0]);
        PrivateKey key = PemKey.read(one.key());
        if (!chain[0].getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
          throw new ImageException(
              one.key() + ": is not the key of the certificate " + one.certificate());
        }
        keys.setKeyEntry(Integer.toString(keys.size()), key, new char[0], chain);
      }
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, new char[0]);
      for (KeyManager manager : factory.getKeyManagers()) {
        if (manager instanceof X509KeyManager certificates) {
          return certificates;
        }
      }
      throw new IllegalStateException("every JDK has a manager of X.509 certificates");
    } catch (IOException impossible) {
      throw new IllegalStateException("an empty key store is read from nothing", impossible);
    }
  }
}
