package jcompose.composer.cli;

import java.util.List;
import java.util.Optional;
import jcompose.composer.image.Platform;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose image pull}. */
final class ImagePullCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("pull", "Fetch images into the store");
    spec.addOption(Options.value("OS/ARCH", "For this platform, not the machine's", "--platform"));
    spec.addOption(Options.flag("Show no progress", "-q", "--quiet"));
    spec.addPositional(Options.operands("IMAGE", "1..*", "References, or paths of files"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    platform(parsed);
  }

  static Platform platform(ParseResult parsed) {
    Optional<String> given =
        Optional.ofNullable(parsed.<String>matchedOptionValue("--platform", null));
    try {
      return given.map(Platform::parse).orElseGet(Platform::current);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--platform: " + wrong.getMessage());
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> images = Options.operandsOf(parsed);
    new ImagePulls(context, Options.given(parsed, "-q")).pull(images, platform(parsed));
    return 0;
  }
}
