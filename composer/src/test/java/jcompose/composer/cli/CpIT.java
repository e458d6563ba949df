package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.EngineException;
import jcompose.engine.FileTree;
import jcompose.engine.TreeTransfer;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code cp}: files out of containers and into them. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class CpIT {
  private static final int COPIES = 60;

  /** Everything that an archive has to say of files, names that are no UTF-8 among it. */
  private static final String TREE =
      "mkdir -p /t/sub /t/empty && cd /t && echo one > file && ln file sub/hard && chmod 4751 file"
          + " && ln -s ../../../../etc sub/link && mkfifo -m 600 fifo && mknod null c 1 3 && echo"
          + " odd > \"$(printf 'b\\351t\\n"
          + "\\033[2J')\" && chown -R 12:34 sub && echo long > \"sub/$(printf '%0200d' 7)\" &&"
          + " chmod 1777 empty && chown 3000000:4 empty && chmod 4751 file && touch -h -d"
          + " '2001-02-03 04:05:06' sub/link file && dd if=/dev/zero of=sparse bs=1 count=0 seek=8G"
          + " && echo end | dd of=sparse bs=4096 seek=1000000 conv=notrunc";

  /** A copy of the command's output, which are bytes. */
  private static void archive(Jcompose jcompose, String file, String... args) {
    jcompose.through("sh", "-c", "exec \"$@\" > " + file, "sh").ok(args);
  }

  private static String tar(Path folder, String... args) {
    List<String> command = new ArrayList<>(List.of("tar", "-C", folder.toString()));
    command.addAll(List.of(args));
    return HostCommand.run(command.toArray(String[]::new)).checked();
  }

  private static String listing(Path folder, String archive) {
    String all =
        tar(folder, "--numeric-owner", "--full-time", "-tvf", folder.resolve(archive).toString());
    return String.join(
        "\n",
        all.lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.replaceAll(" +", " ")) // a column is as wide as the widest before it
            .sorted()
            .toList());
  }

  private static int stat(Path file, String attribute) throws IOException {
    return ((Number) Files.getAttribute(file, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS))
        .intValue();
  }

  @Test
  void anArchiveIsWhatTarWouldWriteAndComesBackTheSame(Sandbox sandbox) throws IOException {
    Jcompose jcompose = Jcompose.in(sandbox).box("volumes: [data:/data]\ncap_add: [MKNOD]");
    Files.writeString(
        jcompose.folder().resolve("compose.yaml"),
        "\nvolumes: {data: {}}\n",
        java.nio.file.StandardOpenOption.APPEND);
    jcompose.ok("up", "-d");
    jcompose.inside("box", "sh", "-c", TREE);
    Path folder = jcompose.folder();
    archive(jcompose, "ours.tar", "cp", "box:/t", "-");
    Path root = Path.of("/proc/" + jcompose.pid("box") + "/root");
    String theirs = folder.resolve("theirs.tar").toString();
    tar(root, "--sort=name", "--format=posix", "-S", "-cf", theirs, "t");
    // which of two names is the link is a matter of order alone
    assertEquals(
        listing(folder, theirs)
            .lines()
            .filter(line -> !line.contains("/file") && !line.contains("hard"))
            .toList(),
        listing(folder, "ours.tar")
            .lines()
            .filter(line -> !line.contains("/file") && !line.contains("hard"))
            .toList());
    assertTrue(listing(folder, "ours.tar").contains(" link to t/"), listing(folder, "ours.tar"));
    assertTrue(Files.size(folder.resolve("ours.tar")) < 1 << 17, "holes were read");

    jcompose
        .through("sh", "-c", "exec \"$@\" < ours.tar", "sh")
        .ok("cp", "--archive", "-", "box:/data/");
    archive(jcompose, "again.tar", "cp", "box:data/t", "-");
    assertEquals(listing(folder, "ours.tar"), listing(folder, "again.tar"));
    assertEquals(
        "end\n",
        jcompose.inside(
            "box", "sh", "-c", "dd if=/data/t/sparse bs=4096 skip=1000000 count=1 | head -c 4"));

    // onto the host: no device, no setuid bit, the user's own files
    assertTrue(refused(jcompose, "cp", "box:/t", "here").contains("'here/null' is a device"));
    jcompose.inside("box", "rm", "/t/null", "/t/sparse");
    jcompose.ok("cp", "box:/t", "mine");
    assertEquals(0, stat(folder.resolve("mine/sub"), "uid"));
    assertEquals(0751, stat(folder.resolve("mine/file"), "mode") & 07777);
    assertEquals(
        stat(folder.resolve("mine/file"), "ino"), stat(folder.resolve("mine/sub/hard"), "ino"));
    assertTrue(Files.isSymbolicLink(folder.resolve("mine/sub/link")));
    jcompose.ok("cp", "-a", "box:/t/.", "kept");
    assertEquals(12, stat(folder.resolve("kept/sub"), "uid"));
    assertEquals(34, stat(folder.resolve("kept/sub"), "gid"));
    assertEquals(04751, stat(folder.resolve("kept/file"), "mode") & 07777);
    for (String copy : List.of("here", "mine", "kept")) {
      Files.delete(folder.resolve(copy).resolve("fifo")); // which is there
    }
    jcompose.ok("down", "-v");
  }

  private static String refused(Jcompose jcompose, String... args) {
    HostCommand.Result result = jcompose.run(args);
    assertEquals(1, result.exit(), result.out() + result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    return result.err();
  }

  @Test
  void goesWhereDockersRulesSay(Sandbox sandbox) throws IOException {
    Jcompose jcompose = Jcompose.in(sandbox).boxRuns("while :; do echo line >> /grows; done");
    jcompose
        .file("noise", "x".repeat(2000))
        .file("file", "new")
        .file("site/a/index", "one")
        .ok("up", "-d");
    jcompose.ok("cp", "file", "box:/tmp");
    jcompose.ok("cp", "file", "box:tmp/named");
    jcompose.ok("cp", "site", "box:/tmp/");
    jcompose.ok("cp", "site/.", "box:/tmp/content");
    jcompose.ok("cp", "site/.", "box:/tmp");
    assertEquals(
        """
        /tmp
        /tmp/a
        /tmp/a/index
        /tmp/content
        /tmp/content/a
        /tmp/content/a/index
        /tmp/file
        /tmp/named
        /tmp/site
        /tmp/site/a
        /tmp/site/a/index
        """,
        jcompose.inside("box", "sh", "-c", "find /tmp | sort"));
    assertEquals("0 777\n", jcompose.inside("box", "stat", "-c", "%u %a", "/tmp"));

    jcompose.inside("box", "ln", "-s", "/tmp/named", "/to-file");
    jcompose.ok("cp", "site/a/index", "box:/to-file");
    assertEquals("one", jcompose.inside("box", "cat", "/tmp/named"));
    jcompose.ok("cp", "box:/to-file", "link");
    assertTrue(Files.isSymbolicLink(jcompose.folder().resolve("link")));
    jcompose.ok("cp", "-L", "box:/to-file", "followed");
    assertEquals("one", Files.readString(jcompose.folder().resolve("followed")));
    jcompose.ok("cp", "box:/grows", "grown"); // as long as it was
    assertTrue(Files.readString(jcompose.folder().resolve("grown")).endsWith("line\n"));

    jcompose.ok("pause");
    jcompose.ok("cp", "file", "box:/tmp/paused");
    jcompose.ok("cp", "box:/tmp/paused", "paused");
    assertEquals("new", Files.readString(jcompose.folder().resolve("paused")));
    jcompose.ok("unpause");

    assertTrue(refused(jcompose, "cp", "site", "box:/tmp/file").contains("is a folder"));
    assertTrue(refused(jcompose, "cp", "file", "box:/no/x").contains("/no/x cannot be made"));
    assertTrue(refused(jcompose, "cp", "file", "box:/no/").contains("make that folder first"));
    assertTrue(refused(jcompose, "cp", "box:/no", "x").contains("box:/no is not there"));
    assertTrue(refused(jcompose, "cp", "no", "box:/").contains("no is not there"));
    assertTrue(refused(jcompose, "cp", "file", "bix:/").contains("no such service: bix"));
    assertTrue(refused(jcompose, "cp", "--index", "2", "file", "box:/").contains("container 2"));
    assertTrue(refused(jcompose, "cp", "file", "box:/etc/hosts").contains("EBUSY"));
    assertTrue(jcompose.inside("box", "cat", "/etc/hosts").contains("localhost"));
    assertEquals(2, jcompose.run("cp", "box:/a", "box:/b").exit());
    assertEquals(2, jcompose.run("cp", "a", "b").exit());
    HostCommand.Result noArchive =
        jcompose.through("sh", "-c", "exec \"$@\" < noise", "sh").run("cp", "-", "box:/");
    assertTrue(noArchive.err().contains("this is not a tar archive"), noArchive.err());
    jcompose.ok("down");
    assertTrue(refused(jcompose, "cp", "file", "box:/").contains("has no container"));
  }

  @Test
  void aContainerThatDoesNotRunHasItsVolumesToo(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file("bind/there", "yes")
            .file("file", "new")
            .file(
                "compose.yaml",
                """
                services:
                  box:
                    rootfs: ../rootfs
                    stop_grace_period: 0s
                    volumes: [data:/srv/data, ./bind:/bind:ro]
                    tmpfs: [/small:size=1m]
                    command: [sh, -c, "rm -f /etc/group; exec sleep 1000"]
                  fixed:
                    rootfs: ../rootfs
                    stop_grace_period: 0s
                    read_only: true
                    volumes: [data:/srv/data]
                    command: [sleep, '1000']
                volumes: {data: {}}
                """);
    jcompose.ok("create");
    jcompose.ok("cp", "file", "box:/srv/data/early");
    jcompose.ok("cp", "file", "box:/etc/early");
    assertTrue(refused(jcompose, "cp", "file", "fixed:/etc/x").contains("EROFS"));
    jcompose.ok("cp", "file", "fixed:/srv/data/fixed");
    jcompose.ok("up", "-d");
    assertEquals("newnew", jcompose.inside("box", "cat", "/srv/data/early", "/etc/early"));
    assertTrue(refused(jcompose, "cp", "file", "fixed:/etc/x").contains("EROFS"));
    jcompose.ok("cp", "file", "fixed:/srv/data/fixed");
    assertTrue(refused(jcompose, "cp", "file", "box:/bind/x").contains("EROFS"));

    // a file that has no room leaves what was there
    jcompose.inside("box", "sh", "-c", "echo old > /small/big");
    HostCommand.run("truncate", "-s", "0", jcompose.folder().resolve("big").toString()).checked();
    HostCommand.run(
            "dd", "if=/dev/urandom", "of=" + jcompose.folder().resolve("big"), "bs=1M", "count=2")
        .checked();
    String full = refused(jcompose, "cp", "big", "box:/small/big");
    assertTrue(full.contains("'big'") && full.contains("ENOSPC"), full);
    assertEquals("big\nold\n", jcompose.inside("box", "sh", "-c", "ls -A /small; cat /small/big"));

    jcompose.ok("stop");
    assertTrue(refused(jcompose, "cp", "box:/etc/group", "x").contains("not there"));
    jcompose.ok("cp", "box:/bind/there", "there");
    assertEquals("yes", Files.readString(jcompose.folder().resolve("there")));
    assertTrue(refused(jcompose, "cp", "file", "box:/bind/x").contains("EROFS"));
    assertTrue(
        refused(jcompose, "cp", "file", "box:/small/x").contains("only while the container"));
    jcompose.ok("cp", "file", "box:/etc/late");
    jcompose.ok("start", "box");
    assertEquals("new", jcompose.inside("box", "cat", "/etc/late"));
    jcompose.ok("down", "-v");
  }

  @Test
  void ownersAreTheContainersInAUserNamespace(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box("namespaces: {user: {uid: '0:100000:65536', gid: '0:100000:65536'}}");
    jcompose.file("dir/file", "x").ok("up", "-d");
    Files.setAttribute(jcompose.folder().resolve("dir/file"), "unix:uid", 7);
    jcompose.ok("cp", "dir", "box:/a");
    jcompose.ok("cp", "-a", "dir", "box:/b");
    assertEquals(
        "0 0\n0 0\n7 0\n",
        jcompose.inside("box", "stat", "-c", "%u %g", "/a", "/a/file", "/b/file"));
    archive(jcompose, "b.tar", "cp", "box:/b", "-");
    assertTrue(listing(jcompose.folder(), "b.tar").contains(" 7/0 "));
    Files.setAttribute(jcompose.folder().resolve("dir/file"), "unix:uid", 70000);
    assertTrue(refused(jcompose, "cp", "-a", "dir", "box:/c").contains("user 70000 is not in"));
    jcompose.ok("stop");
    jcompose.ok("cp", "-a", "box:/b/file", "out");
    assertEquals(7, stat(jcompose.folder().resolve("out"), "uid"));
    jcompose.ok("cp", "dir", "box:/d");
    jcompose.ok("start");
    assertEquals("0 0\n", jcompose.inside("box", "stat", "-c", "%u %g", "/d/file"));
    jcompose.ok("down");
  }

  /** Its root may do what it likes with its own files: nothing of the host's is read or written. */
  @Test
  void noLinkLeadsToTheHost(Sandbox sandbox) throws IOException {
    Jcompose jcompose = Jcompose.in(sandbox).box();
    Path host = Files.createDirectory(sandbox.folder().resolve("host"));
    Files.writeString(host.resolve("secret"), "of the host");
    jcompose.file("file", "new").file("swap/secret", "of the user").ok("up", "-d");
    jcompose.inside(
        "box",
        "sh",
        "-c",
        "ln -s "
            + host
            + " /absolute; ln -s ../../../../.."
            + host
            + " /relative;"
            + " ln -s "
            + host
            + "/secret /secret; ln -s /proc/1/root"
            + host
            + " /magic;"
            + " mkdir -p /w/real && echo of the container > /w/real/secret");
    for (String link : List.of("absolute", "relative", "magic")) {
      String read = refused(jcompose, "cp", "box:/" + link + "/secret", "x");
      assertTrue(read.contains("not there") || read.contains("ELOOP"), read);
      refused(jcompose, "cp", "file", "box:/" + link + "/planted");
    }
    assertTrue(refused(jcompose, "cp", "-L", "box:/secret", "x").contains("not there"));

    // a link in an archive, and a file behind it
    Path evil = Files.createDirectories(jcompose.folder().resolve("evil"));
    Files.createSymbolicLink(evil.resolve("out"), host);
    tar(evil, "-cf", evil + "/evil.tar", "out");
    Files.delete(evil.resolve("out"));
    Files.createDirectory(evil.resolve("out"));
    Files.writeString(evil.resolve("out/planted"), "x");
    tar(evil, "-rf", evil + "/evil.tar", "out/planted");
    HostCommand.Result planted =
        jcompose.through("sh", "-c", "exec \"$@\" < evil/evil.tar", "sh").run("cp", "-", "box:/w");
    assertEquals(1, planted.exit());
    try (FileTree tree = FileTree.ofHost()) {
      tree.write(evil.toString(), Files.newInputStream(evil.resolve("evil.tar")), false);
    } catch (EngineException refused) {
      assertTrue(
          refused.getMessage().contains("'out/planted'") || refused.getMessage().contains("'out'"),
          refused.getMessage());
    }
    onlyItsOwn(host);
    swaps(jcompose, host);
    jcompose.ok("down");
  }

  /** A folder is a link to the host's, then a folder again, as fast as the container can. */
  private static void swaps(Jcompose jcompose, Path host) throws IOException {
    HostCommand.Result swapper =
        jcompose.run(
            "exec",
            "-T",
            "box",
            "sh",
            "-c",
            "ln -s "
                + host
                + " /w/link; (while :; do mv /w/real /w/d; mv /w/d /w/real;"
                + " mv /w/link /w/d; mv /w/d /w/link; done) > /dev/null 2>&1 &");
    assertEquals(0, swapper.exit(), swapper.err());
    String id = jcompose.ok("ps", "-q", "box").strip();
    Path out = Files.createDirectory(jcompose.folder().resolve("raced"));
    TreeTransfer reading = new TreeTransfer("/w/d/secret", true, "read", out.toString(), false);
    TreeTransfer whole = new TreeTransfer("/w", false, "whole", out.toString(), false);
    TreeTransfer into = new TreeTransfer(jcompose.folder() + "/swap", false, "", "/w/d", false);
    int copied = 0;
    for (int i = 0; i < COPIES; i++) {
      try (FileTree container = FileTree.ofContainer(jcompose.sandbox().directories(), id, "box:");
          FileTree own = FileTree.ofHost()) {
        copied += attempt(() -> reading.run(container, own));
        copied += attempt(() -> whole.run(container, own));
        copied += attempt(() -> into.run(own, container));
      }
      assertEquals("", HostCommand.run("grep", "-r", "of the host", out.toString()).out());
      HostCommand.run("rm", "-rf", out + "/whole", out + "/read").checked();
      onlyItsOwn(host);
    }
    assertTrue(copied > COPIES, "the copies did not meet the folder: " + copied);
  }

  private static int attempt(Runnable copy) {
    try {
      copy.run();
      return 1;
    } catch (EngineException refused) {
      assertFalse(refused.getMessage().contains("of the host"));
      return 0;
    }
  }

  private static void onlyItsOwn(Path host) throws IOException {
    try (var files = Files.list(host)) {
      assertEquals(List.of(host.resolve("secret")), files.toList());
    }
    assertEquals("of the host", Files.readString(host.resolve("secret")));
  }
}
