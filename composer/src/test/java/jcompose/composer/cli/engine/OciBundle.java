package jcompose.composer.cli.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.BusyboxRootfs;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.Sandbox;

/**
 * A bundle with a busybox root, and the runtime as its callers call it: a process for each command.
 *
 * @param sandbox where everything lies
 * @param folder the bundle
 */
record OciBundle(Sandbox sandbox, Path folder) {
  private static final String CONFIG =
      """
      {"ociVersion": "1.0.2",
       "process": {"args": [ARGS], "cwd": "/", "env": ["PATH=/bin", "A=b c"],
         "capabilities": {"bounding": ["CAP_KILL", "CAP_CHOWN"], "effective": ["CAP_KILL"],
           "permitted": ["CAP_KILL", "CAP_CHOWN"], "inheritable": ["CAP_KILL"],
           "ambient": ["CAP_KILL"]} PROCESS},
       "root": {"path": "rootfs" ROOT},
       "hostname": "box",
       "mounts": [
         {"destination": "/proc", "type": "proc", "source": "proc"},
         {"destination": "/dev", "type": "tmpfs", "source": "tmpfs",
          "options": ["nosuid", "strictatime", "mode=755", "size=65536k"]},
         {"destination": "/dev/pts", "type": "devpts", "source": "devpts",
          "options": ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]},
         {"destination": "/sys", "type": "sysfs", "source": "sysfs",
          "options": ["nosuid", "noexec", "nodev", "ro"]} MOUNTS],
       "linux": {
         "cgroupsPath": "/CGROUP",
         "namespaces": [{"type": "pid"}, {"type": "network"}, {"type": "ipc"}, {"type": "uts"},
           {"type": "mount"} NAMESPACES],
         "maskedPaths": ["/proc/keys", "/proc/acpi" MASKED],
         "readonlyPaths": ["/proc/sys", "/proc/bus" READONLY] LINUX} TOP}
      """;

  private static final List<String> SLOTS =
      List.of("PROCESS", "ROOT", "MOUNTS", "NAMESPACES", "MASKED", "READONLY", "LINUX", "TOP");

  static OciBundle in(Sandbox sandbox) {
    return in(sandbox, "bundle");
  }

  static OciBundle in(Sandbox sandbox, String name) {
    try {
      Path folder = Files.createDirectories(sandbox.folder().resolve(name));
      BusyboxRootfs.create(folder.resolve("rootfs"));
      return new OciBundle(sandbox, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes config.json.
   *
   * @param script what the shell in the container runs
   * @param additions text for slots of the configuration above: PROCESS, MOUNTS, LINUX ...; CWD is
   *     a folder, NAMESPACES_ALL takes the place of all of them
   */
  OciBundle config(String script, Map<String, String> additions) {
    return args(List.of("sh", "-c", script), additions);
  }

  OciBundle args(List<String> args, Map<String, String> additions) {
    String text =
        CONFIG.replace(
            "ARGS",
            args.stream()
                .map(arg -> '"' + arg.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ")));
    text = text.replace("\"cwd\": \"/\"", "\"cwd\": \"" + additions.getOrDefault("CWD", "/") + '"');
    if (additions.containsKey("NAMESPACES_ALL")) {
      text =
          text.replaceFirst(
              "(?s)\"namespaces\": \\[.*? NAMESPACES\\]",
              "\"namespaces\": [" + additions.get("NAMESPACES_ALL") + "]");
      text = text.replace("\"hostname\": \"box\",", "");
    }
    for (String slot : SLOTS) {
      String addition = additions.getOrDefault(slot, "");
      text = text.replace(" " + slot, addition.isEmpty() ? "" : ", " + addition);
    }
    return write(
        "config.json", text.replace("CGROUP", sandbox.directories().cgroupParent() + "/c"));
  }

  OciBundle write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command of the runtime. */
  Result run(String... args) {
    return HostCommand.run(sandbox.environment(), folder, command(args));
  }

  /** Runs one that must succeed; gives its standard output. */
  String ok(String... args) {
    return run(args).checked();
  }

  List<String> command(String... args) {
    List<String> all =
        new ArrayList<>(List.of("engine", "--root", sandbox.folder().resolve("oci").toString()));
    all.addAll(List.of(args));
    return Jcompose.in(sandbox).command(all.toArray(new String[0]));
  }
}
