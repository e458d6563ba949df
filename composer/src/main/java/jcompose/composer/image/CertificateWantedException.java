package jcompose.composer.image;

import java.io.IOException;
import javax.net.ssl.SSLException;

/** A server asked who this machine is, and ended the connection when it knew. */
final class CertificateWantedException extends SSLException {
  private static final long serialVersionUID = 1L;

  CertificateWantedException(IOException end) {
    super(end.getMessage(), end);
  }
}
