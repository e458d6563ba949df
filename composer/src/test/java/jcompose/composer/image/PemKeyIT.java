package jcompose.composer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Map;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.RequiresCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private keys in every form in which OpenSSL writes them. */
@RequiresCommand("openssl")
final class PemKeyIT {
  @TempDir Path folder = Path.of("");

  private Path key(String name, String arguments) {
    String command = "openssl " + arguments.replaceFirst("( |$)", " -out " + name + "$1");
    HostCommand.run(Map.of(), folder, List.of(command.split(" ", -1))).checked();
    return folder.resolve(name);
  }

  /** The same key as it is read from each of its forms. */
  private void same(String algorithm, Path pkcs8, Path other) {
    assertEquals(algorithm, PemKey.read(pkcs8).getAlgorithm());
    assertEquals(secret(PemKey.read(pkcs8)), secret(PemKey.read(other)));
  }

  private static BigInteger secret(PrivateKey key) {
    return key instanceof ECPrivateKey curve
        ? curve.getS()
        : ((RSAPrivateKey) key).getPrivateExponent();
  }

  @Test
  void everyForm() {
    Path rsa = key("rsa", "genrsa 2048");
    same("RSA", rsa, key("rsa1", "rsa -traditional -in rsa"));
    for (String curve : List.of("prime256v1", "secp384r1", "secp521r1")) {
      // before the key stands a block with the name of the curve
      Path old = key("ec1-" + curve, "ecparam -genkey -name " + curve);
      same("EC", key("ec-" + curve, "pkey -in ec1-" + curve), old);
    }
    assertEquals("EdDSA", PemKey.read(key("ed", "genpkey -algorithm ed25519")).getAlgorithm());
  }

  private static String refused(Path file) {
    return String.valueOf(assertThrows(ImageException.class, () -> PemKey.read(file)).getMessage());
  }

  @Test
  void whatCannotBeUsedIsToldWithTheCommandThatHelps() throws IOException {
    key("rsa", "genrsa 2048");
    String locked = refused(key("locked", "pkey -aes128 -passout pass:x -in rsa"));
    assertTrue(locked.contains("the key in it is encrypted"), locked);
    assertTrue(locked.endsWith("'openssl pkey -in " + folder + "/locked -out NEW'"), locked);
    String older = refused(key("older", "rsa -traditional -aes128 -passout pass:x -in rsa"));
    assertTrue(older.contains("the key in it is encrypted"), older);
    Path none = Files.writeString(folder.resolve("none"), "hello");
    assertTrue(refused(none).contains("there is no private key in PEM form"));
    String text = Files.readString(folder.resolve("rsa"), StandardCharsets.US_ASCII);
    String damaged = refused(Files.writeString(folder.resolve("bad"), text.replace("M", "N")));
    assertTrue(damaged.contains("damaged or of an unknown kind"), damaged);
    assertFalse(damaged.contains(text.substring(40, 60)), "no part of a key is in a message");
    assertTrue(refused(folder.resolve("missing")).contains("cannot read " + folder));
  }
}
