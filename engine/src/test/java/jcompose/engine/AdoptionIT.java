package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A second engine takes over what a first one left; limits and kills are told apart. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class AdoptionIT {
  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void goesOnWithARunningContainer() {
    Container first =
        fixture.start(
            Specs.shell(
                fixture.busybox,
                "echo one; while [ ! -e /go ]; do sleep 0.05; done; echo two; exit 5"));
    fixture.engine.close();
    try (ContainerEngine second = ContainerEngine.open(fixture.directories)) {
      List<Container> adopted = second.adopt(spec -> true);
      assertEquals(1, adopted.size());
      Container container = adopted.get(0);
      assertEquals(first.state().pid(), container.state().pid());
      EngineFixture.exec(container, "touch /go");
      assertEquals(5, EngineFixture.await(container).code());
      assertEquals("one\ntwo\n", fixture.log(container, "stdout"));
      container.delete();
    }
  }

  @Test
  void reportsOneThatEndedUnwatched() {
    Container first = fixture.start(Specs.shell(fixture.busybox, "sleep 1000"));
    int pid = first.state().pid().getAsInt();
    fixture.engine.close();
    try (Descriptor process = Descriptor.process(pid)) {
      new PidDescriptor(process).signal(9);
      jcompose.engine.linux.ProcessEnd.await(process.number());
    }
    assertEquals(
        ContainerState.Status.EXITED, ContainerEngine.list(fixture.directories).get(0).status());
    try (ContainerEngine second = ContainerEngine.open(fixture.directories)) {
      Container container = second.adopt(spec -> true).get(0);
      ExitStatus exit = EngineFixture.await(container);
      assertEquals(255, exit.code());
      assertTrue(exit.note().isPresent());
      container.start();
      container.delete();
    }
  }

  @Test
  void reportsOneThatAnEarlierBootEnded() throws IOException {
    Container first = fixture.start(Specs.shell(fixture.busybox, "exit 3"));
    EngineFixture.await(first);
    String id = first.spec().id();
    fixture.engine.close();
    Path file = fixture.directories.container(id).resolve("container.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"phase\":\"EXITED\"", "\"phase\":\"STARTING\",\"bootId\":\"earlier\""));
    try (ContainerEngine second = ContainerEngine.open(fixture.directories)) {
      Container container = second.adopt(spec -> true).get(0);
      assertEquals(255, EngineFixture.await(container).code());
      container.delete();
    }
  }

  /** As after a kill between the birth of the process and the writing down of which it is. */
  @Test
  void findsTheProcessOfAStartThatWasCutShort() throws IOException {
    Container first =
        fixture.start(
            Specs.shell(fixture.busybox, "while [ ! -e /go ]; do sleep 0.05; done; exit 5"));
    fixture.engine.close();
    Files.delete(fixture.directories.containerRun(first.spec().id()).resolve("container.json"));
    try (ContainerEngine second = ContainerEngine.open(fixture.directories)) {
      Container container = second.adopt(spec -> true).get(0);
      assertEquals(first.state().pid(), container.state().pid());
      EngineFixture.exec(container, "touch /go");
      assertEquals(5, EngineFixture.await(container).code());
      container.delete();
    }
  }

  /** As after a kill before there was a process: the cgroup may be made, or half made. */
  @Test
  void takesBackAStartThatHasNoProcess() throws IOException {
    Container first = fixture.engine.create(Specs.shell(fixture.busybox, "exit 6").build());
    fixture.engine.close();
    phase(first, "CREATED", "STARTING");
    try (ContainerEngine second = ContainerEngine.open(fixture.directories)) {
      Container container = second.adopt(spec -> true).get(0);
      assertEquals(ContainerState.Status.CREATED, container.state().status());
      container.start();
      assertEquals(6, EngineFixture.await(container).code());
      container.delete();
    }
  }

  /** As after a kill while files were being removed. */
  @Test
  void finishesADeletionThatWasCutShort() throws IOException {
    Container first = fixture.start(Specs.shell(fixture.busybox, "true"));
    EngineFixture.await(first);
    fixture.engine.close();
    phase(first, "EXITED", "DELETING");
    Path folder = fixture.directories.container(first.spec().id());
    Files.delete(folder.resolve("work").resolve("work"));
    Files.delete(folder.resolve("work"));
    try (ContainerEngine second = ContainerEngine.open(fixture.directories)) {
      assertTrue(second.adopt(spec -> true).isEmpty());
    }
    assertFalse(Files.exists(folder));
    assertTrue(ContainerEngine.list(fixture.directories).isEmpty());
  }

  private void phase(Container container, String from, String to) throws IOException {
    Path file = fixture.directories.container(container.spec().id()).resolve("container.json");
    String state = Files.readString(file);
    assertTrue(state.contains("\"phase\":\"" + from + "\""), state);
    Files.writeString(
        file, state.replace("\"phase\":\"" + from + "\"", "\"phase\":\"" + to + "\""));
  }

  @Test
  void leavesOthersContainersAlone() {
    Container container = fixture.engine.create(Specs.shell(fixture.busybox, "true").build());
    assertTrue(fixture.engine.adopt(spec -> false).isEmpty());
    assertEquals(1, ContainerEngine.list(fixture.directories).size());
    container.delete();
  }

  @Test
  void reportsAnOutOfMemoryKill() {
    ExitStatus exit =
        fixture
            .run(
                Specs.shell(fixture.busybox, "exec tail -c 100m /dev/zero")
                    .resources(ExecIT.memory(16 << 20)))
            .exit();
    assertTrue(exit.oomKilled());
    assertEquals(137, exit.code());
    assertFalse(fixture.shell("kill -9 $$").exit().oomKilled());
  }

  @Test
  void sharesNamespacesAndKillsWhatOutlivesTheFirstProcess() {
    Container owner = fixture.start(Specs.shell(fixture.busybox, "sleep 1000"));
    NamespaceMode shared = new NamespaceMode.OfContainer(owner.spec().id());
    Specs guest =
        Specs.shell(fixture.busybox, "hostname; sleep 1000 & echo started")
            .namespace(NamespaceType.PID, shared)
            .namespace(NamespaceType.NETWORK, shared)
            .namespace(NamespaceType.UTS, shared)
            .namespace(NamespaceType.IPC, shared);
    EngineFixture.Result result = fixture.run(guest);
    assertEquals(owner.spec().shortId() + "\nstarted\n", result.out());
    // the guest's sleep is dead, and a zombie of the owner, which does not reap
    assertEquals(
        "1\n", EngineFixture.exec(owner, "grep -l '^State:.Z' /proc/[0-9]*/status | wc -l").out());
    owner.delete();
  }
}
