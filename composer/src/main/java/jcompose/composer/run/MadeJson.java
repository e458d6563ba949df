package jcompose.composer.run;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import jcompose.composer.plan.Made;
import jcompose.engine.state.RecordJson;

/** What a container is made from, written once: its hash is of what is kept with the container. */
final class MadeJson {
  private final Made made;
  private final byte[] json;

  private MadeJson(Made made, byte[] json) {
    this.made = made;
    this.json = json;
  }

  static MadeJson of(Made made) {
    return new MadeJson(made, RecordJson.toBytes(made));
  }

  Made made() {
    return made;
  }

  /** 64 hexadecimal digits. */
  String hash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** One line of UTF-8; not copied. */
  byte[] bytes() {
    return json;
  }
}
