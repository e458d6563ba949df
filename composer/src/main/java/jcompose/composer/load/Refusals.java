package jcompose.composer.load;

/** Why keys of the Compose Specification mean nothing here, and what to do instead. */
final class Refusals {
  private Refusals() {}

  static String of(String key) {
    return switch (key) {
      case "models" ->
          "not supported: no language models are run here;"
              + " run one as a service and name its address in 'environment'";
      case "provider" ->
          "not supported: what runs a service is jcompose itself, not another program;"
              + " run that program as the 'command' of a service";
      case "credential_spec", "isolation" -> "not supported: is for Windows";
      case "use_api_socket" -> "not supported: there is no daemon with an API here";
      default -> "not supported yet";
    };
  }
}
