package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.composer.testing.ScriptedRegistry;
import jcompose.composer.testing.TestImages;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code run}: streams, exit codes, signals, and what is left of it. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class RunIT {
  private static final int MEBIBYTE = 1 << 20;

  private Jcompose jcompose = new Jcompose(new Sandbox(Path.of("")), Path.of(""));

  @BeforeEach
  void makeRootfs(Sandbox sandbox) {
    jcompose = Jcompose.in(sandbox).withBusybox();
  }

  private static String[] box(String... words) {
    return Stream.concat(Stream.of("run", "--rm", "--rootfs", "../rootfs"), Stream.of(words))
        .toArray(String[]::new);
  }

  /** A shell's line in which {@code "$@"} is the command. */
  private Result shell(String line, String... args) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", line, "sh"));
    command.addAll(jcompose.command(args));
    return HostCommand.run(jcompose.sandbox().environment(), jcompose.folder(), command);
  }

  private void nothingIsLeft() throws IOException {
    for (Path folder :
        List.of(
            jcompose.sandbox().directories().root().resolve("containers"),
            jcompose.sandbox().directories().run().resolve("containers"))) {
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  @Test
  void printsWhatTheProgramPrintsAndNothingElse() throws IOException {
    Result result = jcompose.run(box("sh", "-c", "echo out; echo err >&2"));
    assertEquals(new Result(0, "out\n", "err\n"), result);
    assertEquals("3", shell("\"$@\" | wc -c", box("echo", "hi")).checked());
    nothingIsLeft();
  }

  @Test
  void endsWithTheProgramsCode() {
    assertEquals(7, jcompose.run(box("sh", "-c", "exit 7")).exit());
    assertEquals(137, jcompose.run(box("sh", "-c", "sh -c 'kill -9 $$'; exit $?")).exit());
    assertEquals(143, jcompose.run(box("--init", "sh", "-c", "kill $$")).exit());
  }

  @Test
  void tellsAProgramThatCannotBeRun() throws IOException {
    Result missing = jcompose.run(box("nonono"));
    assertEquals(127, missing.exit());
    assertTrue(missing.err().contains("nonono"), missing.err());
    assertTrue(missing.err().contains("in no folder of PATH"), missing.err());
    assertEquals(126, jcompose.run(box("/etc")).exit());
    nothingIsLeft();
  }

  @Test
  void passesInputOnOnlyWhenAsked() {
    assertEquals("a\nb", shell("printf 'a\\nb' | \"$@\"", box("-i", "cat")).checked());
    assertEquals("", shell("printf 'a\\nb' | \"$@\"", box("cat")).checked());
  }

  /** A program that takes no input, or part of it, does not keep anybody waiting. */
  @Test
  void inputThatNobodyReadsHoldsNothingUp() {
    assertEquals("y", shell("yes | \"$@\"", box("-i", "head", "-n", "1")).checked());
    assertEquals("done", shell("yes | \"$@\"", box("-i", "echo", "done")).checked());
  }

  @Test
  void carriesEveryByteBothWays() throws IOException {
    byte[] bytes = new byte[5 * MEBIBYTE + 17];
    new Random(7).nextBytes(bytes);
    Files.write(jcompose.folder().resolve("in"), bytes);
    shell("\"$@\" < in > out 2> err", box("-i", "sh", "-c", "tee /dev/stderr")).checked();
    assertArrayEquals(bytes, Files.readAllBytes(jcompose.folder().resolve("out")));
    assertArrayEquals(bytes, Files.readAllBytes(jcompose.folder().resolve("err")));
  }

  /** As a program in a pipeline does when the next one has read enough. */
  @Test
  void endsWhenNobodyReadsItsOutputAnyMore() throws IOException {
    Result result = shell("{ \"$@\"; echo $? > code; } | head -n 2", box("yes"));
    assertEquals("y\ny", result.checked());
    assertEquals("141\n", Files.readString(jcompose.folder().resolve("code")));
    assertEquals("", result.err());
    nothingIsLeft();
  }

  @Test
  void aFullDiskIsTold() {
    Result result = shell("\"$@\" > /dev/full", box("echo", "hi"));
    assertEquals(1, result.exit());
    assertEquals("jcompose: standard output: No space left on device\n", result.err());
  }

  /** What a program prints before it waits is seen at once, and not only when its line ends. */
  @Test
  void showsWhatIsNoWholeLineYet() {
    try (Running run = jcompose.start(box("sh", "-c", "printf 'name? '; exec sleep 1000"))) {
      run.awaitOutput("name? ");
      run.signal("INT");
      run.awaitOutput("no handler for SIGINT");
      run.signal("INT");
      assertEquals(137, run.exit());
      assertEquals("name? ", run.out());
    }
  }

  @Test
  void passesSignalsOn() throws IOException {
    String script =
        "for s in HUP INT TERM USR1 USR2 ALRM; do trap \"echo $s\" $s; done; trap 'exit 5' CONT;"
            + " echo ready; while :; do sleep 0.05; done";
    try (Running run = jcompose.start(box("sh", "-c", script))) {
      run.awaitOutput("ready\n");
      for (String signal : List.of("HUP", "INT", "TERM", "USR1", "USR2", "ALRM", "INT", "INT")) {
        String before = run.out();
        run.signal(signal);
        run.awaitOutput(before + signal + "\n");
      }
      run.signal("CONT");
      assertEquals(5, run.exit());
      assertEquals("", run.err());
    }
    nothingIsLeft();
  }

  /** With an init, what has no handler ends as a program of the host would. */
  @Test
  void anInitMakesASignalEndIt() {
    try (Running run = jcompose.start(box("--init", "sh", "-c", "echo ready; exec sleep 1000"))) {
      run.awaitOutput("ready\n");
      run.signal("TERM");
      assertEquals(143, run.exit());
      assertEquals("", run.err());
    }
  }

  @Test
  void withoutRmItStaysUntilItIsTakenDown() throws IOException {
    assertEquals(
        3,
        jcompose
            .run("run", "--rootfs", "../rootfs", "--name", "mine", "sh", "-c", "exit 3")
            .exit());
    assertEquals("", jcompose.ok("-p", "run", "ps", "-q"));
    String all = jcompose.ok("-p", "run", "ps", "-a");
    assertTrue(all.contains("mine ") && all.contains("Exited (3)"), all);
    Result second = jcompose.run("run", "--rootfs", "../rootfs", "--name", "mine", "true");
    assertEquals(125, second.exit());
    assertTrue(
        second.err().startsWith("jcompose: --name: the container name 'mine' is held by"),
        second.err());
    jcompose.ok("-p", "run", "down");
    assertEquals("", jcompose.ok("-p", "run", "ps", "-a", "-q"));
    nothingIsLeft();
  }

  @Test
  void twoAtOnceDoNotMeet() {
    try (Running one = jcompose.start(box("-i", "sh", "-c", "echo $HOSTNAME; exec sleep 1000"));
        Running two = jcompose.start(box("sh", "-c", "echo $HOSTNAME; exec sleep 1000"))) {
      one.awaitOutput("\n");
      two.awaitOutput("\n");
      List<String> names = List.of(one.out().strip(), two.out().strip());
      List<String> ids = jcompose.ok("-p", "run", "ps", "-q").lines().toList();
      assertEquals(
          names.stream().sorted().toList(),
          ids.stream().map(id -> id.substring(0, 12)).sorted().toList());
      jcompose.ok("-p", "run", "down", "-t", "0");
      assertEquals(137, one.exit());
      assertEquals(137, two.exit());
    }
  }

  /** The defaults that an image brings, and what stands in their place. */
  @Test
  void runsAnImage() {
    try (ScriptedRegistry registry = ScriptedRegistry.start()) {
      new TestImages(registry, "app")
          .push(
              "1",
              TestImages.OCI,
              "{\"Entrypoint\":[\"echo\",\"entry\"],\"Cmd\":[\"cmd\"],\"User\":\"user\","
                  + "\"WorkingDir\":\"/tmp\",\"Env\":[\"A=image\"]}",
              TestImages.busybox());
      String image = registry.address() + "/app:1";
      Result first = jcompose.run("run", "--rm", "--image", image);
      assertEquals("entry cmd\n", first.out());
      assertTrue(first.err().contains("Pulled"), first.err());
      assertEquals(
          new Result(0, "entry mine\n", ""), jcompose.run("run", "--rm", "--image", image, "mine"));
      assertEquals(
          "user /tmp image\n",
          jcompose.ok(
              "run",
              "--rm",
              "--image",
              image,
              "--entrypoint",
              "sh",
              "--",
              "-c",
              "echo $(whoami) $PWD $A"));
      assertEquals(
          "hi\n", jcompose.ok("run", "--rm", "--image", image, "--entrypoint", "", "echo", "hi"));
    }
  }

  @Test
  void saysWhyAnImageIsNotThere() {
    Result never =
        jcompose.run("run", "--rm", "--image", "127.0.0.1:1/none:1", "--pull", "never", "true");
    assertEquals(125, never.exit());
    assertTrue(
        never.err().startsWith("jcompose: --image: '127.0.0.1:1/none:1' is not in the store"),
        never.err());
    Result missing = jcompose.run("run", "--rm", "--image", "127.0.0.1:1/none:1", "true");
    assertEquals(125, missing.exit());
    assertTrue(missing.err().contains("jcompose: --image: 127.0.0.1:1/none:1"), missing.err());
  }

  @Test
  void needsSomethingToRun() {
    Result neither = jcompose.run("run", "echo", "hi");
    assertEquals(2, neither.exit());
    assertTrue(neither.err().contains("needs --image IMAGE or --rootfs DIR"), neither.err());
    Result both = jcompose.run("run", "--image", "a", "--rootfs", "b", "true");
    assertEquals(2, both.exit());
    Result nothing = jcompose.run("run", "--rm", "--rootfs", "../rootfs");
    assertEquals(125, nothing.exit());
    assertEquals(
        "jcompose: nothing to run: neither the image nor the command line has an entrypoint or a"
            + " command; put a command behind the options\n",
        nothing.err());
  }

  /** A name that is not ASCII comes in and goes out as it is. */
  @Test
  void textIsNotASCIIAlone() {
    Result result = shell("LC_ALL=C.UTF-8 \"$@\"", box("echo", "grüße ☃"));
    assertEquals("grüße ☃", result.checked());
    assertEquals(12, result.out().getBytes(StandardCharsets.UTF_8).length);
  }
}
