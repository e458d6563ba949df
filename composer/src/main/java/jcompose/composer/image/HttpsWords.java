package jcompose.composer.image;

import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why there is no https connection, and what to do. */
final class HttpsWords {
  private HttpsWords() {}

  /**
   * The reason.
   *
   * @param registry host or host:port
   * @param certificate where a certificate for the registry is looked for
   */
  static String reason(SSLException failure, String registry, Path certificate) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return "its certificate has expired; renew it, and look at this machine's clock";
      }
      if (cause instanceof CertificateNotYetValidException) {
        return "its certificate is not valid yet; look at this machine's clock";
      }
      if (cause instanceof CertPathBuilderException) {
        return "its certificate is signed by nobody whom this machine trusts; put the certificate"
            + " of who signed it into "
            + certificate;
      }
    }
    String said = String.valueOf(failure.getMessage());
    if (failure.getCause() instanceof CertificateException
        && (said.contains("subject alternative") || said.startsWith("No name"))) {
      return "its certificate is for other names than "
          + registry.replaceFirst(":\\d+$", "")
          + "; use the name that is in it, or have it made for this one";
    }
    if (failure instanceof CertificateWantedException) {
      return "it wants a certificate from this machine, or another one; put one into "
          + certificate.resolveSibling("client.cert")
          + " and its key into "
          + certificate.resolveSibling("client.key");
    }
    if (said.contains("Unsupported or unrecognized SSL message")) {
      return "it does not speak https";
    }
    return "no https connection: " + said;
  }
}
