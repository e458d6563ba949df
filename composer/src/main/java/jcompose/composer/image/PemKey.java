package jcompose.composer.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.engine.state.IoReason;

/**
 * Reads private keys in PEM form: PKCS#8, and what OpenSSL wrote before it, which Java only knows
 * once it is wrapped into PKCS#8.
 */
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final HexFormat HEX = HexFormat.of();

  /** rsaEncryption and no parameters. */
  private static final byte[] RSA = HEX.parseHex("300d06092a864886f70d0101010500");

  private static final byte[] EC_PUBLIC_KEY = HEX.parseHex("06072a8648ce3d0201");
  private static final byte[] VERSION = HEX.parseHex("020100");
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int OBJECT_ID = 0x06;
  private static final int PARAMETERS = 0xa0;

  private PemKey() {}

  /**
   * Reads one.
   *
   * @throws ImageException naming the file; no part of the key is in the message
   */
  static PrivateKey read(Path file) {
    Matcher block = BLOCK.matcher(text(file));
    if (!block.find()) {
      throw unusable(file, "there is no private key in PEM form in it");
    }
    String kind = block.group(1);
    String body = block.group(2);
    if (kind.startsWith("ENCRYPTED") || body.contains("Proc-Type")) {
      throw unusable(file, "the key in it is encrypted, and nobody is there to ask");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(body);
      return switch (kind) {
        case "PRIVATE KEY" -> key(bytes);
        case "RSA PRIVATE KEY" -> key(wrapped(RSA, bytes));
        case "EC PRIVATE KEY" -> key(wrapped(curve(bytes), bytes));
        default -> throw unusable(file, "'" + kind + "' is a kind of key that is not known");
      };
    } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException bad) {
      throw unusable(file, "the key in it is damaged or of an unknown kind");
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new ImageException("cannot read " + file + ": " + IoReason.of(failure), failure);
    }
  }

  private static ImageException unusable(Path file, String why) {
    return new ImageException(
        file + ": " + why + "; convert it with 'openssl pkey -in " + file + " -out NEW'");
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    InvalidKeySpecException last = new InvalidKeySpecException("no algorithm");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException other) {
        last = other;
      }
    }
    throw last;
  }

  /** PrivateKeyInfo of RFC 5208. */
  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return element(SEQUENCE, VERSION, algorithm, element(OCTETS, key));
  }

  /** The curve stands in the key itself, after version and number: RFC 5915. */
  private static byte[] curve(byte[] key) {
    int at = content(key, 0);
    at = next(key, next(key, at));
    if ((key[at] & 0xff) != PARAMETERS) {
      throw new IllegalArgumentException("no curve");
    }
    at = content(key, at);
    if (key[at] != OBJECT_ID) {
      throw new IllegalArgumentException("no named curve");
    }
    byte[] name = Arrays.copyOfRange(key, at, next(key, at));
    return element(SEQUENCE, EC_PUBLIC_KEY, name);
  }

  /** Where the content of a DER element begins. */
  private static int content(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    return at + 2 + (length < 0x80 ? 0 : length - 0x80);
  }

  /** Where the element after one begins. */
  private static int next(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    if (length >= 0x80) {
      int bytes = length - 0x80;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (der[at + 2 + i] & 0xff);
      }
    }
    return Math.addExact(content(der, at), length);
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length < 0x80) {
      element.write(length);
    } else {
      int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
      element.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        element.write(length >> (8 * i));
      }
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}
