package jcompose.composer.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.engine.state.IoReason;

/** Reads certificates in PEM form, between which a file may say whatever it likes. */
final class PemCertificates {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END [A-Z0-9 ]+-----");

  private PemCertificates() {}

  /**
   * Those of a file, in its order.
   *
   * @throws ImageException when there is none, or one that is none, naming the file
   */
  static List<Certificate> read(Path file) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      byte[] bytes = Files.readAllBytes(file);
      List<Certificate> certificates = new ArrayList<>();
      Matcher block = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
      while (block.find()) {
        certificates.add(
            factory.generateCertificate(
                new ByteArrayInputStream(block.group().getBytes(StandardCharsets.ISO_8859_1))));
      }
      if (certificates.isEmpty()) {
        certificates.add(factory.generateCertificate(new ByteArrayInputStream(bytes)));
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
