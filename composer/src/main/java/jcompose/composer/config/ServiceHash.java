package jcompose.composer.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import jcompose.composer.yaml.JsonText;
import jcompose.composer.yaml.YamlNode;

/** Tells whether a service is still the same: a hash of what its containers depend on. */
public final class ServiceHash {
  private ServiceHash() {}

  /** The SHA-256 in hexadecimal, without what does not change a container. */
  public static String of(YamlNode service) {
    Edit edit = Edit.of(service);
    for (String key : new String[] {"build", "pull_policy", "scale", "depends_on", "profiles"}) {
      edit.remove(key);
    }
    edit.change("deploy", deploy -> Edit.of(deploy).remove("replicas").mapping());
    try {
      byte[] text = JsonText.of(edit.mapping()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
