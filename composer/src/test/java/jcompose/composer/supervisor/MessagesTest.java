package jcompose.composer.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.load.LoadRequest;
import jcompose.composer.load.ProjectLoader;
import jcompose.composer.model.Project;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.plan.UpOptions.Choice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagesTest {
  @TempDir Path folder;
  private ServerSocketChannel server;
  private FrameChannel near;
  private SocketChannel far;

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("sock"));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
    near = new FrameChannel(SocketChannel.open(address));
    far = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    near.close();
    far.close();
    server.close();
  }

  @Test
  void projectOfEveryAttributeArrivesAsItWas() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        services:
          all:
            image: busybox
            command: [a, b]
            entrypoint: /entry x
            environment: {A: '1', B: ''}
            working_dir: /w
            user: '1:2'
            hostname: h
            domainname: d
            conf: {hosts: ./hosts}
            volumes: ['./a:/a:ro', 'data:/data', /anonymous]
            tmpfs: /t:size=1m
            devices: ['/dev/null:/dev/n:r']
            namespaces: {ipc: host, net: 'service:other', cgroup: /proc/1/ns/cgroup}
            cpus: 0.5
            cpu_shares: 2
            cpuset: '0'
            mem_limit: 64m
            pids_limit: 5
            read_only: true
            cap_add: [NET_ADMIN]
            cap_drop: [ALL]
            stop_signal: SIGINT
            stop_grace_period: 1m30s
            depends_on: [other]
            tty: true
            stdin_open: true
            labels: {l: m}
          other:
            rootfs: /
            command: ls
        volumes:
          data: {labels: {k: v}}
        """);
    Project project =
        ProjectLoader.load(
                new LoadRequest(
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    folder,
                    Map.of(),
                    List.of()))
            .project();
    Request.Up up =
        new Request.Up(
            project,
            UpOptions.of(List.of("all"), Choice.NO_DEPENDENCIES, Choice.RENEW_VOLUMES),
            Map.of("V", "v"),
            true,
            Optional.of(new Request.Readiness(Optional.of(Duration.ofSeconds(9)))));
    near.send(up);
    Frame frame = new FrameChannel(far).receive().orElseThrow();
    assertEquals(up, FrameChannel.request(frame));
  }

  @Test
  void endOfTheOtherSideBetweenFramesIsNoFailure() throws IOException {
    far.close();
    assertEquals(Optional.empty(), near.receive());
  }

  @Test
  void endWithinAFrameIsAFailure() throws IOException {
    far.write(ByteBuffer.wrap(new byte[] {Frame.MESSAGE, 0, 0, 0, 9, '{'}));
    far.close();
    assertThrows(IOException.class, () -> near.receive());
  }

  @Test
  void hugeLengthIsRefusedBeforeMemoryIsTaken() throws IOException {
    far.write(ByteBuffer.wrap(new byte[] {Frame.MESSAGE, 0x7f, 0, 0, 0}));
    IOException failure = assertThrows(IOException.class, () -> near.receive());
    assertTrue(String.valueOf(failure.getMessage()).contains("not one of jcompose's"));
  }
}
